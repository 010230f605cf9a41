import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { tickField, versionField } from '../infra/http/fields.js'
import { errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { may } from '../rules/permitted-actions.js'
import { findMilestone } from '../rules/stages.js'
import { listMilestones, recordMilestone } from '../timetable/queries.js'
import { countOutcomes, type RowOutcome } from './import-outcome.js'
import { type StoredImport, updateImport } from './import-queries.js'
import { type ImportPlan, planImport } from './plan-import.js'
import { commitObstacles, loadImport, reviewPage } from './review-import.js'
import { lockRoll } from './version-queries.js'
import { insertNamedGroup, insertVoters, nextVoterNumber } from './voter-queries.js'

const commitForm = z.object({
  version: versionField,
  // Art. 16 registers those who say that they will take part; a register cannot say it for them.
  declaredTakingPart: tickField.refine(
    (isTicked) => isTicked,
    '请确认：列入的居民都已表示参加选举（《城市居民委员会组织法》第十六条）',
  ),
})

/** Puts the accepted rows on the roll: all of them, or none. */
export async function commitImport(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const form = readForm(commitForm, request.body)
  if (!form.ok) return await reviewPage(this, request, reply, form.error)
  const { register, rows } = await loadImport(this, request)
  const counts = countOutcomes(rows.map(({ outcome }) => outcome))
  const address = `/elections/${election.id}/roll`
  if (register.state === 'committed') return reply.redirect(address, 303)
  if (register.state !== 'staged') throw new Conflict('这份名册已经放弃，不能再导入。')
  if (counts.undecided > 0) {
    const message = `还有 ${counts.undecided} 行有疑问，没有决定。请逐行或者一并决定后再导入`
    return await reviewPage(this, request, reply, formErrors([{ field: 'rows', message }]))
  }
  const plan = await planImport(this, election, register.id, rows)
  const committed = await write(this, request, register, form.value.version, plan, counts)
  if (!committed.ok) return await reviewPage(this, request, reply, committed.error)
  reply.flash(
    `已列入 ${plan.voters.length} 人。${counts.error > 0 ? `有差错的 ${counts.error} 行没有列入，请查对改正后再导入。` : ''}`,
  )
  return reply.redirect(address, 303)
}

async function write(
  { db }: FastifyInstance,
  request: FastifyRequest,
  register: StoredImport,
  version: number,
  plan: ImportPlan,
  counts: Readonly<Record<RowOutcome, number>>,
): Promise<Result<void, FormErrors>> {
  const { election, actor, today } = request
  const notAdded = Object.fromEntries(
    Object.entries(counts).filter(([outcome]) => outcome !== 'add' && outcome !== 'added'),
  )
  try {
    return await inTransaction(db, async (trx) => {
      await lockRoll(trx, election.id)
      const milestones = await listMilestones(trx, election.id)
      const obstacles = commitObstacles(register, may('importRegister', milestones), election.electionDay)
      if (obstacles.length > 0) return refused(errorsFromFindings(obstacles))
      const change = { state: 'committed', committedAt: request.now } as const
      if (!(await updateImport(trx, register.id, version, change))) throw new Conflict()
      await addVoters(trx, election.id, plan)
      const event = {
        type: 'registerCommitted',
        importId: register.id,
        sha256: register.sha256,
        added: counts.add,
        notAdded,
      } as const
      await recordEvent(trx, actor, event, election.id)
      if (!findMilestone(milestones, 'registerImported')) {
        await recordMilestone(trx, actor, election.id, { name: 'registerImported', on: today })
      }
      return ok(undefined)
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    // The page now shows who it is: their rows say 已在其他社区登记 or 已在名册.
    const message =
      '核对以后，名册里有人刚刚被登记了（在别的社区或本社区）。没有列入任何人；请看下面的最新情况，再导入一次'
    return refused(formErrors([{ field: 'rows', message }]))
  }
}

async function addVoters(trx: Trx, electionId: number, { voters, newGroups }: ImportPlan): Promise<void> {
  for (const { number, name } of newGroups) await insertNamedGroup(trx, electionId, number, name)
  const last = (await nextVoterNumber(trx, electionId)) - 1
  await insertVoters(
    trx,
    voters.map((voter) => ({ ...voter, voterNumber: voter.voterNumber + last })),
  )
}
