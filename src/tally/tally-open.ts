import type { Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { findMilestone } from '../rules/stages.js'
import type { Actor } from '../infra/audit-log/record-event.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import type { PlainDate } from '../lib/plain-date.js'
import { listMilestones, recordMilestone } from '../timetable/queries.js'
import { checkTally } from './count-vote.js'
import { findResult } from './queries.js'

/**
 * Why nothing can be typed or decided about the sheets of the round under way: the poll is not closed, or a
 * result rests on them already. No findings: it may be done.
 */
export async function checkTallyOpen(db: Db, election: ElectionInScope): Promise<Finding[]> {
  const findings = may('enterTally', await listMilestones(db, election.id), ruleSetInForce(election))
  if (findings.length > 0) return findings
  if (!(await findResult(db, election.round.id))) return []
  const message = '计票结果已经提出，等待宣布。要改动计票单，请先撤回这个结果。'
  return [{ code: 'result-proposed', severity: 'error', fields: [], message }]
}

/**
 * Records that the tally is complete, once, when the last sheet of the last station has become definitive. A
 * sheet reopened later takes nothing back: proposing a result looks at the sheets themselves.
 */
export async function noteTallyCompleted(
  trx: Trx,
  actor: Actor,
  election: ElectionInScope,
  today: PlainDate,
): Promise<void> {
  const { id, number } = election.round
  if (findMilestone(await listMilestones(trx, election.id), 'tallyCompleted', number)) return
  if (!(await checkTally(trx, id)).ok) return
  await recordMilestone(trx, actor, election.id, { name: 'tallyCompleted', on: today, round: number })
}
