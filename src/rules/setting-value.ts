import type { Finding } from './finding.js'
import { type FigureName, type Figures, figures, figureTitle } from './figures.js'
import type { FigureInput, NumberPart } from './figures/figure.js'
import type { Range } from './figures/wording.js'

/** More days, months or people than any figure can sensibly have: a year's days. */
export const largestSetting = 366

type Check = { readonly [K in FigureName]?: (value: Figures[K]) => string | undefined }

const inOrder = ({ min, max }: Range) => (min > max ? `最少${min}不能大于最多${max}` : undefined)
const atLeastOne = (n: number) => (n < 1 ? '不能是0' : undefined)
const notEmpty = (values: readonly string[]) => (values.length === 0 ? '至少选一项' : undefined)

/** What a value must be to make sense in itself, whatever the law says of it. */
const sense: Check = {
  committeeSize: inOrder,
  allowedForms: notEmpty,
  directForms: notEmpty,
  householdsPerRepresentative: inOrder,
  electionCommitteeSize: inOrder,
  electionCommitteeAbsences: atLeastOne,
  registrationDaysBefore: ({ opens, closes }) =>
    opens < closes ? `登记开始（提前${opens}日）不能晚于结束（提前${closes}日）` : undefined,
  surplusMaximum: ({ chair, viceChair, member }) => atLeastOne(Math.min(chair, viceChair, member)),
  stationStaff: ({ min, scrutineersMin }) =>
    atLeastOne(min) ?? (scrutineersMin > min ? `监票人${scrutineersMin}人不能多于工作人员${min}人` : undefined),
  mobileBoxScrutineers: atLeastOne,
  seatsMayStayEmptyFrom: atLeastOne,
  ballotsKeptYears: atLeastOne,
  recallVoteWithin: ({ months, days }) => atLeastOne(months + days),
  resignationMeetingDays: atLeastOne,
  byElectionMonths: atLeastOne,
}

/**
 * Whether something is a value of a figure at all: of the figure's kind, whole numbers from 0 to a year's days,
 * one of its words, and sensible in itself. Settings are stored as JSON and typed by people, so their type is not
 * to be trusted. What only a statute sets has no value that anybody may type.
 */
export function checkSettingValue(name: FigureName, value: unknown): Finding[] {
  const because =
    wrongKind(figures[name].input, value) ??
    (sense[name] as ((value: unknown) => string | undefined) | undefined)?.(value)
  if (because === undefined) return []
  const message = `${figureTitle(name)}（${name}）的数值不对：${because}。`
  return [{ code: 'setting-not-a-value', severity: 'error', fields: [name], message }]
}

function wrongKind(input: FigureInput, value: unknown): string | undefined {
  switch (input.kind) {
    case 'number':
      return wrongNumber(value)
    case 'choice':
      return isOption(input.options, value) ? undefined : '不在可选的几项里'
    case 'choices':
      return wrongChoices(input.options, value)
    case 'numbers':
      return wrongParts(input.parts, value)
    case 'fixed':
      return '由法律规定，不能填写'
  }
}

function wrongNumber(value: unknown): string | undefined {
  const isWhole = Number.isInteger(value) && (value as number) >= 0 && (value as number) <= largestSetting
  return isWhole ? undefined : `应是0至${largestSetting}的整数`
}

/** Yes and no are `true` and `false`; any other choice is named by its key. */
function isOption(options: Readonly<Record<string, string>>, value: unknown): boolean {
  if (typeof value === 'boolean') return Object.hasOwn(options, String(value))
  return typeof value === 'string' && !Object.hasOwn(options, 'true') && Object.hasOwn(options, value)
}

function wrongChoices(options: Readonly<Record<string, string>>, value: unknown): string | undefined {
  if (!Array.isArray(value) || !value.every((one) => isOption(options, one))) return '不在可选的几项里'
  return new Set(value).size < value.length ? '同一项选了两次' : undefined
}

function wrongParts(parts: readonly NumberPart[], value: unknown): string | undefined {
  const given = (value ?? {}) as Readonly<Record<string, unknown>>
  const isComplete = Object.keys(given).length === parts.length && parts.every(({ key }) => Object.hasOwn(given, key))
  if (!isComplete) return `应分别填写${labelsOf(parts)}`
  const wrong = parts.find(({ key }) => wrongNumber(given[key]) !== undefined)
  return wrong && `${wrong.label}${wrongNumber(given[wrong.key]) as string}`
}

function labelsOf(parts: readonly NumberPart[]): string {
  return parts.map(({ label }) => label).join('、')
}
