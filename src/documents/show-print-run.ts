import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { streamStoredFile } from '../infra/db/stored-files.js'
import type { Account } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'
import { progressOf } from '../infra/jobs/job-progress.js'
import { cancelJob, findJob } from '../infra/jobs/job-queries.js'
import type { PrintOutcome } from './print-choice.js'
import { getPrintRun, printSubject } from './print-run-queries.js'

/** The run that an address names, if it is of the account's own place. */
async function runInView({ db }: FastifyInstance, request: FastifyRequest) {
  const { runId } = request.params as { runId: string }
  if (!/^[1-9]\d{0,8}$/.test(runId) || !request.season) throw new NotFound('没有这一次打印。')
  return await getPrintRun(db, request.season.id, request.account as Account, Number(runId))
}

/** How far a run is, and when it is over its file and the report of what was left out. */
export async function showPrintRun(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const run = await runInView(this, request)
  const job = await findJob(this.db, printSubject(run.id))
  const progress = job ? await progressOf(this.db, job, '个社区') : undefined
  if ((request.query as { format?: string }).format === 'json') return await reply.send(progress ?? { isActive: false })
  const isDone = job?.state === 'done'
  const outcome = isDone ? (JSON.parse(job.outcome ?? '{}') as PrintOutcome) : undefined
  const failure =
    job?.state === 'failed' ? (JSON.parse(job.outcome ?? '{}') as { message?: string }).message : undefined
  return await reply.page('documents/show-print-run.hbs', {
    title: `批量打印：${run.fileName}`,
    run,
    isActive: progress?.isActive ?? false,
    progress: { ...progress, address: `/print-runs/${run.id}?format=json` },
    isCancelled: job?.state === 'cancelled',
    failure: failure ?? '',
    isDone,
    hasFile: run.fileId !== null,
    sizeText: run.fileSize === null ? '' : sizeText(run.fileSize),
    documents: outcome?.documents ?? 0,
    pages: outcome?.pages ?? 0,
    leftOut: outcome?.leftOut ?? [],
    leftOutCount: outcome?.leftOut.length ?? 0,
  })
}

function sizeText(size: number): string {
  return size < 1024 * 1024 ? `${Math.ceil(size / 1024)} KB` : `${(size / 1024 / 1024).toFixed(1)} MB`
}

/** Asks for a run to be stopped; nothing of it stays. */
export async function cancelPrintRun(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const run = await runInView(this, request)
  const cancelled = await inTransaction(this.db, async (trx) => ok(await cancelJob(trx, printSubject(run.id))))
  if (cancelled.ok && !cancelled.value) reply.flash('已经印完，来不及取消了。')
  await this.jobs.wake()
  return reply.redirect(`/print-runs/${run.id}`, 303)
}

/** The file, opened piece by piece; there may be lists of voters in it, so every fetching is recorded. */
export async function fetchPrintRun(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const run = await runInView(this, request)
  const { fileId, fileName } = run
  if (fileId === null) throw new NotFound('这一次打印的文件已经过期或者没有印成，请再打印一次。')
  const event = { type: 'printRunFetched', runId: run.id } as const
  await inTransaction(this.db, async (trx) => ok(await recordEvent(trx, request.actor, event, null)))
  return reply
    .type(fileName.endsWith('.zip') ? 'application/zip' : 'application/pdf')
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
    .send(Readable.from(streamStoredFile(this.db, this.sealer, fileId)))
}
