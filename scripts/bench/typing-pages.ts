import { assert } from '../../src/lib/assert.js'
import { ok } from '../../src/lib/result.js'
import { systemActor } from '../../src/infra/audit-log/record-event.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { sealerFor } from '../../src/infra/security/sealing.js'
import { insertCandidates } from '../../src/nomination/queries.js'
import { insertStation, updateStation } from '../../src/polling/queries.js'
import { castNames, demoPassword } from '../demo/names.js'
import { Browser } from '../walk/browser.js'
import type { Benchmark } from './benchmark.js'
import { percentiles, type Timings, timings } from './desks/timings.js'
import { dataKey, type ElectionHouse, electionHouse } from './election-house.js'
import { fillRolls } from './fill-rolls.js'

const ballots = 3_400
const bundle = 100
const bundles = ballots / bundle
/** What is typed is kept every so many ballots, as the page does by itself. */
const keptEvery = 20
/** In one bundle of so many the second typist slips once. */
const slipsIn = 4
const when = '2027-05-16T08:00:00.000Z'

/** A chair of two, a vice-chair of two, five members of eight: candidates 1 to 12 by their keys. */
const posts = [
  { title: '副主任', position: 'viceChair', seats: 1, stand: 2 },
  { title: '委员', position: 'member', seats: 5, stand: 8 },
] as const

/** A made-up ballot as it is typed. */
function lineOf(number: number): string {
  if (number % 101 === 0) return 'w1'
  const members = [...new Set([0, 1, 2, 3, 4].map((at) => ((number * 7 + at * 3 + (number >> 5)) % 8) + 5))]
  return [number % 3 === 0 ? 2 : 1, (number % 2) + 3, ...members].join('.')
}

interface Desk {
  readonly house: ElectionHouse
  readonly home: string
  readonly officer: Browser
  readonly typists: readonly [Browser, Browser]
  readonly seen: Readonly<Record<'open' | 'begin' | 'keep' | 'hand' | 'resolve' | 'result', Timings>>
}

const kinds = {
  open: '打开录入页',
  begin: '开始',
  keep: '保存草稿',
  hand: '提交并核对、比对',
  resolve: '处理不一致',
  result: '计票并显示结果',
} as const

/**
 * The whole count of one community as its people do it: every bundle typed twice through its pages, kept while it is
 * typed, compared, one in four resolved and completed, then counted. Against as many requests for a page that has nothing
 * to work out: what is left is the typing itself.
 */
export const benchmark: Benchmark = {
  name: 'typing-pages',
  title: '一个社区的选票经页面逐张录入两遍：保存、比对、处理不一致、计票',
  reference: '同样多次请求，每次只打开修改密码页',
  runs: 1,
  workFirst: true,
  prepare: async () => {
    const desk = await deskOf()
    const requests = () => Object.values(desk.seen).reduce((sum, { list }) => sum + list.length, 0)
    return {
      data: `${ballots}张，${bundles}捆`,
      work: async () => await countAll(desk),
      against: async () => {
        for (let left = requests(); left > 0; left -= 1) {
          await desk.typists[0].open('/change-password')
          assert(desk.typists[0].status === 200, 'a page that anybody has')
        }
      },
      remark: () => {
        const each = Object.entries(kinds).map(
          ([kind, text]) => `${text} ${percentiles(desk.seen[kind as keyof typeof kinds].list)}`,
        )
        return `${requests()} 次请求（中位/九成五/九成九）：${each.join('，')}`
      },
      done: async () => await desk.house.done(),
    }
  },
}

async function countAll({ home, officer, typists, seen }: Desk): Promise<void> {
  for (let made = 0; made < bundles; made += 1) {
    await officer.open(`${home}/set-up-sheets`)
    await officer.submit({ mode: 'ballots' }, `${home}/set-up-sheets/add`)
  }
  const ids = [...new Set([...officer.html.matchAll(/name="sheetId" value="(\d+)"/g)].map(([, id]) => Number(id)))]
  assert(ids.length === bundles, 'a sheet for every bundle')
  for (const [at, id] of ids.sort((a, b) => a - b).entries()) {
    const lines = Array.from({ length: bundle }, (_, n) => lineOf(at * bundle + n + 1))
    const page = `${home}/sheets/${id}/enter-sheet`
    await typeOnce(typists[0], page, lines, seen)
    const slipped = at % slipsIn === 0 ? lines.with(bundle / 2, '1') : lines
    await typeOnce(typists[1], page, slipped, seen)
    if (slipped === lines) continue
    const differences = `${home}/sheets/${id}/resolve-differences`
    await seen.resolve.time(async () => await officer.open(differences))
    await seen.resolve.time(async () => await officer.submit({ resolution: 'correctSecond' }, differences))
    await typeOnce(typists[1], page, lines, seen)
  }
  await seen.result.time(async () => await officer.open(`${home}/result`))
  assert(officer.html.includes('系统按规则计算的结果'), 'nothing waits any more, and the count is there')
}

