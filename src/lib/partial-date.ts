import { addDays, addMonths, type PlainDate, plainDate } from './plain-date.js'

/** A day as far as it is known: `2021-03-15`, `2021-03` or `2021`. */
export type PartialDate = `${number}` | `${number}-${number}` | PlainDate

/** From year, month and day, the last two perhaps not known; undefined when there is no such day. */
export function partialDate(year: number, month?: number, day?: number): PartialDate | undefined {
  const whole = plainDate(year, month ?? 1, day ?? 1)
  if (whole === undefined) return undefined
  if (day !== undefined) return whole
  return whole.slice(0, month === undefined ? 4 : 7) as PartialDate
}

/** The last day that it can mean: who counts from it counts nobody a day too much. */
export function lastDayOf(date: PartialDate): PlainDate {
  if (date.length === 10) return date as PlainDate
  const first = `${date}-01-01`.slice(0, 10) as PlainDate
  return addDays(addMonths(first, date.length === 4 ? 12 : 1), -1)
}

/** 2021年3月15日, 2021年3月, 2021年 */
export function partialDateText(date: PartialDate): string {
  const [year, month, day] = date.split('-').map(Number)
  return [`${year}年`, month === undefined ? '' : `${month}月`, day === undefined ? '' : `${day}日`].join('')
}
