import { addDays, type PlainDate } from '../lib/plain-date.js'
import type { RuleSet, Strength } from './rule-set.js'
import { lastObjectionDay } from './roll-objections.js'
import { findMilestone } from './stages.js'
import { dayThatKeeps } from './timetable.js'
import { isRecordedStep, timetableKeys, timetableRule, type TimetableKey } from './timetable-steps.js'
import { basisOf, happenedDay, type TimetableFacts } from './timetable-rule.js'

/** An election day and the step that keeps it from being earlier or later. */
export interface BoundDay {
  readonly day: PlainDate
  /** Undefined where nothing but today, or the end of the season, is in the way. */
  readonly because?: TimetableKey
}

/**
 * The earliest election day that keeps every term of the strengths asked for: from the day a step was done, else
 * as if it were done today. A step that only somebody's record could show counts when it is recorded or hard: that
 * nobody recorded it does not mean that nobody did it.
 */
export function earliestPossibleDay(
  facts: Omit<TimetableFacts, 'electionDay'>,
  today: PlainDate,
  strengths: readonly Strength[] = ['hard'],
): BoundDay {
  // Whether a step applies does not hang on the day, so any day will do to ask.
  const asked: TimetableFacts = { ...facts, electionDay: today }
  const bounds = timetableKeys.flatMap((key): BoundDay[] => {
    const rule = timetableRule(key)
    const { strength } = basisOf(rule, asked)
    if (rule.last.from !== 'electionDay' || rule.isExact || rule.isWindow) return []
    if (!strengths.includes(strength) || rule.appliesTo?.(asked) === false) return []
    const doneOn = happenedDay(key, rule, asked)
    if (doneOn === undefined && isRecordedStep(key) && strength !== 'hard') return []
    return [{ day: dayThatKeeps(rule, facts.ruleSet, doneOn ?? today), because: key }]
  })
  const candidates = strengths.includes(basisOf(timetableRule('candidatesConfirmed'), asked).strength)
  const all = [{ day: today }, ...bounds, ...(candidates ? [afterTheRoll(asked, today)] : [])]
  return all.reduce((latest, bound) => (bound.day > latest.day ? bound : latest))
}

/** Candidates are confirmed once the roll stands, and the roll stands once the time for objections is over. */
function afterTheRoll(facts: TimetableFacts, today: PlainDate): BoundDay {
  const { ruleSet, milestones, isHoliday } = facts
  const confirmedOn = findMilestone(milestones, 'candidatesConfirmed', 1)?.on
  if (confirmedOn !== undefined) return { day: addDays(confirmedOn, ruleSet.candidatesDaysBefore) }
  const postedOn = findMilestone(milestones, 'rollPosted')?.on ?? today
  const standsOn =
    findMilestone(milestones, 'rollClosed')?.on ?? addDays(lastObjectionDay(postedOn, ruleSet, isHoliday), 1)
  const from = standsOn > today ? standsOn : today
  return { day: addDays(from, ruleSet.candidatesDaysBefore), because: 'rollClosed' }
}

/** How long an election goes on after its day: the longest of its terms, once, or with one later vote before it. */
export function daysAfterElection(ruleSet: RuleSet, laterVote: boolean): number {
  const { filingDays, handoverDays, archiveDays, bodiesDays, resultNoticeDays, runoffDays } = ruleSet
  const longest = Math.max(filingDays, handoverDays, archiveDays, bodiesDays, resultNoticeDays)
  return longest + (laterVote ? runoffDays : 0)
}

/**
 * The latest election day on which every term after it still ends within the season: with time for a later vote, or
 * without. A later election day only ever gives the steps before it more time, so nothing else holds it back.
 */
export function latestPossibleDay(seasonEndsOn: PlainDate, ruleSet: RuleSet, laterVote: boolean): PlainDate {
  return addDays(seasonEndsOn, -daysAfterElection(ruleSet, laterVote))
}