async function typeOnce(typist: Browser, page: string, lines: readonly string[], seen: Desk['seen']): Promise<void> {
  await seen.open.time(async () => await typist.open(page))
  await seen.begin.time(async () => await typist.submit({}, `${page}/start`))
  await seen.open.time(async () => await typist.open(page))
  for (let typed = keptEvery; typed < bundle; typed += keptEvery) {
    const ballotsTyped = lines.slice(0, typed).join('\n')
    const version = /name="version" value="(\d+)"/.exec(typist.html)?.[1] ?? ''
    const kept = await seen.keep.time(
      async () => await typist.post(`${page}/draft`, { ballots: ballotsTyped, version }),
    )
    assert(kept.statusCode < 400, `kept: ${page}`)
  }
  await seen.open.time(async () => await typist.open(page))
  await seen.hand.time(async () => await typist.submit({ ballots: lines.join('\n') }, page))
  assert(typist.status === 200 && !typist.html.includes('class="error-summary"'), `taken: ${page}`)
}

/** A community whose poll has closed with so many ballots handed out, and its people signed in. */
async function deskOf(): Promise<Desk> {
  const house = await electionHouse([
    ...(['electionOpened', 'electionCommitteeFormed', 'rollPosted', 'rollClosed'] as const),
    ...(['nomineesPosted', 'candidatesConfirmed', 'pollOpened', 'pollClosed'] as const),
  ])
  const [election] = house.elections
  assert(election, 'a community')
  fillRolls({ ...house, elections: [election] }, sealerFor(dataKey), Number.POSITIVE_INFINITY, ballots)
  await house.db.updateTable('voter').set({ isElector: 1 }).where('electionId', '=', election.id).execute()
  await fillPoll(house, election.id)
  const names = castNames(election.community)
  const signedIn = async (name: string) => await new Browser(house.app).signIn(name, demoPassword)
  return {
    house,
    home: `/elections/${election.id}/tally`,
    officer: await signedIn(names.officer),
    typists: [await signedIn(names.firstTypist), await signedIn(names.secondTypist)],
    seen: {
      ...{ open: timings(), begin: timings(), keep: timings() },
      ...{ hand: timings(), resolve: timings(), result: timings() },
    },
  }
}

/** The posts beside the chair, the candidates, and one station at which everybody was handed a ballot. */
async function fillPoll({ db }: ElectionHouse, electionId: number): Promise<void> {
  const { id: roundId } = await db
    .selectFrom('votingRound')
    .select('id')
    .where('electionId', '=', electionId)
    .executeTakeFirstOrThrow()
  const filled = await inTransaction(db, async (trx) => {
    const chair = await trx
      .selectFrom('post')
      .select('id')
      .where('electionId', '=', electionId)
      .executeTakeFirstOrThrow()
    const all = [{ id: chair.id, stand: 2 }]
    for (const [index, { stand, ...post }] of posts.entries()) {
      const row = { ...post, electionId, rank: index + 2, reservedForWoman: 0 }
      const { id } = await trx.insertInto('post').values(row).returning('id').executeTakeFirstOrThrow()
      await trx.insertInto('roundPost').values({ roundId, postId: id, seats: post.seats }).execute()
      all.push({ id, stand })
    }
    const people = await trx
      .selectFrom('voter')
      .select(['id', 'name', 'sex'])
      .where('electionId', '=', electionId)
      .orderBy('id')
      .limit(12)
      .execute()
    const candidates = all.flatMap(({ id: postId, stand }) =>
      people.splice(0, stand).map(({ id: voterId, name, sex }, index) => ({
        ...{ postId, ballotOrder: index + 1, voterId, name, sex, previousVotes: null },
      })),
    )
    await insertCandidates(trx, roundId, candidates, systemActor(when))
    const station = await insertStation(trx, roundId, {
      ...{ kind: 'central', name: '中心投票站', place: '社区礼堂', groups: [] },
      ...{ opens: '07:30', closes: '17:00', hasVotingBooth: true },
    })
    await updateStation(trx, station, 1, {
      ...{ openedAt: when, openingWitnesses: '甲、乙', closedAt: when, closingWitnesses: '甲、乙' },
      ...{ ballotsReceived: ballots, ballotsSpoiled: 0, ballotsUnused: 0 },
    })
    const clerk = await trx
      .selectFrom('account')
      .select('id')
      .where('role', '=', 'checkInClerk')
      .executeTakeFirstOrThrow()
    const handed = trx
      .selectFrom('voter')
      .select((eb) => [
        ...[eb.val(roundId).as('roundId'), eb.val(station).as('stationId'), 'voter.id as voterId' as const],
        ...[eb.val(when).as('at'), eb.val(clerk.id).as('accountId')],
      ])
      .where('electionId', '=', electionId)
    await trx
      .insertInto('checkIn')
      .columns(['roundId', 'stationId', 'voterId', 'at', 'accountId'])
      .expression(handed)
      .execute()
    return ok(undefined)
  })
  assert(filled.ok, 'the poll is filled')
}
