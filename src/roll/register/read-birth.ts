import { type PartialDate, partialDate } from '../../lib/partial-date.js'
import type { PlainDate } from '../../lib/plain-date.js'
import type { Cell } from './cell.js'
import { plainCharacters } from './clean-text.js'
import { dayOfSerial } from './xlsx-sheet.js'

/** One way to read a birth date; month and day are absent where the file does not give them. */
interface BirthReading {
  readonly year: number
  /** True when the century is missing (560101). */
  readonly isShortYear: boolean
  readonly month?: number
  readonly day?: number
}

/** All ways a birth cell can be read: `undefined` when it is empty, no way when it holds something else. */
export function readBirth(cell: Cell | undefined): readonly BirthReading[] | undefined {
  if (cell === undefined) return undefined
  if (cell.kind === 'date') return cell.day === undefined ? [] : [ofDay(cell.day)]
  const text = plainCharacters(cell.text.replace(/(\s|T)\s*\d{1,2}[:：]\d{2}.*$/, ''))
  if (text === '') return undefined
  // The traditional calendar runs a month or so behind: such a date confirms nothing.
  if (/农历|阴历|旧历|闰/.test(text)) return []
  const digits = ofDigits(text, cell)
  if (digits !== undefined) return digits
  const parts = ofParts(text)
  // As a number, 1956.10 has lost its last nought: January or October.
  const hasLostNought = cell.kind === 'number' && /^\d{4}\.1$/.test(text)
  return hasLostNought ? parts.concat(parts.map((part) => ({ ...part, month: 10 }))) : parts
}

function ofDay(day: PlainDate): BirthReading {
  return whole(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10)))
}

function whole(year: number, month?: number, day?: number): BirthReading {
  const isShortYear = year < 100
  return { year, isShortYear, ...(month === undefined ? {} : { month }), ...(day === undefined ? {} : { day }) }
}

/** 19560101, 195601, 560101, 1956, or a serial number whose date format was lost. */
function ofDigits(text: string, cell: Cell): BirthReading[] | undefined {
  if (!/^\d+$/.test(text)) return undefined
  const part = (from: number, to: number) => Number(text.slice(from, to))
  if (text.length === 8) return [whole(part(0, 4), part(4, 6), part(6, 8))].filter(isPossible)
  if (text.length === 6)
    return [whole(part(0, 4), part(4, 6)), whole(part(0, 2), part(2, 4), part(4, 6))].filter(isPossible)
  if (text.length === 5) {
    const day = cell.day ?? dayOfSerial(Number(text), false)
    return day === undefined ? [] : [ofDay(day)]
  }
  return text.length === 4 ? [whole(part(0, 4))] : []
}

/** 1956.1.1, 1956-01, 1956/1/1, 1956年1月1日, 56.1.1; with the day first as a foreign spreadsheet shows it. */
function ofParts(text: string): BirthReading[] {
  const match = /^(\d{1,4})[.\-/年、,](?:(\d{1,2})[.\-/月、,]?(?:(\d{1,4})日?)?)?(?:生|出生)?[.。]?$/.exec(text)
  if (!match) return []
  const [first, second, third] = match.slice(1).map((part) => (part === undefined ? undefined : Number(part)))
  if (first === undefined) return []
  if (third !== undefined && third > 31)
    return [whole(third, first, second), whole(third, second, first)].filter(isPossible)
  return [whole(first, second, third)].filter(isPossible)
}

function isPossible({ year, isShortYear, month, day }: BirthReading): boolean {
  const isMonth = month === undefined || (month >= 1 && month <= 12)
  const isDay = day === undefined || (day >= 1 && day <= 31)
  return isMonth && isDay && (isShortYear || (year >= 1880 && year <= 2100))
}

/** A day that is read like a birth date and confirmed by nothing: taken only when there is but one way to read it. */
export function readSince(cell: Cell | undefined): PartialDate | null {
  const [reading, other] = readBirth(cell) ?? []
  if (reading === undefined || other !== undefined || reading.isShortYear) return null
  return partialDate(reading.year, reading.month, reading.day) ?? null
}

/** Whether a reading is borne out by a day, as far as the reading goes: 1956年1月 agrees with any day of the month. */
export function agreesWith(readings: readonly BirthReading[], bornOn: PlainDate): boolean {
  const born = ofDay(bornOn)
  return readings.some(({ year, isShortYear, month, day }) => {
    if (isShortYear ? born.year % 100 !== year : born.year !== year) return false
    return (month === undefined || month === born.month) && (day === undefined || day === born.day)
  })
}
