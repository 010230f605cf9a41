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
import { formCommittee, openElection, walkPosts } from '../../scripts/walk/prepare.js'
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
  const { cast, electionId, electionDay } = journey
  await moveTo(test, house, addDays(electionDay, -15))
  await meanwhile(journey, addDays(electionDay, -15))
  await moveTo(test, house, addDays(electionDay, -7))
  await nomination.confirmCandidates(cast.officer, electionId)
  await papers.issue(cast.officer, electionId, ['candidates'])
  await moveTo(test, house, electionDay)
  return journey
}

interface FieldWish {
  readonly form?: ElectionForm
  readonly people?: number
  /** Nominees for the chair beyond two. */
  readonly extraForChair?: number
}

/** An election from its opening to the posting of its nominees, all of them reviewed. */
export async function nominatedUntilPosted(test: TestApp, house: House, wish: FieldWish = {}): Promise<Journey> {
  const { form = 'allVoters', people = 260, extraForChair = 0 } = wish
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
  const electionId = await openElection(officer, house.communityIds[0], { form, electionDay, ...contact })
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
  await nominateEverybody({ test, cast, electionId, electionDay }, await on(-16), extraForChair)
  return { test, cast, electionId, electionDay }
}

async function nominateEverybody(
  { test, cast, electionId }: Journey,
  day: PlainDate,
  extraForChair: number,
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
  const wishes = walkPosts.flatMap((post, postIndex) =>
    Array.from({ length: post.seats + 1 + (postIndex === 0 ? extraForChair : 0) }, (_, n) => ({
      postTitle: post.title,
      voterNumber: (post.isReserved ? women : men)[postIndex * 4 + n] as number,
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
  const { test, cast, electionId } = journey
  const electors = await test.db
    .selectFrom('voter')
    .select('id')
    .where('electionId', '=', electionId)
    .where('isElector', '=', 1)
    .orderBy('id')
    .execute()
  const staff = ['马国良', '高秀兰', '罗志明', '徐小红'] as const
  const station = { name: '中心投票站', place: '社区礼堂', kind: 'central' as const, staff }
  const stations = await poll.setUpPolling(cast, electionId, [station], electors.length + 5)
  await poll.openStations(cast.officer, electionId, stations)
  const come = electors.slice(0, Math.ceil((electors.length * percent) / 100)).map(({ id }) => id)
  await poll.checkIn(cast.desk, electionId, stations[0] as number, come)
  await poll.closeStations(cast, electionId, stations)
  await tally.createSheets(cast.officer, electionId)
  await typeSheets(cast, electionId, support)
  await tally.declareResult(cast, electionId)
  await papers.issue(cast.officer, electionId, ['result', 'election-return'])
}
