import Sqlite from 'better-sqlite3'
import { assert } from '../../src/lib/assert.js'
import { listEventsBySequence, listSequences, type LogFilter } from '../../src/oversight/log-queries.js'
import { demoPassword, houseNames } from '../demo/names.js'
import { Browser } from '../walk/browser.js'
import type { Benchmark } from './benchmark.js'
import { electionHouse, type ElectionHouse } from './election-house.js'
import { fillLog } from './fill-log.js'

const events = 2_000_000
const perPage = 50
/** As many as the first page counts. */
const counted = 1_001

const everything: LogFilter = {
  ...{ electionId: undefined, person: undefined, types: undefined },
  ...{ from: undefined, until: undefined, subject: undefined },
}

/** Every way of narrowing the log that the page offers, alone and together. */
function filtersOf({ elections }: ElectionHouse): Readonly<Record<string, LogFilter>> {
  const electionId = elections[5]?.id as number
  const person = { accountIds: [31], nameWithoutAccount: null }
  const polling = ['voterCheckedIn', 'checkInUndone', 'stationOpened', 'stationClosed', 'deskTaken', 'pollClosed']
  const day = { from: '2027-06-10T00:00:00.000Z', until: '2027-06-11T00:00:00.000Z' }
  const half = { from: '2027-01-01T00:00:00.000Z', until: '2027-07-01T00:00:00.000Z' }
  const voter = { kind: 'voter', id: 800, electionId, name: '' } as const
  const station = { kind: 'station', id: 35, electionId, name: '' } as const
  const narrowed: Readonly<Record<string, Partial<LogFilter>>> = {
    不限: {},
    一场选举: { electionId },
    一个人: { person },
    常见事项: { types: ['voterCheckedIn'] },
    少见事项: { types: ['voterRemoved'] },
    一类事项: { types: polling },
    一天: day,
    半年: half,
    一场选举的少见事项: { electionId, types: ['voterRemoved'] },
    一场选举的一类事项: { electionId, types: polling },
    一个人的少见事项: { person, types: ['voterRemoved'] },
    一场选举的一个人: { electionId, person },
    少见事项的半年: { types: ['voterRemoved'], ...half },
    全部条件: { electionId, person, types: polling, ...half },
    一名选民: { subject: voter },
    一个投票站: { subject: station },
  }
  return Object.fromEntries(Object.entries(narrowed).map(([name, own]) => [name, { ...everything, ...own }]))
}

type Times = Map<string, number>

const keep = (times: Times, name: string, ms: number) => times.set(name, Math.min(ms, times.get(name) ?? ms))

async function timeOf<T>(task: () => Promise<T> | T): Promise<readonly [number, T]> {
  const start = performance.now()
  const done = await task()
  return [performance.now() - start, done]
}

/** A page of the log as its page asks for it: the numbers, then the events. */
async function pageOf({ db }: ElectionHouse, filter: LogFilter, before: number | undefined): Promise<number[]> {
  const found = await listSequences(db, filter, before, before === undefined ? counted : perPage + 1)
  return (await listEventsBySequence(db, found.slice(0, perPage))).map(({ id }) => id)
}

/** Each way of looking at two million events, its first page and one deep inside, and the history of the rate. */
export const benchmark: Benchmark = {
  name: 'audit-log',
  title: '在二百万条操作日志里按各种条件翻看，首页和深处各一页',
  reference: '按主键取同样的行',
  prepare: async () => {
    const house = await electionHouse(['electionOpened', 'electionCommitteeFormed'])
    const [filled] = await timeOf(() => fillLog(house, events))
    const filters = filtersOf(house)
    const raw = new Sqlite(house.file, { readonly: true })
    const byKey = raw.prepare('select * from audit_event where id = ?')
    const [first, deep, reference]: readonly [Times, Times, Times] = [new Map(), new Map(), new Map()]
    const rows = new Map<string, number[]>()
    return {
      data: `${events} 条，${Object.keys(filters).length} 种条件`,
      work: async () => {
        for (const [name, filter] of Object.entries(filters)) {
          const [top, shown] = await timeOf(async () => await pageOf(house, filter, undefined))
          const [inside, within] = await timeOf(async () => await pageOf(house, filter, events / 2))
          keep(first, name, top)
          keep(deep, name, inside)
          rows.set(name, [...shown, ...within])
        }
      },
      against: async () => {
        for (const [name, ids] of rows) {
          const [ms] = await timeOf(() => {
            for (const id of ids) assert(byKey.get(id), 'every event is there')
          })
          keep(reference, name, ms)
        }
      },
      remark: async () => {
        const told = [...rows].map(([name, ids]) => {
          const [top, inside, same] = [first, deep, reference].map((times) => inWords(times.get(name)))
          return `${name} ${top}/${inside}（${ids.length} 行，按主键 ${same}）`
        })
        const rate = await rateHistory(house, byKey)
        return `首页/深处：${told.join('，')}；${rate}；写入 ${Math.round(events / (filled / 1_000))} 条每秒`
      },
      done: async () => {
        raw.close()
        await house.done()
      },
    }
  },
  workFirst: true,
}

/** The page of the rate of a past day, beside the rows of the log that it reads. */
async function rateHistory({ app, file }: ElectionHouse, byKey: Sqlite.Statement): Promise<string> {
  const auditor = await new Browser(app).signIn(houseNames.auditor, demoPassword)
  let page = Number.POSITIVE_INFINITY
  for (let run = 0; run < 3; run += 1) {
    const [ms] = await timeOf(async () => await auditor.open('/rate-history'))
    assert(auditor.status === 200, 'the history of the rate is shown')
    page = Math.min(page, ms)
  }
  const raw = new Sqlite(file, { readonly: true })
  const kinds = "'seasonChanged', 'participationChanged', 'communityAdded', 'electionChanged'"
  const ids = raw.prepare(`select id from audit_event where type in (${kinds})`).pluck().all()
  raw.close()
  const [same] = await timeOf(() => ids.forEach((id) => byKey.get(id)))
  return `直选率变动网页 ${inWords(page)}（${ids.length} 行，按主键 ${inWords(same)}）`
}

function inWords(ms = 0): string {
  return `${ms < 10 ? ms.toPrecision(2) : ms.toFixed(0)} ms`
}
