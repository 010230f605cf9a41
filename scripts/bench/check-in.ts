import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { assert } from '../../src/lib/assert.js'
import type { Benchmark } from './benchmark.js'
import { attemptAsCrowd, type CrowdTurn } from './desks/crowd.js'
import { bareClient, type DeskClient, seatDesk } from './desks/desk-client.js'
import { lookWhatIsKept } from './desks/kept.js'
import { desksEach, type DeskVoter, houseVariables, pollHouse, type PollHouse } from './desks/poll-house.js'
import { type ServerProcess, startServer } from './desks/server-process.js'
import { percentiles, timings } from './desks/timings.js'
import { attemptTogether, type DeskWork, issueUntilGone, workAtPace } from './desks/work.js'

const deskCount = 100
/** Over HTTP, and by the route's own function in several processes at one file, where a million take bounded time. */
const attempts = { overHttp: 20_000, crowd: { full: 1_000_000, ordinary: 20_000 } }
const crowdMembers = 2
/** At each desk one voter every so often: as people come, and far faster. */
const paces = [
  { everyMilliseconds: 5_000, voters: 4, from: 0 },
  { everyMilliseconds: 2_000, voters: 6, from: 20 },
] as const
const killedAfter = 3_000

const server = new URL('../../src/server.js', import.meta.url)
const bareServer = new URL('./desks/bare-server.js', import.meta.url)

/**
 * A hundred desks over HTTP at a real server with real sessions and durable writes: at work, in the same instant at the
 * same voters, and through the death of the server; then a million attempts at the same voters by several processes with
 * the function that the route calls. Against the least that a durable write costs.
 */
export const benchmark: Benchmark = {
  name: 'check-in',
  title: '一百个发票台同时为同一批选民发票',
  reference: '同样多的票直接写入数据库，逐张落盘',
  runs: 1,
  workFirst: true,
  prepare: async (isFull) => {
    const house = await pollHouse(deskCount)
    const rounds = attempts.overHttp / deskCount
    const turns = (isFull ? attempts.crowd.full : attempts.crowd.ordinary) / deskCount
    const seen: string[] = []
    let issued = 0
    return {
      data: `34 万选民，${deskCount} 个发票台，同时争发 ${turns * deskCount} 次${isFull ? '' : '（全量一百万次：--full）'}`,
      work: async () => {
        let running = await serve(house)
        const desks = await seat(house, running)
        for (const pace of paces) seen.push(await atWork(house, desks, pace))
        const together = await attemptTogether(
          desks,
          (desk, round) => voterAt(house, desk, place.together + round),
          rounds,
        )
        issued = together.acknowledged.length
        seen.push(await togetherTold(house, together, desks))
        running = await throughDeath(house, running, desks, seen)
        for (const desk of desks) desk.close()
        await running.stop()
        seen.push(await crowdTold(house, turns))
      },
      against: () => {
        seen.push(rawWrites(issued))
      },
      remark: async () => [...seen, await bareAnswers()].join('，'),
      done: async () => await house.done(),
    }
  },
}

/** Where in a roll each part of the run finds its voters: nobody is asked for in two of them. */
const place = { atWork: 0, death: 100, together: 400, crowd: 1_000 }

async function serve({ file }: PollHouse, port = 0): Promise<ServerProcess> {
  return await startServer(server, { ...houseVariables, DATABASE_URL: file, PORT: String(port) })
}

async function seat({ seats }: PollHouse, { port }: ServerProcess): Promise<DeskClient[]> {
  const desks: DeskClient[] = []
  for (const each of seats) desks.push(await seatDesk(port, each))
  return desks
}

function voterAt({ votersOf }: PollHouse, { seat: { electionId } }: DeskClient, index: number): DeskVoter {
  const voter = votersOf.get(electionId)?.[index]
  assert(voter, 'the roll is long enough')
  return voter
}

/** Every third voter from a place on: each desk of a community has others. */
function queueAt(house: PollHouse, desks: readonly DeskClient[], from: number, many: number) {
  return (desk: DeskClient) => {
    const own = desks.indexOf(desk) % desksEach
    return Array.from({ length: many }, (_, n) => voterAt(house, desk, from + n * desksEach + own))
  }
}

async function atWork(house: PollHouse, desks: readonly DeskClient[], pace: (typeof paces)[number]): Promise<string> {
  const queue = queueAt(house, desks, place.atWork + pace.from, pace.voters)
  const { search, look, issue, acknowledged } = await workAtPace(desks, queue, pace.everyMilliseconds)
  assert(acknowledged.length === deskCount * pace.voters, 'everybody was served')
  const rate = Math.round((deskCount * 1000) / pace.everyMilliseconds)
  const told = [
    `查找 ${percentiles(search.list)}`,
    `看选民 ${percentiles(look.list)}`,
    `发票 ${percentiles(issue.list)}`,
  ]
  return `每台 ${pace.everyMilliseconds / 1000} 秒一人、全市每秒 ${rate} 人时（中位/九成五/九成九）：${told.join('，')}`
}

