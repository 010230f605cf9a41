import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import { type FileItem, fileItems } from '../rules/election-file.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { optionalDateField, optionalTextField, versionField } from '../infra/http/fields.js'
import { claimForm, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { listFilePapers, saveFilePaper } from './file-queries.js'

const paperForm = z
  .object({
    state: z.enum(['present', 'notNeeded'], '请选择在卷或者不需要'),
    pages: z
      .string()
      .trim()
      .default('')
      .refine((text) => /^\d{0,5}$/.test(text.normalize('NFKC')), '页数填整数')
      .transform((text) => (text === '' ? null : Number(text.normalize('NFKC')))),
    paperDate: optionalDateField.default(null),
    note: optionalTextField(100),
    version: versionField.default(0),
  })
  .refine(({ state, pages }) => state !== 'present' || (pages !== null && pages > 0), {
    path: ['pages'],
    message: '请填写页数',
  })
  .refine(({ state, note }) => state !== 'notNeeded' || note !== '', { path: ['note'], message: '请写明为什么不需要' })

function itemInView(request: FastifyRequest): FileItem {
  const { item: key } = request.params as { item: string }
  const item = fileItems.find((one) => one.key === key && one.from === 'paper')
  if (!item) throw new NotFound('清单上没有这种纸质材料。')
  return item
}

export async function showFilePaper(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const item = itemInView(request)
  const saved = (await listFilePapers(this.db, request.election.id)).find((paper) => paper.item === item.key)
  return await paperPage(request, reply, item, saved ?? { state: 'present', version: 0 })
}

async function paperPage(
  { election }: FastifyRequest,
  reply: FastifyReply,
  item: FileItem,
  typed: object,
  errors?: FormErrors,
) {
  const value = (name: string) => {
    const found = (typed as Readonly<Record<string, unknown>>)[name]
    return typeof found === 'string' || typeof found === 'number' ? String(found) : ''
  }
  const home = `/elections/${election.id}/documents/file`
  return await reply.code(errors ? 422 : 200).page('documents/record-file-paper.hbs', {
    title: `登记档案材料：${item.title}`,
    home,
    here: `${home}/papers/${item.key}/record-file-paper`,
    itemTitle: item.title,
    condition: item.condition ?? '',
    states: [
      { value: 'present', text: '在卷', note: '' },
      { value: 'notNeeded', text: '不需要', note: '没有发生的，写明原因' },
    ],
    form: {
      ...{ state: value('state'), pages: value('pages'), paperDate: value('paperDate'), note: value('note') },
      version: value('version') || '0',
    },
    errors,
  })
}

/** Says of a paper that it is in the file, with its pages, or why it is not needed. */
export async function recordFilePaper(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const item = itemInView(request)
  const typed: object = request.body ?? {}
  const form = readForm(paperForm, typed)
  if (!form.ok) return await paperPage(request, reply, item, typed, form.error)
  const { election, actor, now, today } = request
  const { version, state, paperDate, note } = form.value
  if (paperDate !== null && paperDate > today) {
    const errors = formErrors([{ field: 'paperDate', message: '日期不能在今天之后' }])
    return await paperPage(request, reply, item, typed, errors)
  }
  const pages = state === 'present' ? form.value.pages : null
  const row = { electionId: election.id, item: item.key, state, pages, paperDate, note }
  const saved = await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, now))) return ok(undefined)
    const by = { recordedBy: request.account?.id ?? 0, recordedAt: now }
    if (!(await saveFilePaper(trx, { ...row, ...by }, version))) return refused('stale' as const)
    const event = { type: 'filePaperRecorded', item: item.title, state, pages, note } as const
    await recordEvent(trx, actor, event, election.id)
    return ok(undefined)
  })
  if (!saved.ok) throw new Conflict()
  reply.flash(`已登记：${item.title}。`)
  return reply.redirect(`/elections/${election.id}/documents/file`, 303)
}
