import { monthDay } from '../lib/chinese-text.js'
import { addDays, daysBetween, type PlainDate } from '../lib/plain-date.js'
import { isBroken, type TimetableStep } from '../rules/timetable.js'
import type { TimetableKey } from '../rules/timetable-steps.js'

/** The picture is drawn in these units and scaled by the browser: 34 rows and the months fit 1366×768. */
export const frame = { width: 1320, left: 178, right: 330, top: 26, row: 15, bar: 9 } as const

/** The days that the picture spans, whole months. */
export interface Span {
  readonly first: PlainDate
  readonly last: PlainDate
}

/** Whole months from the first day of a season to its last. */
export function spanOf(firstDay: PlainDate, lastDay: PlainDate): Span {
  const monthOf = (day: PlainDate) => `${day.slice(0, 7)}-01` as PlainDate
  return { first: monthOf(firstDay), last: addDays(monthOf(addDays(monthOf(lastDay), 31)), -1) }
}

/** Where a day begins, in units from the left; days outside the span stand at its edge. */
export function xOf(day: PlainDate, { first, last }: Span): number {
  const length = daysBetween(first, last) + 1
  const at = Math.min(Math.max(daysBetween(first, day), 0), length)
  return round(frame.left + (at / length) * (frame.width - frame.left - frame.right))
}

function round(units: number): number {
  return Math.round(units * 10) / 10
}

export function yOf(row: number): number {
  return round(frame.top + row * frame.row)
}

/** Each month with its place, and a mark at its 11th and 21st day. */
export function monthsOf(span: Span) {
  const months: { title: string; x: number; middle: number; marks: { x: number; title: string }[] }[] = []
  for (let day = span.first; day <= span.last; day = nextMonth(day)) {
    const end = nextMonth(day)
    const marks = [10, 20].map((days) => ({ x: xOf(addDays(day, days), span), title: String(days + 1) }))
    months.push({
      title: `${Number(day.slice(5, 7))}月`,
      x: xOf(day, span),
      middle: round((xOf(day, span) + xOf(end, span)) / 2),
      marks,
    })
  }
  return months
}

function nextMonth(day: PlainDate): PlainDate {
  return `${addDays(day, 31).slice(0, 7)}-01` as PlainDate
}

/** The deadlines that the picture shows: those on which the others hang. */
const shown: readonly TimetableKey[] = [
  'electionCommittee',
  'rollPosted',
  'rollClosed',
  'nomineesPosted',
  'candidatesConfirmed',
  'handover',
]

/** A deadline as a shape: a cross where the law or the plan is missed, a full dot where it is kept, else open. */
export interface Mark {
  readonly x: number
  readonly shape: 'kept' | 'missed' | 'due'
  readonly isUnlawful: boolean
  readonly title: string
}

function markOf(step: TimetableStep, span: Span): Mark {
  const isMissed = isBroken(step)
  return {
    x: xOf(step.latest, span),
    shape: isMissed ? 'missed' : step.state === 'kept' ? 'kept' : 'due',
    isUnlawful: isMissed && step.strength === 'hard',
    title: `${step.title}，最迟${monthDay(step.latest)}`,
  }
}

/** The bar of one election: preparation, the roll hanging, what comes after the vote, with the deadlines on it. */
export function barOf(steps: readonly TimetableStep[], electionDay: PlainDate, span: Span) {
  const day = (key: TimetableKey) => steps.find((step) => step.key === key)
  const posted = day('rollPosted')?.happenedOn ?? day('rollPosted')?.latest ?? electionDay
  const begins = day('electionCommittee')?.latest ?? posted
  const ends = day('handover')?.latest ?? addDays(electionDay, 10)
  const segment = (kind: 'prepare' | 'roll' | 'after', from: PlainDate, to: PlainDate) => {
    const x = xOf(from, span)
    return { kind, x, width: round(Math.max(xOf(to, span) - x, 0)) }
  }
  return {
    segments: [
      segment('prepare', begins < posted ? begins : posted, posted),
      segment('roll', posted, electionDay),
      segment('after', electionDay, ends),
    ],
    marks: shown.flatMap((key) => {
      const step = day(key)
      return step === undefined ? [] : [markOf(step, span)]
    }),
    voteX: xOf(electionDay, span),
  }
}
