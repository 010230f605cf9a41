import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok, refused } from '../lib/result.js'
import { inTransaction } from '../infra/db/database.js'
import { errorsFromFindings, type FormErrors } from '../infra/http/forms.js'
import { queueJob } from '../infra/jobs/job-queries.js'
import { countAdded, getImport, importSubject } from './import-queries.js'
import { countMerged } from './merge-queries.js'
import type { RollJob } from './jobs.js'
import { importIdOf } from './review-import.js'
import type { ImportWork } from './stage-register.js'
import { undoObstacles } from './undo-obstacles.js'

export async function showUndoImport(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await undoPage(this, request, reply)
}

/** Says what taking a register back means, and what stands against it. */
async function undoPage({ db }: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election } = request
  const register = await getImport(db, election.id, importIdOf(request))
  const href = `/elections/${election.id}/roll/imports/${register.id}`
  if (register.state !== 'committed') return reply.redirect(href, 303)
  const obstacles = await undoObstacles(db, election.id, register.id)
  const merged = await countMerged(db, register.id)
  return await reply.code(errors ? 422 : 200).page('roll/undo-import.hbs', {
    title: `撤销导入：${register.fileName}`,
    register: { ...register, href },
    added: await countAdded(db, register.id),
    merged: merged > 0 ? String(merged) : '',
    obstacles,
    mayUndo: obstacles.length === 0,
    errors,
  })
}

/** Has a committed register taken back. A second click finds it under way, or done. */
export async function undoImport(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, account } = request
  const { id: importId, state } = await getImport(this.db, election.id, importIdOf(request))
  const progress = `/elections/${election.id}/roll/imports/${importId}/progress`
  if (state !== 'committed') return reply.redirect(progress, 303)
  const queued = await inTransaction(this.db, async (trx) => {
    const obstacles = await undoObstacles(trx, election.id, importId)
    if (obstacles.length > 0) return refused(errorsFromFindings(obstacles))
    return ok(
      await queueJob(trx, {
        kind: 'undoRegister' satisfies RollJob,
        subject: importSubject(importId),
        electionId: election.id,
        input: { importId, actor } satisfies ImportWork,
        requestedBy: account?.id as number,
      }),
    )
  })
  if (!queued.ok) return await undoPage(this, request, reply, queued.error)
  await this.jobs.wake()
  return reply.redirect(progress, 303)
}
