import { longDate, weekdayText } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import { type BoundDay, daysAfterElection, earliestPossibleDay, latestPossibleDay } from '../rules/election-days.js'
import { findMilestone } from '../rules/stages.js'
import { timetableRule } from '../rules/timetable-steps.js'
import type { TimetableFacts } from '../rules/timetable-rule.js'

/** Within which days election day can still be put, in words for a page; null once the vote has begun. */
export function dayRange(facts: TimetableFacts, today: PlainDate, season: { readonly lastDay: PlainDate } | null) {
  if (findMilestone(facts.milestones, 'pollOpened', 1) !== undefined) return null
  const lawful = earliestPossibleDay(facts, today)
  const whole = earliestPossibleDay(facts, today, ['hard', 'provisional', 'soft'])
  const latest = season && latestPossibleDay(season.lastDay, facts.ruleSet, false)
  const withLater = season && latestPossibleDay(season.lastDay, facts.ruleSet, true)
  return {
    lawful: boundText(lawful),
    whole: boundText(whole),
    latest: latest === null ? '' : dayText(latest),
    latestWithLater: withLater === null ? '' : dayText(withLater),
    daysAfter: daysAfterElection(facts.ruleSet, false),
    isTooLate: latest !== null && lawful.day > latest,
    isBeforeLawful: facts.electionDay < lawful.day,
    isPressing: facts.electionDay < lawful.day || (latest !== null && facts.electionDay > latest),
  }
}

function boundText({ day, because }: BoundDay) {
  return { day: dayText(day), because: because === undefined ? '' : timetableRule(because).title }
}

export function dayText(day: PlainDate): string {
  return `${longDate(day)}（${weekdayText(day)}）`
}
