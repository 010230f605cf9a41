import { addDays, type PlainDate } from '../../src/lib/plain-date.js'
import { updateDrillToday } from '../../src/organisation/queries.js'
import type { ElectionForm } from '../../src/rules/election-form.js'
import { ok } from '../../src/lib/result.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { makeRegister } from '../../scripts/make-register.js'
import { type Cast, signInCast } from '../../scripts/walk/cast.js'
import * as nomination from '../../scripts/walk/nominate.js'
import * as papers from '../../scripts/walk/papers.js'
import * as poll from '../../scripts/walk/poll.js'
import { formCommittee, openElection, type WalkPost, walkPosts } from '../../scripts/walk/prepare.js'
import * as roll from '../../scripts/walk/roll.js'
import * as tally from '../../scripts/walk/tally.js'
import type { TestApp } from './app.js'
import { type House, testPassword } from './factories.js'

export interface Journey {
  readonly test: TestApp
  readonly cast: Cast
  readonly electionId: number
  readonly electionDay: PlainDate
}

export const castNames = {
  officer: 'electionOfficer',
  rollClerk: 'rollClerk',
  desk: 'checkInClerk',
  firstTypist: 'tallyClerk',
  secondTypist: 'tallyClerk-2',
  township: 'townshipOfficer',
  auditor: 'bureauAuditor',
}

/** Five for the election committee. */
export const journeyCommittee = ['陈国强', '林美芳', '周建平', '吴桂英', '郑志明'].map((name, index) => ({
  name,
  sex: index % 2 === 1 ? ('female' as const) : ('male' as const),
  group: index + 1,
}))

const reserves = [{ name: '马国良', sex: 'male', group: 2 } as const]

/** Moves the drill's calendar; that its own page does so is tested with that page. */
export async function moveTo({ db }: TestApp, house: House, day: PlainDate): Promise<void> {
  await inTransaction(db, async (trx) => ok(await updateDrillToday(trx, house.seasonId, day)))
}

/** An election from its opening to the evening before election day, every step through its page. */
export async function walkToElectionDay(
  test: TestApp,
  house: House,
  form: ElectionForm,
  people = 260,
  /** What happens between the nomination and the candidates, with the day. */
  meanwhile: (journey: Journey, day: PlainDate) => Promise<void> = async () => undefined,
): Promise<Journey> {
  const journey = await nominatedUntilPosted(test, house, { form, people })
  await moveTo(test, house, addDays(journey.electionDay, -15))
  await meanwhile(journey, addDays(journey.electionDay, -15))
  await confirmUntilElectionDay(journey, house)
  return journey
}

/** From the posting of the nominees to the evening before election day. */
export async function confirmUntilElectionDay({ test, cast, electionId, electionDay }: Journey, house: House) {
  await moveTo(test, house, addDays(electionDay, -7))
  await nomination.confirmCandidates(cast.officer, electionId)
  await papers.issue(cast.officer, electionId, ['candidates'])
  await moveTo(test, house, electionDay)
}

interface FieldWish {
  readonly form?: ElectionForm
  readonly people?: number
  /** Nominees of a post beyond one more than its seats, by its title. */
  readonly extra?: Readonly<Record<string, number>>
  readonly posts?: readonly WalkPost[]
  readonly ruleSetId?: string
  /** Women among the nominees of a post that is not kept for them, by its title. */
  readonly women?: Readonly<Record<string, number>>
}

/** An election from its opening to the posting of its nominees, all of them reviewed. */
export async function nominatedUntilPosted(test: TestApp, house: House, wish: FieldWish = {}): Promise<Journey> {
  const { form = 'allVoters', people = 260, posts = walkPosts, ruleSetId = 'zhejiang-2026' } = wish
  const electionDay: PlainDate = '2027-05-20'
  const on = async (offset: number) => {
    const day = addDays(electionDay, offset)
    await moveTo(test, house, day)
    return day
  }
  await on(-34)
  const cast = await signInCast(test.app, castNames, testPassword)
  const { officer, rollClerk } = cast
  const contact = { contactPlace: '社区服务中心一楼', contactTelephone: '0574-00001234' }
  const electionId = await openElection(officer, house.communityIds[0], {
    ...{ form, electionDay, posts, ruleSetId },
    ...contact,
  })
  await formCommittee(officer, electionId, await on(-33), journeyCommittee, reserves)
  await papers.issue(officer, electionId, ['committee-members', 'election-day'])
  await on(-29)
  const { csv } = makeRegister({ seed: 7, people, communityCode: 7, asOf: electionDay })
  await roll.importRegister(rollClerk, electionId, '花名册.csv', Buffer.from(csv, 'utf8'))
  await on(-23)
  if (form !== 'allVoters') await roll.chooseElectors(officer, electionId)
  await roll.postRoll(officer, electionId)
  await papers.issue(officer, electionId, ['posted-voter-list'])
  const receivedOn = await on(-21)
  const objection = { objector: '沈永康', personName: '施惠敏', grounds: '名单漏登。', receivedOn }
  await roll.raiseObjection(rollClerk, electionId, objection)
  await roll.dismissObjections(officer, electionId, await on(-19))
  await on(-17)
  await roll.closeRoll(officer, electionId)
  await nominateEverybody({ test, cast, electionId, electionDay }, await on(-16), wish)
  return { test, cast, electionId, electionDay }
}

