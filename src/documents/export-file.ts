import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { termText } from '../lib/chinese-text.js'
import { ok, refused } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { streamStoredFile } from '../infra/db/stored-files.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { claimForm } from '../infra/http/forms.js'
import { progressOf } from '../infra/jobs/job-progress.js'
import { findJob, queueJob } from '../infra/jobs/job-queries.js'
import type { FileOrder } from './file-export-job.js'
import { exportSubject, getFileExport, insertFileExport } from './file-queries.js'

/** Queues the packing of the election file. */
export async function startExport(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, season, actor, account, now, today, body } = request
  const home = `/elections/${election.id}/documents/file`
  const fileName = `${election.communityName}${termText(election.termNumber)}换届选举档案-${today}.zip`
  const queued = await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, body, now))) return ok(0)
    const exportId = await insertFileExport(trx, actor, election.id, fileName)
    const asked = { bureau: season?.bureauName ?? '', isSample: season?.kind !== 'real' }
    const input: FileOrder = { exportId, electionId: election.id, today, actor, ...asked }
    const subject = exportSubject(exportId)
    const job = { kind: 'electionFile', subject, electionId: election.id, input, requestedBy: account?.id ?? 0 }
    return (await queueJob(trx, job)) === undefined ? refused('busy') : ok(exportId)
  })
  if (!queued.ok) throw new Conflict()
  await this.jobs.wake()
  return reply.redirect(queued.value === 0 ? home : `${home}/export/${queued.value}`, 303)
}

async function exportInView(app: FastifyInstance, request: FastifyRequest) {
  const { exportId } = request.params as { exportId: string }
  if (!/^[1-9]\d{0,8}$/.test(exportId)) throw new NotFound('没有这份档案包。')
  return await getFileExport(app.db, request.election.id, Number(exportId))
}

/** How far the packing is, and then the file with its hash. */
export async function showExport(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const made = await exportInView(this, request)
  const job = await findJob(this.db, exportSubject(made.id))
  const progress = job ? await progressOf(this.db, job, '个文件') : undefined
  if ((request.query as { format?: string }).format === 'json') return await reply.send(progress ?? { isActive: false })
  const home = `/elections/${request.election.id}/documents/file`
  return await reply.page('documents/export-file.hbs', {
    title: `选举档案包：${made.fileName}`,
    home,
    here: `${home}/export/${made.id}`,
    fileName: made.fileName,
    isActive: progress?.isActive ?? false,
    progress: { ...progress, address: `${home}/export/${made.id}?format=json` },
    hasFile: made.fileId !== null,
    isFailed: job?.state === 'failed' || job?.state === 'cancelled',
    sizeText: made.fileSize === null ? '' : `${(made.fileSize / 1024 / 1024).toFixed(1)} MB`,
    sha256: made.sha256 ?? '',
    keptUntil: made.keptUntil ?? '',
  })
}

/** The package; there are people's telephones in it, so every fetching is recorded. */
export async function fetchExport(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { fileId, fileName, sha256 } = await exportInView(this, request)
  if (fileId === null) throw new NotFound('这份档案包已经过期或者没有做成，请再做一次。')
  const event = { type: 'electionFileFetched', sha256: sha256 ?? '' } as const
  await inTransaction(this.db, async (trx) => ok(await recordEvent(trx, request.actor, event, request.election.id)))
  return reply
    .type('application/zip')
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
    .send(Readable.from(streamStoredFile(this.db, this.sealer, fileId)))
}
