import type { PlainDate } from '../../src/lib/plain-date.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import type { Milestone, MilestoneName } from '../../src/rules/stages.js'
import type { TimetableFacts } from '../../src/rules/timetable-rule.js'

export const reached = (name: MilestoneName, on: PlainDate, round = 1): Milestone => ({ name, on, round })

/** An election of Thursday 20 May 2027 under the national rules, of which nothing has happened unless told. */
export function timetableFacts(milestones: readonly Milestone[] = [], more: Partial<TimetableFacts> = {}) {
  return { electionDay: '2027-05-20', ruleSet: national2026, milestones, ...more } satisfies TimetableFacts
}