async function nominateEverybody(
  { test, cast, electionId }: Journey,
  day: PlainDate,
  { posts = walkPosts, extra = {}, women: wanted = {} }: FieldWish,
): Promise<void> {
  const rows = await test.db
    .selectFrom('voter')
    .select(['voterNumber', 'sex'])
    .where('electionId', '=', electionId)
    .where('birthDate', '<', '1995-01-01')
    .orderBy('voterNumber')
    .execute()
  const women = rows.filter(({ sex }) => sex === 'female').map(({ voterNumber }) => voterNumber)
  const men = rows.filter(({ sex }) => sex === 'male').map(({ voterNumber }) => voterNumber)
  const wishes = posts.flatMap((post, postIndex) =>
    Array.from({ length: post.seats + 1 + (extra[post.title] ?? 0) }, (_, n) => ({
      postTitle: post.title,
      voterNumber: (post.isReserved || n < (wanted[post.title] ?? 0) ? women : men)[postIndex * 4 + n] as number,
      // Nobody signs for more people of a post than it has seats.
      signers: n === 0 ? [] : women.slice(8 + n * 12, 20 + n * 12),
    })),
  )
  await nomination.nominate(cast, electionId, wishes, day)
  await nomination.vetAll(cast, electionId, day)
  await nomination.postNominees(cast.officer, electionId, day)
}

/** Election day: one station, a share of the electors, the sheets typed twice, the result declared. */
export async function holdVote(
  journey: Journey,
  percent: number,
  support: tally.Support,
  typeSheets: typeof tally.typeSheets = tally.typeSheets,
): Promise<void> {
  const electors = (await listElectors(journey)).length
  await holdPoll(journey, Math.ceil((electors * percent) / 100))
  await tally.createSheets(journey.cast.officer, journey.electionId)
  await typeSheets(journey.cast, journey.electionId, support)
  await declare(journey)
}

export async function listElectors({ test, electionId }: Pick<Journey, 'test' | 'electionId'>): Promise<number[]> {
  const rows = await test.db
    .selectFrom('voter')
    .select('id')
    .where('electionId', '=', electionId)
    .where('isElector', '=', 1)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

const stationStaff = [
  ['马国良', '高秀兰', '罗志明', '徐小红'],
  ['何长根', '邱玉莲', '方志远', '潘丽君'],
] as const

/** So many of the electors come, dealt out to the stations; the poll is closed. */
export async function holdPoll(
  { test, cast, electionId }: Journey,
  come: number,
  names: readonly string[] = ['中心投票站'],
): Promise<void> {
  const electors = await listElectors({ test, electionId })
  const wishes = names.map((name, n) => ({
    name,
    place: n === 0 ? '社区礼堂' : `${name}门厅`,
    kind: n === 0 ? ('central' as const) : ('station' as const),
    staff: stationStaff[n] ?? stationStaff[0],
  }))
  const stations = await poll.setUpPolling(cast, electionId, wishes, electors.length + 5 * names.length)
  await poll.openStations(cast.officer, electionId, stations)
  const share = Math.ceil(come / stations.length)
  for (const [n, station] of stations.entries()) {
    const voters = electors.slice(n * share, Math.min((n + 1) * share, come))
    await poll.checkIn(cast.desk, electionId, station, voters)
  }
  await poll.closeStations(cast, electionId, stations)
}

/** Proposed by one, declared by another, and posted. */
export async function declare({ cast, electionId }: Journey): Promise<void> {
  await tally.declareResult(cast, electionId)
  await papers.issue(cast.officer, electionId, ['result', 'election-return'])
}
