import { setTimeout as pause } from 'node:timers/promises'
import type { PlainDate } from '../lib/plain-date.js'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { findElection } from '../infra/db/scope-queries.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { type JobKind, JobRefused, type JobWork } from '../infra/jobs/run-job.js'
import { may } from '../rules/permitted-actions.js'
import { findMilestone } from '../rules/stages.js'
import type { DeclarationWay } from '../rules/voter-eligibility.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { listMilestones, recordMilestone } from '../timetable/queries.js'
import { commitObstacles } from './commit-obstacles.js'
import type { RowOutcome } from './import-outcome.js'
import { getImport, moveImport } from './import-queries.js'
import { applyMerged, deleteMerged } from './merge-queries.js'
import { addPendingVoters, deleteSomePending, listLeftOver } from './pending-queries.js'
import { type ImportPlan, planImport } from './plan-import.js'
import { recordClashes } from './record-clashes.js'
import { countOutcomes, listKeptOut } from './register-row-queries.js'
import type { ImportWork } from './stage-register.js'
import type { StagedPerson } from './staged-row.js'
import { lockRoll } from './version-queries.js'
import { insertNamedGroup, listNamedGroups, nextVoterNumber } from './voter-queries.js'

/** What a commit is asked for with: the day it was in the season, and what art. 16 asks of everybody. */
export interface CommitWork extends ImportWork {
  readonly today: PlainDate
  /** When and how those who are added said that they will take part; null: each in a way of their own. */
  readonly declaredOn: PlainDate
  readonly declarationWay: DeclarationWay | null
}

/** What came of it, for the page. */
export interface CommitOutcome {
  readonly added: number
  readonly changed: number
  readonly errors: number
}

/**
 * Puts the accepted rows of a register on the roll: all of them, or none. Everything slow is done beside the roll;
 * then one transaction puts everybody on it, with the event. A process that dies before leaves the roll as it was.
 */
export const commitJob: JobKind = { run: commitRegister, giveUp: giveUpCommit }

async function commitRegister(work: JobWork): Promise<void> {
  const { db } = work
  const { importId, actor, today, declaredOn, declarationWay } = work.input as CommitWork
  await deletePending(db, importId)
  await deleteMerged(db, importId)
  for (const leftOver of await listLeftOver(db)) await deletePending(db, leftOver)
  const election = (await findElection(db, work.job.electionId as number)) as ElectionInScope
  const common = { registeredBy: actor.accountId, registeredOn: today, declaredOn, declarationWay }
  const plan = await planImport(work, election, importId, common)
  const clashing = await whoIsElsewhere(work, importId)
  work.progress('列入选民名单')
  await putOnRoll(work, election, plan, clashing)
  await deletePending(db, importId)
}

/** The change itself. */
async function putOnRoll(
  work: JobWork,
  election: ElectionInScope,
  plan: ImportPlan,
  clashing: readonly Claimant[],
): Promise<void> {
  const { importId, actor, today } = work.input as CommitWork
  try {
    await inTransaction(work.db, async (trx) => {
      await lockRoll(trx, election.id)
      await insistNothingMoved(trx, election, importId, plan)
      const change = { state: 'committed', committedAt: actor.at } as const
      if (!(await moveImport(trx, importId, 'committing', change))) throw new JobRefused('given-up', '导入已经取消。')
      for (const { number, name } of plan.newGroups) await insertNamedGroup(trx, election.id, number, name)
      const last = (await nextVoterNumber(trx, election.id)) - 1
      const added = await addPendingVoters(trx, importId, last)
      if (added !== plan.voters) throw new Error(`${added} of ${plan.voters} people were on their way to the roll`)
      const changed = await applyMerged(trx, importId, 0)
      if (changed !== plan.changes) throw new JobRefused('rolls-moved', movedMeanwhile)
      const counts = Object.fromEntries(await countOutcomes(trx, importId)) as Partial<Record<RowOutcome, number>>
      const notAdded = { ...counts }
      delete notAdded.add
      delete notAdded.update
      const { sha256 } = await getImport(trx, election.id, importId)
      await recordEvent(
        trx,
        actor,
        { type: 'registerCommitted', importId, sha256, added, changed, notAdded },
        election.id,
      )
      await recordClashes(trx, { actor, election, today }, 'import', clashing)
      if (!findMilestone(await listMilestones(trx, election.id), 'registerImported')) {
        await recordMilestone(trx, actor, election.id, { name: 'registerImported', on: today })
      }
      const outcome: CommitOutcome = { added, changed, errors: counts.error ?? 0 }
      return ok(await work.finish(trx, outcome))
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const message =
      '核对以后，名册里有人刚刚被登记了（在别的社区或本社区）。没有列入任何人；请看下面的最新情况，再导入一次。'
    throw new JobRefused('registered-meanwhile', message)
  }
}

const movedMeanwhile = '名单上有人刚刚改过。没有列入任何人，也没有修改；请看下面的最新情况，再导入一次。'

type Claimant = Parameters<typeof recordClashes>[3][number]

/** Those whom the register names and who stand on the roll of another community: left out, and put before both. */
async function whoIsElsewhere({ db, sealer }: JobWork, importId: number): Promise<Claimant[]> {
  const rows = await listKeptOut(db, importId, ['elsewhere'])
  return rows.flatMap(({ sealedPerson }) => {
    const { name, identityNumber, bornOn } = (JSON.parse(sealer.unsealText(sealedPerson)) as StagedPerson).person
    if (name === null || identityNumber === null || bornOn === null) return []
    return [{ name, birthDate: bornOn, identityHash: sealer.fingerprint(identityNumber) }]
  })
}

/** Posting, another election day, another form, a group added at the desk: the plan was made for what was before. */
async function insistNothingMoved(trx: Trx, planned: ElectionInScope, importId: number, plan: ImportPlan) {
  const election = (await findElection(trx, planned.id)) as ElectionInScope
  const register = await getImport(trx, planned.id, importId)
  const findings = may('importRegister', await listMilestones(trx, planned.id), ruleSetInForce(election))
  const [obstacle] = commitObstacles(register, findings, election.electionDay)
  if (obstacle) throw new JobRefused(obstacle.code, obstacle.message)
  const groups = await listNamedGroups(trx, planned.id)
  if (election.form !== planned.form || JSON.stringify(groups) !== JSON.stringify(plan.knownGroups)) {
    throw new JobRefused('election-moved', '选举方式或居民小组刚刚有变化。没有列入任何人，请再导入一次。')
  }
}

async function deletePending(db: Db, importId: number): Promise<void> {
  while (await deleteSomePending(db, importId)) await pause(2)
}

async function giveUpCommit(work: JobWork): Promise<void> {
  const { importId } = work.input as CommitWork
  await moveImport(work.db, importId, 'committing', { state: 'staged' })
  await deletePending(work.db, importId)
  await deleteMerged(work.db, importId)
}