async function togetherTold(
  house: PollHouse,
  { issue, acknowledged, refused }: DeskWork,
  desks: readonly DeskClient[],
) {
  const { lost, twice, issued, events, isChainWhole } = await lookWhatIsKept(house.file, acknowledged)
  assert(lost === 0 && twice === 0 && issued === events && isChainWhole, 'one ballot a voter, each on record')
  const voters = new Set(acknowledged.map(({ voterId }) => voterId)).size
  assert(voters === acknowledged.length, 'no desk was told that it handed out what another did')
  const told = `发出 ${acknowledged.length} 张，告知已发 ${refused} 次，重复 0`
  return `${desks.length} 台同一瞬间：${told}，发票 ${percentiles(issue.list)}`
}

/**
 * A hundred desks of a community ask for the same voter at the same word, in several processes, without HTTP: what is
 * tried here is the transaction and the file, and a million times of it take minutes.
 */
async function crowdTold(house: PollHouse, turns: number): Promise<string> {
  const since = performance.now()
  const issuedTo = await attemptAsCrowd(house.file, crowdMembers, crowdTurns(house, turns))
  const seconds = (performance.now() - since) / 1000
  const acknowledged = issuedTo.map((voterId) => ({ electionId: 0, voterId }))
  const { lost, twice, issued, events, isChainWhole } = await lookWhatIsKept(house.file, acknowledged)
  assert(lost === 0 && twice === 0 && issued === events && isChainWhole, 'one ballot a voter, each on record')
  const rate = Math.round((turns * deskCount) / seconds)
  return `${crowdMembers} 个进程同时争发 ${turns * deskCount} 次：发出 ${turns} 张，重复 0，每秒 ${rate} 次`
}

function* crowdTurns({ seats, votersOf }: PollHouse, turns: number): Generator<CrowdTurn> {
  const elections = [...new Set(seats.map(({ electionId }) => electionId))]
  for (let turn = 0; turn < turns; turn += 1) {
    const electionId = elections[turn % elections.length]
    const own = seats.filter((seat) => seat.electionId === electionId)
    const voter = votersOf.get(electionId ?? 0)?.[place.crowd + Math.floor(turn / elections.length)]
    assert(voter, 'the roll is long enough')
    const asking = Array.from({ length: deskCount }, (_, n) => own[n % own.length])
    yield { voterId: voter.id, seats: asking.filter((seat) => seat !== undefined) }
  }
}

/** Kill -9 in the middle of work, a new start, and everything that was acknowledged is there. */
async function throughDeath(house: PollHouse, running: ServerProcess, desks: readonly DeskClient[], seen: string[]) {
  const going = issueUntilGone(desks, queueAt(house, desks, place.death, 100))
  await Promise.race([pause(killedAfter), going])
  await running.kill()
  const acknowledged = await going
  const next = await serve(house, running.port)
  const kept = await lookWhatIsKept(house.file, acknowledged)
  assert(kept.lost === 0 && kept.twice === 0 && kept.issued === kept.events, 'nothing acknowledged is lost')
  assert(kept.isChainWhole, 'the chain of events is whole')
  for (const desk of desks) desk.moveTo(next.port)
  const after = await attemptTogether(desks, (desk) => voterAt(house, desk, place.death + 299), 1)
  assert(after.acknowledged.length > 0, 'the desks go on, with the sessions they had')
  seen.push(`kill -9 后重启：已答复的 ${acknowledged.length} 张，丢失 0`)
  return next
}

/** The least that it costs to keep a ballot: one row, one commit on the disk. */
function rawWrites(many: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'juxuan-bench-'))
  const raw = new Sqlite(join(folder, 'raw.db'))
  raw.pragma('journal_mode = wal')
  raw.pragma('synchronous = full')
  raw.exec('create table ballot (id integer primary key, voter_id integer unique, at text, account_id integer) strict')
  const insert = raw.prepare("insert into ballot (voter_id, at, account_id) values (?, '2027-05-16T01:00:00.000Z', 1)")
  const times: number[] = []
  for (let voter = 0; voter < many; voter += 1) {
    const since = performance.now()
    insert.run(voter)
    times.push(performance.now() - since)
  }
  raw.close()
  rmSync(dirname(raw.name), { recursive: true })
  return `参照：直接落盘 ${percentiles(times)}`
}

/** And the least that a word costs, there and back, with as many desks asking at once. */
async function bareAnswers(): Promise<string> {
  const bare = await startServer(bareServer, {})
  const clients = Array.from({ length: deskCount }, () => bareClient(bare.port))
  const times = timings()
  for (let round = 0; round < 50; round += 1) {
    await Promise.all(clients.map(async ({ ask }) => await times.time(ask)))
  }
  for (const client of clients) client.close()
  await bare.stop()
  return `空答复（${deskCount} 台同时）${percentiles(times.list)}`
}
