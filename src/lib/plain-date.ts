/** A calendar day as text, `2027-05-20`. It has no hour and no zone; text order is day order. */
export type PlainDate = `${number}-${number}-${number}`

const msPerDay = 86_400_000

function toUtc(day: PlainDate): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)))
}

function fromUtc(ms: number): PlainDate {
  return new Date(ms).toISOString().slice(0, 10) as PlainDate
}

/** The day that the numbers name, or undefined when the calendar has no such day (30 February). */
export function plainDate(year: number, month: number, day: number): PlainDate | undefined {
  if (year < 1000 || year > 9999) return undefined
  const made = fromUtc(Date.UTC(year, month - 1, day))
  const named = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return made === named ? made : undefined
}

/** Reads `2027-05-20` exactly; anything else is undefined. */
export function parsePlainDate(text: string): PlainDate | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return match ? plainDate(Number(match[1]), Number(match[2]), Number(match[3])) : undefined
}

export function addDays(day: PlainDate, days: number): PlainDate {
  return fromUtc(toUtc(day) + days * msPerDay)
}

/** Whole days from the first day to the second; negative when the second is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return Math.round((toUtc(to) - toUtc(from)) / msPerDay)
}

/** 0 is Sunday, 6 is Saturday. */
export function dayOfWeek(day: PlainDate): number {
  return new Date(toUtc(day)).getUTCDay()
}

/**
 * The same day some months on; where that month is shorter, its last day
 * (Civil Code art. 202: a period of months ends on the last day of a month without the day).
 */
export function addMonths(day: PlainDate, months: number): PlainDate {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months
  const year = Math.floor(index / 12)
  const month = index - year * 12
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return fromUtc(Date.UTC(year, month, Math.min(Number(day.slice(8, 10)), last)))
}

/**
 * Completed years of age on a day. The birthday itself counts; one born on 29 February completes the
 * year on 1 March where the year has no 29th.
 */
export function ageOn(birth: PlainDate, day: PlainDate): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4))
  return day.slice(5) >= birth.slice(5) ? years : years - 1
}
