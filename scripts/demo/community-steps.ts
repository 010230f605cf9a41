import { addDays, type PlainDate } from '../../src/lib/plain-date.js'
import type { Db } from '../../src/infra/db/database.js'
import { makeRegister } from '../make-register.js'
import type { Cast } from '../walk/cast.js'
import * as nomination from '../walk/nominate.js'
import * as papers from '../walk/papers.js'
import * as poll from '../walk/poll.js'
import { formCommittee, openElection, walkPosts } from '../walk/prepare.js'
import * as roll from '../walk/roll.js'
import * as tally from '../walk/tally.js'
import type { StageClock } from './make-season.js'
import { madeName } from './names.js'
import type { CommunityPlan, Reach } from './season-plan.js'

export interface Stage {
  readonly db: Db
  readonly cast: Cast
  readonly today: PlainDate
  readonly clock: StageClock
}

export interface Step {
  readonly community: string
  readonly day: PlainDate
  readonly time: string
  readonly run: (stage: Stage) => Promise<void>
}

interface Community {
  readonly plan: CommunityPlan
  /** Its place in the plan: what makes its people its own. */
  readonly index: number
  readonly communityId: number
}

const reaches: readonly Reach[] = [
  'opened',
  'committee',
  'imported',
  'rollPosted',
  'nominating',
  'candidates',
  'polling',
  'tallying',
  'declared',
  'runoffOpen',
  'handedOver',
]

/** Days from election day on which a community takes each step, as a well-run one would. */
const days = {
  open: -47,
  committee: -46,
  registration: -42,
  import: -29,
  postRoll: -23,
  objection: -21,
  ruling: -19,
  nominate: -18,
  closeRoll: -17,
  postNominees: -16,
  confirm: -7,
  poll: 0,
  runoff: 1,
  handOver: 8,
} as const

/** What a community does until it stands where the plan wants it, in order of days. */
export function stepsOf(community: Community): Step[] {
  const { plan, index } = community
  const goes = (reach: Reach) => reaches.indexOf(plan.reach) >= reaches.indexOf(reach)
  const work = new CommunityWork(community)
  const steps: Step[] = []
  const step = (offset: number, time: string, run: (stage: Stage) => Promise<void>) => {
    steps.push({ community: plan.community, day: addDays(plan.electionDay, offset), time, run })
  }
  const morning = (minutes: number) => `09:${String((minutes + index) % 50).padStart(2, '0')}`
  step(days.open, morning(0), work.open)
  if (goes('committee')) step(days.committee, morning(1), work.committee)
  if (goes('imported')) step(days.registration, morning(12), work.announceRegistration)
  if (goes('imported')) step(days.import, morning(2), work.register)
  if (goes('rollPosted')) {
    step(days.postRoll, morning(3), work.postRoll)
    step(days.objection, morning(4), work.raiseObjection)
  }
  if (goes('nominating')) {
    step(days.ruling, morning(5), work.decideObjections)
    step(days.nominate, morning(6), work.nominate)
    step(days.closeRoll, morning(7), work.closeRoll)
  }
  if (goes('candidates')) {
    step(days.postNominees, morning(8), work.postNominees)
    step(days.confirm, morning(9), work.confirmCandidates)
  }
  if (goes('polling')) step(days.poll, '07:30', work.poll)
  if (goes('tallying')) step(days.poll, '15:00', work.tally)
  if (goes('declared')) step(days.poll, '17:30', work.declare)
  if (plan.reach === 'runoffOpen') step(days.runoff, morning(10), work.runoff)
  if (plan.reach === 'handedOver') step(days.handOver, morning(11), work.handOver)
  return steps
}

/** One community's people at work; remembers the keys of what they made. */
class CommunityWork {
  readonly #community: Community
  #electionId = 0
  #stations: number[] = []

  constructor(community: Community) {
    this.#community = community
  }

