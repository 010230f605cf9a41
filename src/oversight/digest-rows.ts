import { monthDay } from '../lib/chinese-text.js'
import type { Db } from '../infra/db/database.js'
import type { Account, SeasonInForce } from '../infra/http/context.js'
import type { PlainDate } from '../lib/plain-date.js'
import { cockpitFacts } from './cockpit-facts.js'
import { candidatesByElection, paperDaysByElection, seatsByElection, votersByElection } from './cockpit-queries.js'
import { type CockpitRow, cockpitRow } from './cockpit-row.js'

/** The notices whose days the digest shows, with the short head of each column. */
export const digestPapers = [
  { key: 'committee-members', title: '选委会' },
  { key: 'election-day', title: '选举日' },
  { key: 'voter-registration', title: '登记' },
  { key: 'posted-voter-list', title: '选民名单' },
  { key: 'nomination-call', title: '提名' },
  { key: 'nominees', title: '初步候选人' },
  { key: 'candidates', title: '正式候选人' },
  { key: 'polling-arrangements', title: '投票' },
  { key: 'result', title: '结果' },
] as const

/** A community in the weekly digest, in words (forms.md A5.3). */
export interface DigestRow {
  readonly name: string
  readonly townshipName: string
  readonly stage: string
  /** 4.6, or blank where the notice is not issued. */
  readonly days: readonly string[]
  /** Of the deadline missed by most. */
  readonly late: string
  readonly voters: string
  readonly candidates: string
  readonly electionDay: string
  readonly turnout: string
  readonly result: string
  readonly problems: string
}

/** The digest of every community that an account sees. */
export async function digestRows(
  db: Db,
  season: Pick<SeasonInForce, 'id'>,
  account: Account,
  today: PlainDate,
): Promise<DigestRow[]> {
  const facts = await cockpitFacts(db, season, account, today)
  const days = await paperDaysByElection(db, season.id)
  const candidates = await candidatesByElection(db, season.id)
  const seats = await seatsByElection(db, season.id)
  const voters = await votersByElection(db, season.id)
  return facts.rows.map((community) => {
    const row = cockpitRow(community, facts)
    const { name, townshipName, stage, electionId: id } = row
    const misses = [...row.misses, ...row.lateRulings]
    const count = (counts: ReadonlyMap<number, number>) => String(counts.get(id) ?? '')
    return {
      ...{ name, townshipName, stage },
      days: digestPapers.map(({ key }) => shortDay(days.get(id)?.get(key))),
      late: misses.length === 0 ? '' : `${Math.max(...misses.map((miss) => miss.days))}天`,
      voters: count(voters),
      candidates: count(candidates),
      electionDay: row.electionDay === '' ? '' : monthDay(row.electionDay),
      turnout: row.turnout,
      result: resultText(row, seats.get(id)),
      problems: problemsOf(row),
    }
  })
}

function shortDay(day: PlainDate | undefined): string {
  return day === undefined ? '' : `${Number(day.slice(5, 7))}.${Number(day.slice(8, 10))}`
}

function resultText(
  { isDeclared }: CockpitRow,
  seats: { readonly seats: number; readonly elected: number } | undefined,
): string {
  if (!isDeclared || !seats) return ''
  const left = seats.seats - seats.elected
  return left === 0 ? `选出${seats.elected}名` : `选出${seats.elected}名，缺${left}名`
}

/** Late, missing, open and doubtful, in one sentence; why a community does not elect. */
function problemsOf({ misses, lateRulings, papers, objections, doubts, reason }: CockpitRow): string {
  return [
    ...[...misses, ...lateRulings].map(
      ({ title, how, isUnlawful }) => `${title}${how}${isUnlawful ? '（违法定期限）' : ''}`,
    ),
    ...(papers.length > 0 ? [`未印发${papers.map(({ title }) => title).join('、')}`] : []),
    ...(objections > 0 ? [`异议未处理${objections}件`] : []),
    ...doubts,
    ...(reason === '' ? [] : [reason]),
  ].join('；')
}
