import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { TimetableFacts } from '../rules/timetable-rule.js'
import type { TimetableStep } from '../rules/timetable.js'
import { timetableOf } from '../rules/timetable.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import type { PlainDate } from '../lib/plain-date.js'
import { listMilestones, timetableOptions } from './queries.js'

/** What the timetable of an election is worked out from. */
export async function electionFacts(db: Db, election: ElectionInScope): Promise<TimetableFacts> {
  return {
    electionDay: election.electionDay,
    ruleSet: ruleSetInForce(election),
    milestones: await listMilestones(db, election.id),
    ...(await timetableOptions(db, election)),
  }
}

export function stepsOf(
  { electionDay, ruleSet, milestones, ...options }: TimetableFacts,
  today: PlainDate,
): TimetableStep[] {
  return timetableOf(electionDay, ruleSet, milestones, today, options)
}
