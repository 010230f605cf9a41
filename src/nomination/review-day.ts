import type { FastifyRequest } from 'fastify'
import type { PlainDate } from '../lib/plain-date.js'
import type { Trx } from '../infra/db/database.js'
import type { FieldError } from '../infra/http/forms.js'
import { listPapers } from './queries.js'

/** Nobody is reviewed before the first paper came in, or tomorrow. */
export async function reviewDayErrors(
  trx: Trx,
  { today }: FastifyRequest,
  nomineeId: number,
  on: PlainDate,
): Promise<FieldError[]> {
  if (on > today) return [{ field: 'givenOn', message: '审查日期不能在今天之后' }]
  const papers = await listPapers(trx, nomineeId)
  return papers.every(({ receivedOn }) => on < receivedOn)
    ? [{ field: 'givenOn', message: '审查日期不能早于收到提名表的日期' }]
    : []
}
