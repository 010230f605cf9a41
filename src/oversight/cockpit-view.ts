import { queryText } from '../infra/http/fields.js'
import type { CockpitRow } from './cockpit-row.js'

/** What can be asked for: each a question, and which communities answer it. */
const questions = {
  all: { text: '全部事项', isAsked: () => true },
  week: { text: '本周到期', isAsked: ({ week }: CockpitRow) => week.length > 0 },
  wrong: { text: '违法定期限', isAsked: ({ isUnlawful }: CockpitRow) => isUnlawful },
  late: { text: '超出建议期限', isAsked: ({ isLate, isUnlawful }: CockpitRow) => isLate && !isUnlawful },
  papers: { text: '文书未印发', isAsked: ({ papers }: CockpitRow) => papers.length > 0 },
  objections: { text: '异议未处理', isAsked: ({ objections }: CockpitRow) => objections > 0 },
  doubts: { text: '计票待核', isAsked: ({ doubts }: CockpitRow) => doubts.length > 0 },
  waiting: { text: '未启动', isAsked: ({ isWaiting }: CockpitRow) => isWaiting },
} as const

type Question = keyof typeof questions

const orders = {
  place: { text: '按社区次序', compare: () => 0 },
  day: { text: '按选举日', compare: (a: CockpitRow, b: CockpitRow) => dayOf(a).localeCompare(dayOf(b)) },
  urgency: { text: '按紧急程度', compare: (a: CockpitRow, b: CockpitRow) => urgency(b) - urgency(a) },
  turnout: { text: '按参选率从低到高', compare: (a: CockpitRow, b: CockpitRow) => share(a) - share(b) },
} as const

type Order = keyof typeof orders

/** Those without a day come last. */
const dayOf = ({ electionDay }: CockpitRow) => electionDay || '9999'

/** Breaches of the law weigh most, each day of delay a little; then reminders, then what is missing. */
function urgency({ misses, lateRulings, papers, doubts }: CockpitRow): number {
  const late = [...misses, ...lateRulings].reduce(
    (sum, { isUnlawful, days }) => sum + (isUnlawful ? 1000 : 10) + days,
    0,
  )
  return late + papers.length * 5 + doubts.length * 300
}

/** Those that do not vote yet come last. */
const share = ({ issued, electors }: CockpitRow) => (issued === 0 ? 2 : issued / electors)

/** What somebody asked to see. */
export interface CockpitWish {
  readonly town: string
  readonly stage: string
  readonly what: Question
  readonly order: Order
}

export function cockpitWish(query: unknown): CockpitWish {
  const what = queryText(query, 'what')
  const order = queryText(query, 'order')
  return {
    town: queryText(query, 'town'),
    stage: queryText(query, 'stage'),
    what: Object.hasOwn(questions, what) ? (what as Question) : 'all',
    order: Object.hasOwn(orders, order) ? (order as Order) : 'place',
  }
}

/** The rows that were asked for, in the order that was asked for. */
export function pickRows(rows: readonly CockpitRow[], { town, stage, what, order }: CockpitWish): CockpitRow[] {
  return rows
    .filter((row) => (town === '' || row.townshipName === town) && (stage === '' || row.stage === stage))
    .filter((row) => questions[what].isAsked(row))
    .sort(orders[order].compare)
}

/** The figures above the table: how many communities answer each question, with the address that shows them. */
export function countsOf(rows: readonly CockpitRow[]) {
  const keys = Object.keys(questions) as Question[]
  return keys
    .filter((key) => key !== 'all')
    .map((key) => {
      const count = rows.filter((row) => questions[key].isAsked(row)).length
      return {
        key,
        text: questions[key].text,
        count,
        href: `/?what=${key}`,
        isAny: count > 0,
        isWrong: key === 'wrong',
      }
    })
}

/** The lists to choose from, with what is chosen. */
export function choicesOf(rows: readonly CockpitRow[], wish: CockpitWish) {
  const unique = (values: readonly string[]) => [...new Set(values)]
  const listOf = (texts: readonly (readonly [string, string])[], chosen: string) =>
    texts.map(([value, text]) => ({ value, text, isChosen: value === chosen }))
  const same = (values: readonly string[]) => values.map((value) => [value, value] as const)
  const named = (all: Readonly<Record<string, { readonly text: string }>>) =>
    Object.entries(all).map(([key, { text }]) => [key, text] as const)
  return {
    towns: listOf([['', '全部街道（镇）'], ...same(unique(rows.map((row) => row.townshipName)))], wish.town),
    stages: listOf([['', '全部阶段'], ...same(unique(rows.map((row) => row.stage)))], wish.stage),
    whats: listOf(named(questions), wish.what),
    orders: listOf(named(orders), wish.order),
  }
}
