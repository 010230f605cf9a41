import { longDate, weekdayText } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import { articleIn } from './citation.js'
import type { Finding } from './finding.js'
import type { RuleSet } from './rule-set.js'

/**
 * Ballots are issued on the announced day and no other: vote, count and announcement belong to one day
 * (Urban Residents' Committees Law 2025, art. 19).
 */
export function checkVotingDay(today: PlainDate, votingDay: PlainDate, ruleSet: RuleSet): Finding[] {
  if (today === votingDay) return []
  const message = `投票日是${longDate(votingDay)}（${weekdayText(votingDay)}），今天是${longDate(today)}，只能在投票日当天投票。`
  return [{ code: 'not-voting-day', severity: 'error', fields: [], message, article: articleIn(ruleSet, 19) }]
}
