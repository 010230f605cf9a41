import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import { inTransaction } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { optionalDateField, tickField, versionField } from '../infra/http/fields.js'
import { errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { queueJob } from '../infra/jobs/job-queries.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { listMilestones } from '../timetable/queries.js'
import type { CommitWork } from './commit-job.js'
import { commitObstacles } from './commit-obstacles.js'
import { getImport, importSubject, type StoredImport, updateImport } from './import-queries.js'
import type { RollJob } from './jobs.js'
import { waitingOutcomes } from './import-outcome.js'
import { countOutcomes } from './register-row-queries.js'
import { importIdOf, reviewPage } from './review-import.js'
import { declarationWayField } from './voter-form.js'

const commitForm = z.object({
  version: versionField,
  // Art. 16 registers those who say that they will take part; a register cannot say it for them.
  declaredTakingPart: tickField.refine((isTicked) => isTicked, '请确认：列入的居民都已表示参加选举'),
  declaredOn: optionalDateField.default(null),
  declarationWay: declarationWayField.default(null),
})

type CommitForm = z.output<typeof commitForm>

/** Has the accepted rows put on the roll. Who comes second, by a double click or from another desk, sees the first. */
export async function commitImport(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const form = readForm(commitForm, request.body)
  if (!form.ok) return await reviewPage(this, request, reply, form.error)
  const register = await getImport(this.db, election.id, importIdOf(request))
  const progress = `/elections/${election.id}/roll/imports/${register.id}/progress`
  if (register.state === 'committing' || register.state === 'committed') return reply.redirect(progress, 303)
  if (register.state !== 'staged') throw new Conflict('这份名册已经放弃，不能再导入。')
  const { declaredOn } = form.value
  if (declaredOn && declaredOn > request.today) {
    const message = '表示参加选举的日期不能晚于今天'
    return await reviewPage(this, request, reply, formErrors([{ field: 'declaredOn', message }]))
  }
  const queued = await queueCommit(this, request, register, form.value)
  if (!queued.ok) return await reviewPage(this, request, reply, queued.error)
  await this.jobs.wake()
  return reply.redirect(progress, 303)
}

async function queueCommit(
  { db }: FastifyInstance,
  { election, actor, account, today }: FastifyRequest,
  register: StoredImport,
  { version, declaredOn, declarationWay }: CommitForm,
): Promise<Result<void, FormErrors>> {
  return await inTransaction(db, async (trx) => {
    const mayImport = may('importRegister', await listMilestones(trx, election.id), ruleSetInForce(election))
    const obstacles = commitObstacles(register, mayImport, election.electionDay)
    if (obstacles.length > 0) return refused(errorsFromFindings(obstacles))
    const outcomes = await countOutcomes(trx, register.id)
    const undecided = waitingOutcomes.reduce((sum, outcome) => sum + (outcomes.get(outcome) ?? 0), 0)
    if (undecided > 0) {
      const message = `还有 ${undecided} 行等您决定。请逐行或者一并决定后再导入`
      return refused(formErrors([{ field: 'rows', message }]))
    }
    if (!(await updateImport(trx, register.id, version, { state: 'committing' }))) throw new Conflict()
    const job = await queueJob(trx, {
      kind: 'commitRegister' satisfies RollJob,
      subject: importSubject(register.id),
      electionId: election.id,
      input: {
        importId: register.id,
        actor,
        today,
        declaredOn: declaredOn ?? today,
        declarationWay,
      } satisfies CommitWork,
      requestedBy: account?.id as number,
    })
    if (job === undefined) throw new Conflict()
    return ok(undefined)
  })
}
