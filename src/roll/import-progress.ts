import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok } from '../lib/result.js'
import { inTransaction } from '../infra/db/database.js'
import type { Job } from '../infra/db/tables/jobs.js'
import { progressOf } from '../infra/jobs/job-progress.js'
import { cancelJob, findJob } from '../infra/jobs/job-queries.js'
import type { CommitOutcome } from './commit-job.js'
import { getImport, importSubject, type StoredImport } from './import-queries.js'
import type { RollJob } from './jobs.js'
import { importIdOf } from './review-import.js'
import type { RefusedReport } from './stage-register.js'
import type { UndoOutcome } from './undo-job.js'

const unitOf: Readonly<Record<RollJob, string>> = { readRegister: '行', commitRegister: '人', undoRegister: '人' }

const titleOf: Readonly<Record<RollJob, string>> = {
  readRegister: '正在读取名册',
  commitRegister: '正在导入名册',
  undoRegister: '正在撤销导入',
}

const promiseOf: Readonly<Record<RollJob, string>> = {
  readRegister: '读完以后给您看每一行的结论，还不会列入名单。',
  commitRegister: '要么全部列入，要么一个人也不列入；列入以前随时可以取消。',
  undoRegister: '要么全部撤下，要么一个人也不撤下。',
}

/**
 * How far the work on a register has come. The page asks again by itself; it may be closed and opened again, and
 * goes on to what came of the work when that is over.
 */
export async function showImportProgress(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const register = await getImport(this.db, election.id, importIdOf(request))
  const href = `/elections/${election.id}/roll/imports/${register.id}`
  const job = await findJob(this.db, importSubject(register.id))
  const kind = job?.kind as RollJob | undefined
  const progress = job && kind ? await progressOf(this.db, job, unitOf[kind]) : undefined
  if ((request.query as { format?: string }).format === 'json') return await reply.send(progress ?? { isActive: false })
  if (kind === undefined || !progress?.isActive) return await showOutcome(request, reply, register, job)
  return await reply.page('roll/import-progress.hbs', {
    title: `${titleOf[kind]}：${register.fileName}`,
    heading: titleOf[kind],
    promise: promiseOf[kind],
    register: { ...register, href },
    progress: { ...progress, address: `${href}/progress?format=json` },
    isOver: false,
    mayTellColumns: false,
    refusal: '',
  })
}

/** Goes on to where the finished work is seen. A file that cannot be read is told of here. */
async function showOutcome(request: FastifyRequest, reply: FastifyReply, register: StoredImport, job: Job | undefined) {
  const roll = `/elections/${request.election.id}/roll`
  const href = `${roll}/imports/${register.id}`
  if (register.state === 'refused') {
    return await reply.page('roll/import-progress.hbs', {
      title: `没有读取：${register.fileName}`,
      heading: '这份文件没有读取',
      promise: '名单没有任何改动。',
      register: { ...register, href },
      isOver: true,
      mayTellColumns: register.fileId !== null,
      refusal: (JSON.parse(register.report) as RefusedReport).refusal.message,
    })
  }
  if (register.state === 'discarded') {
    reply.flash('这份名册已放弃，没有列入名单。')
    return reply.redirect(`${roll}/import-register`, 303)
  }
  if (job?.state === 'cancelled') reply.flash('已取消，名单没有任何改动。')
  if (job?.state !== 'done' || job.outcome === null) return reply.redirect(href, 303)
  if (job.kind === 'undoRegister') {
    const { takenOff, restored } = JSON.parse(job.outcome) as UndoOutcome
    reply.flash(`导入已撤销，${takenOff} 人已从名单上撤下${restored > 0 ? `，${restored} 人恢复原来的资料` : ''}。`)
  }
  if (job.kind !== 'commitRegister') return reply.redirect(href, 303)
  const { added, changed, errors } = JSON.parse(job.outcome) as CommitOutcome
  reply.flash(
    `已列入 ${added} 人${changed > 0 ? `，修改 ${changed} 人` : ''}。${errors > 0 ? `有差错的 ${errors} 行没有列入，请查对改正后再导入。` : ''}`,
  )
  return reply.redirect(roll, 303)
}

/** Asks for the work to be stopped. It stops at once or, when it was just over, not at all: the page then says so. */
export async function cancelImport(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const { id } = await getImport(this.db, election.id, importIdOf(request))
  const isCancelled = await inTransaction(this.db, async (trx) => ok(await cancelJob(trx, importSubject(id))))
  if (isCancelled.ok && !isCancelled.value) reply.flash('已经办完，来不及取消了。')
  await this.jobs.wake()
  return reply.redirect(`/elections/${election.id}/roll/imports/${id}/progress`, 303)
}
