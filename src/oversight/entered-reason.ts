import type { FastifyRequest } from 'fastify'

/** What was typed of a reason, kept beside what is wrong with it. */
export function enteredReason({ body }: FastifyRequest) {
  const { reason, format } = (body ?? {}) as Readonly<Record<string, unknown>>
  const chosen = typeof format === 'string' ? format : 'xlsx'
  return {
    reason: typeof reason === 'string' ? reason : '',
    formats: [
      { value: 'xlsx', text: '表格（.xlsx）' },
      { value: 'csv', text: 'CSV' },
      { value: 'pdf', text: 'PDF' },
    ].map((one) => ({ ...one, isChosen: one.value === chosen })),
  }
}
