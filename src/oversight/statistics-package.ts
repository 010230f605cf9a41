import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { termText } from '../lib/chinese-text.js'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { streamStoredFile } from '../infra/db/stored-files.js'
import type { Account } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'
import { claimForm } from '../infra/http/forms.js'
import { progressOf } from '../infra/jobs/job-progress.js'
import { findJob, queueJob } from '../infra/jobs/job-queries.js'
import { findPackedFile, packageSubject } from './package-queries.js'
import { placeOf } from './place-words.js'
import type { PackageOrder, PackageOutcome } from './statistics-package-job.js'

const home = '/statistics/package'

/** Queues the packing; while one is under way it goes on. */
export async function startPackage(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { season, actor, today, now, body } = request
  if (!season) throw new NotFound('还没有设立换届。')
  const account = request.account as Account
  const place = await placeOf(this.db, account, season)
  const fileName = `${place}${termText(season.termNumber)}换届统计资料（${today}）.zip`
  const input: PackageOrder = { season, account, today, actor, fileName }
  const job = { kind: 'statisticsPackage', subject: packageSubject(account), electionId: null, input }
  await inTransaction(this.db, async (trx) => {
    if (await claimForm(trx, body, now)) await queueJob(trx, { ...job, requestedBy: account.id })
    return ok(undefined)
  })
  await this.jobs.wake()
  return reply.redirect(home, 303)
}

async function packageOf({ db }: FastifyInstance, request: FastifyRequest) {
  const job = await findJob(db, packageSubject(request.account as Account))
  const outcome = job?.state === 'done' ? (JSON.parse(job.outcome ?? '{}') as PackageOutcome) : undefined
  const file = outcome ? await findPackedFile(db, outcome.fileId) : undefined
  return { job, outcome, file }
}

/** How far the packing is, and then the file with its hash. */
export async function showPackage(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { job, outcome, file } = await packageOf(this, request)
  const progress = job ? await progressOf(this.db, job, '个文件') : undefined
  if ((request.query as { format?: string }).format === 'json') return await reply.send(progress ?? { isActive: false })
  return await reply.page('oversight/statistics-package.hbs', {
    title: '统计资料包',
    isActive: progress?.isActive ?? false,
    progress: { ...progress, address: `${home}?format=json` },
    hasFile: file !== undefined,
    isFailed: job?.state === 'failed' || job?.state === 'cancelled',
    isExpired: outcome !== undefined && file === undefined,
    fileName: outcome?.fileName ?? '',
    files: outcome?.files ?? 0,
    sizeText: file ? `${Math.ceil(file.size / 1024)} KB` : '',
    sha256: file?.sha256 ?? '',
    keptUntil: file?.keptUntil ?? '',
  })
}

/** The package of whoever asked for it, and of nobody else. */
export async function fetchPackage(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { outcome, file } = await packageOf(this, request)
  if (!outcome || !file) throw new NotFound('资料包还没有做好，或者已经过期，请再做一次。')
  const event = { type: 'statisticsExported', table: 'package', format: 'zip', rows: outcome.files } as const
  await inTransaction(this.db, async (trx) => ok(await recordEvent(trx, request.actor, event, null)))
  return reply
    .type('application/zip')
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(outcome.fileName)}`)
    .send(Readable.from(streamStoredFile(this.db, this.sealer, file.id)))
}
