import { addDays, dayOfWeek, type PlainDate } from '../lib/plain-date.js'

/** Whether a day is no working day; the calendar of holidays is the caller's. */
export type IsHoliday = (day: PlainDate) => boolean

/** A day that is otherwise than the week would have it: off (放假), or worked in exchange for one that is (调休上班). */
export interface CalendarDay {
  readonly day: PlainDate
  readonly kind: 'off' | 'work'
  readonly name: string
}

/** The days off of a season. */
export interface HolidayCalendar {
  readonly days: readonly CalendarDay[]
  /** Whether Saturdays and Sundays that are not worked move a last day too. */
  readonly weekendsAreOff: boolean
}

export const noHolidays: IsHoliday = () => false

/** Long enough for any holiday; a calendar on which every day is one must not hang the page. */
const longestHoliday = 30

/** A calendar as the question that the rules ask. A day that the calendar names goes before the weekend. */
export function holidayTest({ days, weekendsAreOff }: HolidayCalendar): IsHoliday {
  const kinds = new Map(days.map(({ day, kind }) => [day, kind]))
  return (day) => {
    const kind = kinds.get(day)
    if (kind !== undefined) return kind === 'off'
    return weekendsAreOff && [0, 6].includes(dayOfWeek(day))
  }
}

/**
 * The day itself, or the first working day after the holiday it falls on (Civil Code art. 203). On a calendar
 * without working days it stays where it is.
 */
export function firstWorkingDay(day: PlainDate, isHoliday: IsHoliday): PlainDate {
  for (let moved = 0; moved <= longestHoliday; moved += 1) {
    const candidate = addDays(day, moved)
    if (!isHoliday(candidate)) return candidate
  }
  return day
}

/** The days of a year that move with the moon and the sun; whoever asks has looked them up. */
export interface MovingFeasts {
  /** 正月初一 */
  readonly springFestival: PlainDate
  /** 清明 */
  readonly tombSweeping: PlainDate
  /** 五月初五 */
  readonly dragonBoat: PlainDate
  /** 八月十五 */
  readonly midAutumn: PlainDate
}

/**
 * The thirteen days off that every year has, before the State Council moves weekends around them (全国年节及纪念日
 * 放假办法, as revised in 2024, art. 2): New Year 1, Spring Festival 4 from New Year's Eve, Tomb Sweeping 1, Labour Day
 * 2, Dragon Boat 1, Mid-Autumn 1, National Day 3.
 */
export function statutoryDaysOff(year: number, feasts: MovingFeasts): CalendarDay[] {
  const run = (name: string, first: PlainDate, length: number) =>
    Array.from({ length }, (_, index): CalendarDay => ({ day: addDays(first, index), kind: 'off', name }))
  const all = [
    ...run('元旦', `${year}-01-01`, 1),
    ...run('春节', addDays(feasts.springFestival, -1), 4),
    ...run('清明节', feasts.tombSweeping, 1),
    ...run('劳动节', `${year}-05-01`, 2),
    ...run('端午节', feasts.dragonBoat, 1),
    ...run('中秋节', feasts.midAutumn, 1),
    ...run('国庆节', `${year}-10-01`, 3),
  ]
  // Mid-Autumn may fall into the days of National Day: one day is listed once.
  return [...new Map(all.map((entry) => [entry.day, entry])).values()].sort((a, b) => (a.day < b.day ? -1 : 1))
}
