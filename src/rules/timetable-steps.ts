import { candidateSteps } from './timetable-candidates.js'
import { preparationSteps } from './timetable-preparation.js'
import type { TimetableRule } from './timetable-rule.js'
import { votingSteps } from './timetable-voting.js'

/** Every step of an election that has its day (law.md 4), in order of the usual plan. */
export const timetableRules = { ...preparationSteps, ...candidateSteps, ...votingSteps }

export type TimetableKey = keyof typeof timetableRules

export const timetableKeys = Object.keys(timetableRules) as TimetableKey[]

export function timetableRule(key: TimetableKey): TimetableRule {
  return timetableRules[key]
}

/**
 * The steps that leave nothing in the system by themselves: the day is recorded by whoever did it, or with the
 * paper that does it.
 */
export const recordedSteps: readonly TimetableKey[] = timetableKeys.filter((key) => {
  const { reachedBy, isWindow, last } = timetableRule(key)
  return reachedBy === undefined && isWindow === undefined && last.from !== 'previousVote'
})

export function isRecordedStep(key: string): key is TimetableKey {
  return (recordedSteps as readonly string[]).includes(key)
}
