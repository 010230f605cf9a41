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
  const bounds: BoundDay[] = timetableKeys
    .filter((key) => binds(key, asked, strengths))
    .map((key) => ({ day: dayThatKeeps(timetableRule(key), facts.ruleSet, doneOn(key, asked) ?? today), because: key }))
  if (binds('candidatesConfirmed', asked, strengths) && !isRollClosed(asked)) bounds.push(afterTheRoll(asked, today))
  return bounds.reduce((latest, bound) => (bound.day > latest.day ? bound : latest), { day: today })
}

/** Whether a step holds election day back: one counted back from it that somebody has to do. */
function binds(key: TimetableKey, facts: TimetableFacts, strengths: readonly Strength[]): boolean {
  const rule = timetableRule(key)
  const { strength } = basisOf(rule, facts)
  if (rule.last.from !== 'electionDay' || rule.isExact || rule.isWindow) return false
  if (!strengths.includes(strength) || rule.appliesTo?.(facts) === false) return false
  return doneOn(key, facts) !== undefined || !isRecordedStep(key) || strength === 'hard'
}

function doneOn(key: TimetableKey, facts: TimetableFacts): PlainDate | undefined {
  return happenedDay(key, timetableRule(key), facts)
}

/** Candidates who are confirmed were confirmed on a roll that stood. */
function isRollClosed({ milestones }: TimetableFacts): boolean {
  return (['rollClosed', 'candidatesConfirmed'] as const).some(
    (name) => findMilestone(milestones, name, 1) !== undefined,
  )
}

/** Candidates are confirmed once the roll stands, and the roll stands once the time for objections is over. */
function afterTheRoll({ ruleSet, milestones, isHoliday }: TimetableFacts, today: PlainDate): BoundDay {
  const postedOn = findMilestone(milestones, 'rollPosted')?.on ?? today
  const standsOn = addDays(lastObjectionDay(postedOn, ruleSet, isHoliday), 1)
  return { day: addDays(standsOn, ruleSet.candidatesDaysBefore), because: 'rollClosed' }
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
