import chineseDays from 'chinese-days'
import { addDays, parsePlainDate, type PlainDate } from '../lib/plain-date.js'
import { assert } from '../lib/assert.js'
import { type CalendarDay, statutoryDaysOff } from '../rules/holidays.js'

/** Days off to begin from, and where they come from. */
export interface HolidayProposal {
  readonly days: readonly CalendarDay[]
  readonly source: string
}

/**
 * The days off between two days: of the State Council's yearly arrangement where the library knows it, else those
 * that the law gives every year, before weekends are moved around them. For the bureau to check and to confirm.
 */
export function proposeHolidays(firstDay: PlainDate, lastDay: PlainDate): HolidayProposal {
  const years: number[] = []
  for (let year = Number(firstDay.slice(0, 4)); year <= Number(lastDay.slice(0, 4)); year += 1) years.push(year)
  const days = years.flatMap((year) => (isArranged(year) ? arrangedDays(year) : statutoryDaysOff(year, feastsOf(year))))
  const sources = years.map((year) =>
    isArranged(year)
      ? `国务院办公厅关于${year}年部分节假日安排的通知`
      : `《全国年节及纪念日放假办法》（${year}年的安排尚未公布，公布后请改正）`,
  )
  return { days: days.filter(({ day }) => day >= firstDay && day <= lastDay), source: sources.join('；') }
}

/** Asked by text: the library keeps its table by the zone of the machine, and reads a text by the same. */
function detailOf(day: PlainDate) {
  return chineseDays.getDayDetail(day)
}

/** `Labour Day,劳动节,2` for a day of an arrangement, a weekday's name for any other. */
function arrangedName(day: PlainDate): string | undefined {
  return detailOf(day).name.split(',')[1]
}

function isArranged(year: number): boolean {
  return arrangedName(`${year}-10-01`) !== undefined
}

function arrangedDays(year: number): CalendarDay[] {
  const days: CalendarDay[] = []
  for (let day: PlainDate = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
    const name = arrangedName(day)
    if (name === undefined) continue
    days.push(detailOf(day).work ? { day, kind: 'work', name: `${name}调休上班` } : { day, kind: 'off', name })
  }
  return days
}

function feastsOf(year: number) {
  return {
    springFestival: lunarDay(year, 1, 1),
    tombSweeping: tombSweeping(year),
    dragonBoat: lunarDay(year, 5, 5),
    midAutumn: lunarDay(year, 8, 15),
  }
}

/** Looked for from the sun's side: the other way round the library errs by a day in zones west of Greenwich. */
function lunarDay(year: number, month: number, date: number): PlainDate {
  for (let day: PlainDate = `${year}-01-20`; day <= `${year}-10-31`; day = addDays(day, 1)) {
    const { lunarMon, lunarDay: lunarDate, isLeap } = chineseDays.getLunarDate(new Date(`${day}T04:00:00Z`))
    if (lunarMon === month && lunarDate === date && !isLeap) return day
  }
  throw new Error(`no day ${month}/${date} of the lunar year ${year}`)
}

function tombSweeping(year: number): PlainDate {
  const found = parsePlainDate(chineseDays.getSolarTermDate(year, 4, 'pure_brightness'))
  assert(found, `a day of 清明 in ${year}`)
  // West of Greenwich the library gives the day before.
  return new Date(Date.UTC(year, 3, 5)).getTimezoneOffset() > 0 ? addDays(found, 1) : found
}
