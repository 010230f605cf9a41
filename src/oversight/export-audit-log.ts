import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { streamStoredFile } from '../infra/db/stored-files.js'
import type { Account } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'
import { textField, tickField } from '../infra/http/fields.js'
import { claimForm, type FormErrors, readForm } from '../infra/http/forms.js'
import { progressOf } from '../infra/jobs/job-progress.js'
import { findJob, queueJob } from '../infra/jobs/job-queries.js'
import { electionChoices } from './browse-audit-log.js'
import type { LogExportOrder, LogExportOutcome } from './log-export-job.js'
import { filterInWords, logAddress, readFilter } from './log-filter.js'
import { logScopeOf } from './log-in-view.js'
import { findPackedFile } from './package-queries.js'

const home = '/audit-log/export'
const subjectOf = ({ id }: Pick<Account, 'id'>) => `audit-log-export ${id}`

const exportForm = z.object({
  format: z.enum(['csv', 'jsonl'], '请选择格式'),
  withNames: tickField,
  reason: textField(200, '请写明导出的用途和依据').refine(
    (text) => [...text].length >= 4,
    '请把用途写清楚，至少四个字',
  ),
})

const types = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl; charset=utf-8' } as const

async function exportOf({ db }: FastifyInstance, request: FastifyRequest) {
  const job = await findJob(db, subjectOf(request.account as Account))
  const outcome = job?.state === 'done' ? (JSON.parse(job.outcome ?? '{}') as LogExportOutcome) : undefined
  const file = outcome ? await findPackedFile(db, outcome.fileId) : undefined
  return { job, outcome, file }
}

/** What is to be handed out, for what; how far it is; and the file, for as long as it is kept. */
export async function showExportAuditLog(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await exportPage(this, request, reply, request.query)
}

async function exportPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  source: unknown,
  errors?: FormErrors,
) {
  const { job, outcome, file } = await exportOf(app, request)
  const progress = job ? await progressOf(app.db, job, '条') : undefined
  if ((request.query as { format?: string }).format === 'json') return await reply.send(progress ?? { isActive: false })
  const read = await readFilter(app.db, source, logScopeOf(request))
  const typed = (request.body ?? {}) as Readonly<Record<string, unknown>>
  const chosen = typed['format'] === 'jsonl' ? 'jsonl' : 'csv'
  const wrong = errors ?? read.errors
  return await reply.code(wrong ? 422 : 200).page('oversight/export-audit-log.hbs', {
    title: '导出操作日志',
    range: await rangeOf(app, read),
    logAddress: logAddress('/audit-log', read.choice),
    filter: Object.entries<string>({ ...read.choice }).map(([name, value]) => ({ name, value })),
    form: {
      reason: typeof typed['reason'] === 'string' ? typed['reason'] : '',
      withNames: typed['withNames'] === 'yes',
    },
    formats: [
      { value: 'csv', text: 'CSV（用表格软件打开）' },
      { value: 'jsonl', text: 'JSON（一行一条，可以核对指纹）' },
    ].map((one) => ({ ...one, isChosen: one.value === chosen })),
    isActive: progress?.isActive ?? false,
    progress: { ...progress, address: `${home}?format=json` },
    isFailed: job?.state === 'failed' || job?.state === 'cancelled',
    isExpired: outcome !== undefined && file === undefined,
    file: outcome && file && { ...outcome, ...file, sizeText: `${Math.ceil(file.size / 1024)} KB` },
    errors: wrong,
  })
}

async function rangeOf(app: FastifyInstance, read: Awaited<ReturnType<typeof readFilter>>): Promise<string> {
  const elections = await electionChoices(app, read.choice.election)
  return filterInWords(read, elections.find(({ isChosen }) => isChosen)?.text ?? '')
}

/** Queues the export; while one is under way it goes on. What it is for is asked and recorded (Personal Information Protection Law, art. 6). */
export async function exportAuditLog(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { actor, today, now, body } = request
  const read = await readFilter(this.db, body, logScopeOf(request))
  const form = readForm(exportForm, body)
  if (read.errors || !form.ok) return await exportPage(this, request, reply, body, form.ok ? undefined : form.error)
  const account = request.account as Account
  const { format, withNames, reason } = form.value
  const fileName = `操作日志（${today}）.${format}`
  const range = await rangeOf(this, read)
  const input: LogExportOrder = { filter: read.filter, range, format, withNames, reason, actor, fileName }
  const job = { kind: 'logExport', subject: subjectOf(account), electionId: null, input }
  await inTransaction(this.db, async (trx) => {
    if (await claimForm(trx, body, now)) await queueJob(trx, { ...job, requestedBy: account.id })
    return ok(undefined)
  })
  await this.jobs.wake()
  return reply.redirect(logAddress(home, read.choice), 303)
}

/** The export of whoever asked for it, and of nobody else. */
export async function fetchAuditLogExport(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { outcome, file } = await exportOf(this, request)
  if (!outcome || !file) throw new NotFound('还没有导出好，或者文件已经过期，请再导出一次。')
  const { sha256 } = file
  await inTransaction(this.db, async (trx) =>
    ok(await recordEvent(trx, request.actor, { type: 'logExportFetched', sha256 }, null)),
  )
  return reply
    .type(types[outcome.format])
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(outcome.fileName)}`)
    .send(Readable.from(streamStoredFile(this.db, this.sealer, file.id)))
}
