import type { PlainDate } from '../../lib/plain-date.js'

const shanghaiOffset = 8 * 3_600_000
const msPerDay = 86_400_000

/** The day it is in the whole country, UTC+8. */
export function dayInShanghai(instant: Date): PlainDate {
  return new Date(instant.getTime() + shanghaiOffset).toISOString().slice(0, 10) as PlainDate
}

/** The clock's hour and minute on another day: what a drill's instants are made of. */
export function instantOnDay(day: PlainDate, instant: Date): string {
  const sinceMidnight = (instant.getTime() + shanghaiOffset) % msPerDay
  return new Date(Date.parse(`${day}T00:00:00Z`) - shanghaiOffset + sinceMidnight).toISOString()
}

/** The day that stands for today: one set for the whole house, or a drill's own, or the calendar's. */
export function todayOf(
  season: { readonly drillToday: PlainDate | null } | null | undefined,
  clock: Date,
  setForAll: PlainDate | undefined,
): PlainDate {
  return setForAll ?? season?.drillToday ?? dayInShanghai(clock)
}