  open = async ({ cast }: Stage): Promise<void> => {
    const { plan, communityId, index } = this.#community
    this.#electionId = await openElection(cast.officer, communityId, {
      form: plan.form,
      electionDay: plan.electionDay,
      contactPlace: `${plan.community}服务中心一楼`,
      contactTelephone: `0574-0000${String(1000 + index).slice(-4)}`,
    })
  }

  committee = async ({ cast, today }: Stage): Promise<void> => {
    const { index } = this.#community
    const members = Array.from({ length: 5 }, (_, n) => ({
      name: madeName(300 + index * 5 + n),
      sex: n % 2 === 1 ? ('female' as const) : ('male' as const),
      group: n + 1,
    }))
    await formCommittee(cast.officer, this.#electionId, today, members)
    await papers.issue(cast.officer, this.#electionId, ['committee-members', 'election-day'])
  }

  announceRegistration = async ({ cast }: Stage): Promise<void> => {
    await papers.issue(cast.officer, this.#electionId, ['voter-registration'])
  }

  register = async ({ cast }: Stage): Promise<void> => {
    const { plan, index } = this.#community
    const { csv } = makeRegister({ seed: 2027, people: plan.people, communityCode: index, asOf: plan.electionDay })
    const fileName = `${plan.community}居民花名册.csv`
    await roll.importRegister(cast.rollClerk, this.#electionId, fileName, Buffer.from(`\uFEFF${csv}`, 'utf8'))
  }

  postRoll = async ({ cast }: Stage): Promise<void> => {
    if (this.#community.plan.form !== 'allVoters') await roll.chooseElectors(cast.officer, this.#electionId)
    await roll.postRoll(cast.officer, this.#electionId)
    await papers.issue(cast.officer, this.#electionId, ['posted-voter-list'])
  }

  raiseObjection = async ({ cast, today }: Stage): Promise<void> => {
    const { index } = this.#community
    await roll.raiseObjection(cast.rollClerk, this.#electionId, {
      objector: madeName(700 + index),
      personName: madeName(800 + index),
      grounds: '本人住在本社区，名单上没有列入。',
      receivedOn: today,
    })
  }

  decideObjections = async ({ cast, today }: Stage): Promise<void> => {
    await roll.dismissObjections(cast.officer, this.#electionId, today)
  }

  nominate = async ({ db, cast, today }: Stage): Promise<void> => {
    const numbers = await this.#voterNumbers(db)
    const wishes = walkPosts.flatMap((post, postIndex) =>
      Array.from({ length: post.seats + 1 }, (_, n) => ({
        postTitle: post.title,
        voterNumber: (post.isReserved ? numbers.women : numbers.men)[postIndex * 6 + n] as number,
        signers: n === 0 ? [] : numbers.signers.slice(n * 15, n * 15 + 12),
      })),
    )
    await nomination.nominate(cast, this.#electionId, wishes, today)
    await nomination.vetAll(cast, this.#electionId, today)
  }

  /** Persons fit to stand, and persons who sign: by the order of the roll, never the same. */
  async #voterNumbers(db: Db) {
    const rows = await db
      .selectFrom('voter')
      .select(['voterNumber', 'sex'])
      .where('electionId', '=', this.#electionId)
      .where('state', '=', 'registered')
      .where('birthDate', '>', '1962-01-01')
      .where('birthDate', '<', '1997-01-01')
      .orderBy('voterNumber')
      .execute()
    const able = rows.filter(({ voterNumber }) => voterNumber % 3 === 0)
    return {
      men: able.filter(({ sex }) => sex === 'male').map(({ voterNumber }) => voterNumber),
      women: able.filter(({ sex }) => sex === 'female').map(({ voterNumber }) => voterNumber),
      signers: rows.filter(({ voterNumber }) => voterNumber % 3 !== 0).map(({ voterNumber }) => voterNumber),
    }
  }

  closeRoll = async ({ cast }: Stage): Promise<void> => {
    await roll.closeRoll(cast.officer, this.#electionId)
  }

  postNominees = async ({ cast, today }: Stage): Promise<void> => {
    await nomination.postNominees(cast.officer, this.#electionId, today)
    await papers.issue(cast.officer, this.#electionId, ['nominees'])
  }

  confirmCandidates = async ({ db, cast }: Stage): Promise<void> => {
    await nomination.confirmCandidates(cast.officer, this.#electionId)
    const electors = (await this.#electors(db)).length
    this.#stations = await this.#setUpPolling(cast, electors + 20)
    await papers.issue(cast.officer, this.#electionId, ['candidates', 'polling-arrangements'])
  }

  async #setUpPolling(cast: Cast, ballots: number): Promise<number[]> {
    const { plan, index } = this.#community
    const staff = (n: number) =>
      Array.from({ length: 4 }, (_, k) => madeName(900 + index * 8 + n * 4 + k)) as [string, string, string, string]
    const stations = [
      { name: '中心投票站', place: `${plan.community}礼堂`, kind: 'central' as const, staff: staff(0) },
      { name: '第二投票站', place: `${plan.community}老年活动室`, kind: 'station' as const, staff: staff(1) },
    ]
    return await poll.setUpPolling(
      cast.officer,
      this.#electionId,
      stations.slice(0, plan.people > 500 ? 2 : 1),
      ballots,
    )
  }

  async #electors(db: Db): Promise<number[]> {
    const rows = await db
      .selectFrom('voter')
      .select('id')
      .where('electionId', '=', this.#electionId)
      .where('isElector', '=', 1)
      .orderBy('id')
      .execute()
    return rows.map(({ id }) => id)
  }

  poll = async ({ db, cast, clock }: Stage): Promise<void> => {
    const { plan, index } = this.#community
    const electors = await this.#electors(db)
    const isOver = plan.reach !== 'polling'
    // Nine in ten come, a few more or less from place to place; where the poll is still open, a third so far.
    const come = electors.filter((id) => (id * 31 + index) % 100 < (isOver ? 86 + (index % 9) : 34))
    await poll.openStations(cast.officer, this.#electionId, this.#stations)
    const seconds = Math.floor((isOver ? 6.5 * 3600 : 3600) / come.length)
    const share = Math.ceil(come.length / this.#stations.length)
    for (const [n, stationId] of this.#stations.entries()) {
      clock.set('07:35')
      const own = come.slice(n * share, (n + 1) * share)
      await poll.checkIn(cast.desk, this.#electionId, stationId, own, () =>
        clock.advance(seconds * this.#stations.length),
      )
    }
    if (!isOver) return
    clock.set('14:30')
    await poll.closeStations(cast, this.#electionId, this.#stations)
  }

  tally = async ({ cast }: Stage): Promise<void> => {
    const { plan } = this.#community
    await tally.createSheets(cast.officer, this.#electionId)
    const support = plan.reach === 'runoffOpen' ? tally.shortOfOne('委员') : tally.clearSupport
    await tally.typeSheets(cast, this.#electionId, support, plan.reach === 'tallying' ? 1 : 2)
  }

  declare = async ({ cast }: Stage): Promise<void> => {
    await tally.declareResult(cast, this.#electionId)
    await papers.issue(cast.officer, this.#electionId, ['result', 'election-return'])
  }

  runoff = async ({ cast }: Stage): Promise<void> => {
    const { plan } = this.#community
    await tally.openRunoff(cast.officer, this.#electionId, addDays(plan.electionDay, 8))
  }

  handOver = async ({ cast, today }: Stage): Promise<void> => {
    await tally.handOver(cast.officer, this.#electionId, today)
  }
}
