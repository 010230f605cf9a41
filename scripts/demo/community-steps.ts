import { addDays, daysBetween, type PlainDate } from '../../src/lib/plain-date.js'
import { holidayTest } from '../../src/rules/holidays.js'
import { lastObjectionDay } from '../../src/rules/roll-objections.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'
import type { Db } from '../../src/infra/db/database.js'
import { proposeHolidays } from '../../src/timetable/propose-holidays.js'
import { makeRegister } from '../make-register.js'
import type { Cast } from '../walk/cast.js'
import { linkCommittee } from '../walk/committee.js'
import * as nomination from '../walk/nominate.js'
import * as papers from '../walk/papers.js'
import * as poll from '../walk/poll.js'
import { decideForm, formCommittee, openElection, walkPosts } from '../walk/prepare.js'
import * as roll from '../walk/roll.js'
import { allowStandings, callRunoff, declare, typeSheets, withStandings } from './counting-steps.js'
import { troubleAtTheDesk } from './desk-trouble.js'
import type { StageClock } from './make-season.js'
import { certify, declaredAndSent, fileIt, handOver } from './handover-steps.js'
import { issueAndPost } from './issue-and-post.js'
import { meetVoters } from './meet-voters.js'
import { madeName } from './names.js'
import { addWhatPapersBring, isReviewOver, takeSelfNomination } from './nomination-extras.js'
import { aMemberLeaves, committeeOf, registerOf, stationsOf } from './people-of-election.js'
import {
  allowBox,
  pickUpForPrincipals,
  postProxyList,
  registerProxies,
  setUpBox,
  withBox,
  withProxies,
} from './proxy-steps.js'
import { callPrimary, extraFor, holdPrimary, primaryDays, withdrawCandidate } from './primary-extras.js'
import { recount } from './recount-step.js'
import { setUpDesks } from './registration-desks.js'
import { nameRepresentatives, withRepresentatives } from './representatives.js'
import { type CommunityPlan, formDecidedIn, hurriedDesk, type Reach } from './season-plan.js'
import { termSteps } from './term-steps.js'
import { electorsOf, voterNumbers } from './voters.js'

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

/** What a community's people remember from step to step: the keys of what they made. */
export interface Work {
  readonly community: Community
  electionId: number
  stations: number[]
}

export type Act = (work: Work, stage: Stage) => Promise<void>

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
  proxies: -5,
  proxyList: -2,
  meeting: -2,
  poll: 0,
  runoff: 1,
  file: 2,
  certificates: 4,
  recount: 3,
  handOver: 8,
} as const

/** The days off that the bureau confirms at the beginning (make-season.ts). */
const isDayOff = holidayTest({ ...proposeHolidays('2027-03-01', '2027-07-31'), weekendsAreOff: true })

/** The roll is closed once nobody may object any more: a day later, or after the weekend or holiday in between. */
function closingOffset({ electionDay }: CommunityPlan): number {
  const last = lastObjectionDay(addDays(electionDay, days.postRoll), zhejiang2026, isDayOff)
  return Math.max(days.closeRoll, daysBetween(electionDay, addDays(last, 1)))
}

/** What a community does until it stands where the plan wants it, in order of days. */
export function stepsOf(community: Community): Step[] {
  const { plan, index } = community
  const goes = (reach: Reach) => reaches.indexOf(plan.reach) >= reaches.indexOf(reach)
  const work: Work = { community, electionId: 0, stations: [] }
  const steps: Step[] = []
  const step = (offset: number, time: string, act: Act) => {
    const run = async (stage: Stage) => await act(work, stage)
    steps.push({ community: plan.community, day: addDays(plan.electionDay, offset), time, run })
  }
  const closes = closingOffset(plan)
  const morning = (minutes: number) => `09:${String((minutes + index) % 50).padStart(2, '0')}`
  step(days.open, morning(0), openIt)
  if (goes('committee')) step(days.committee, morning(1), selectCommittee)
  if (goes('imported')) step(days.registration, morning(12), announceRegistration)
  if (goes('imported')) step(days.import, morning(2), importPeople)
  if (goes('rollPosted')) {
    step(days.postRoll, morning(3), postRoll)
    step(days.objection, morning(4), raiseObjection)
  }
  if (goes('nominating')) {
    step(days.ruling, morning(5), decideObjections)
    step(days.nominate, morning(6), nominate)
    step(closes, morning(7), closeRoll)
  }
  if (goes('candidates')) {
    step(Math.max(days.postNominees, closes), morning(8), postNominees)
    if (plan.crowd !== 'none') step(primaryDays.call, morning(13), callPrimary)
    if (plan.crowd !== 'none') step(primaryDays.hold, '17:00', holdPrimary)
    step(days.confirm, morning(9), confirmCandidates)
    if (plan.crowd === 'withdrawal') step(primaryDays.withdraw, morning(17), withdrawCandidate)
  }
  if (withProxies.has(plan.community)) {
    step(days.proxies, morning(13), registerProxies)
    step(days.proxyList, morning(14), postProxyList)
  }
  if (withBox.has(plan.community)) {
    step(days.committee, morning(15), allowBox)
    step(days.proxies, morning(16), setUpBox)
  }
  if (plan.community === withStandings) step(days.committee, morning(15), allowStandings)
  if (goes('polling')) step(days.meeting, '19:00', meet)
  if (goes('polling')) step(days.poll, '07:30', holdPoll)
  if (goes('tallying')) step(days.poll, '15:00', typeSheets)
  if (goes('declared')) step(days.poll, '17:30', declare)
  if (plan.isRecounted) step(days.recount, morning(12), recount)
  if (plan.reach === 'runoffOpen') step(days.runoff, morning(10), callRunoff)
  if (plan.reach === 'handedOver' || declaredAndSent.includes(plan.community)) step(days.file, morning(18), fileIt)
  if (plan.reach === 'handedOver') {
    step(days.certificates, morning(19), certify)
    step(days.handOver, morning(11), handOver)
  }
  for (const { offset, act } of termSteps[plan.community] ?? []) step(offset, morning(20), act)
  return steps
}

async function meet({ electionId, community }: Work, { cast, today }: Stage): Promise<void> {
  await meetVoters(cast.officer, electionId, today, community.index % 3 !== 1)
}

async function openIt(work: Work, { cast }: Stage): Promise<void> {
  const { plan, communityId, index } = work.community
  work.electionId = await openElection(cast.officer, communityId, {
    form: plan.form,
    electionDay: plan.electionDay,
    contactPlace: `${plan.community}服务中心一楼`,
    contactTelephone: `0574-0000${String(1000 + index).slice(-4)}`,
  })
}

async function selectCommittee(work: Work, { cast, today }: Stage): Promise<void> {
  const people = committeeOf(work.community)
  await formCommittee(cast.officer, work.electionId, today, people.slice(0, 5), people.slice(5))
  const decided = formDecidedIn(work.community.plan)
  if (decided) await decideForm(cast.officer, work.electionId, today, decided)
  await issueAndPost(cast.officer, work.electionId, ['committee-members', 'election-day'])
}

async function announceRegistration(work: Work, { cast, db, today }: Stage): Promise<void> {
  await setUpDesks(cast.officer, db, work.electionId, today)
  await issueAndPost(cast.officer, work.electionId, ['voter-registration'])
}

async function importPeople(work: Work, { cast }: Stage): Promise<void> {
  const { plan } = work.community
  const { csv } = makeRegister(registerOf(work.community))
  const fileName = `${plan.community}居民花名册.csv`
  await roll.importRegister(cast.rollClerk, work.electionId, fileName, Buffer.from(`\uFEFF${csv}`, 'utf8'))
}

async function postRoll(work: Work, { cast, db }: Stage): Promise<void> {
  if (work.community.plan.form !== 'allVoters') await roll.chooseElectors(cast.officer, work.electionId)
  await roll.postRoll(cast.officer, work.electionId)
  await issueAndPost(cast.officer, work.electionId, ['posted-voter-list'])
  if (work.community.plan.community !== withRepresentatives) return
  await nameRepresentatives(cast.officer, db, work.electionId)
  await issueAndPost(cast.officer, work.electionId, ['representative-selection', 'representatives', 'group-heads'])
}

async function raiseObjection(work: Work, { cast, today }: Stage): Promise<void> {
  const { index } = work.community
  await roll.raiseObjection(cast.rollClerk, work.electionId, {
    objector: madeName(700 + index),
    personName: madeName(800 + index),
    grounds: '本人住在本社区，名单上没有列入。',
    receivedOn: today,
  })
}

async function decideObjections(work: Work, { cast, today }: Stage): Promise<void> {
  await roll.dismissObjections(cast.officer, work.electionId, today)
}

async function nominate(work: Work, { db, cast, today }: Stage): Promise<void> {
  const numbers = await voterNumbers(work, db)
  const wishes = walkPosts.flatMap((post, postIndex) =>
    Array.from({ length: post.seats + 1 + extraFor(post.title, work) }, (_, n) => ({
      postTitle: post.title,
      voterNumber: (post.isReserved ? numbers.women : numbers.men)[postIndex * 6 + n] as number,
      signers: n === 0 ? [] : numbers.signers.slice(n * 15, n * 15 + 12),
    })),
  )
  await papers.issue(cast.officer, work.electionId, ['nomination-call'])
  await nomination.nominate(cast, work.electionId, wishes, today)
  const { community } = work.community.plan
  const another = numbers.men.at(-1) as number
  const nominating = { db, cast, community, electionId: work.electionId, today, another }
  await takeSelfNomination(nominating)
  await addWhatPapersBring(nominating)
  await nomination.consentAll(cast, work.electionId, today)
  if (isReviewOver(community)) await nomination.passVetting(cast, work.electionId, today)
  await linkCommittee(cast.rollClerk, work.electionId)
  if (community === withBrothers) {
    await aMemberLeaves(db, cast, work.electionId, today)
    await issueAndPost(cast.officer, work.electionId, ['committee-change'])
  }
}

/** Where a member of the election committee is the brother of a nominee. */
const withBrothers = '花园社区'

async function closeRoll(work: Work, { cast }: Stage): Promise<void> {
  await roll.closeRoll(cast.officer, work.electionId)
}

async function postNominees(work: Work, { cast, today }: Stage): Promise<void> {
  await nomination.postNominees(cast.officer, work.electionId, today)
  await issueAndPost(cast.officer, work.electionId, ['nominees'])
}

async function confirmCandidates(work: Work, { db, cast, today }: Stage): Promise<void> {
  await nomination.confirmCandidates(cast.officer, work.electionId)
  const electors = (await electorsOf(work, db)).length
  const { signers } = await voterNumbers(work, db)
  const stations = stationsOf(work.community, signers)
  work.stations = await poll.setUpPolling(cast, work.electionId, stations, electors + 20)
  const [asking = 0, writing = 0] = signers.slice(-16)
  await poll.requestScribe(cast.officer, work.electionId, asking, writing, today)
  const notices = ['candidates', 'polling-arrangements', 'polling-staff', 'ballot-scribes', 'ballot-validity']
  await issueAndPost(cast.officer, work.electionId, notices)
}

async function holdPoll(work: Work, stage: Stage): Promise<void> {
  const { db, cast, clock } = stage
  const { plan, index } = work.community
  const electors = await electorsOf(work, db)
  const isOver = plan.reach !== 'polling'
  // Nine in ten come, a few more or less from place to place; where the poll is still open, a third so far.
  const comes = (id: number) => (id * 31 + index) % 100 < (isOver ? 86 + (index % 9) : 34)
  await poll.openStations(cast.officer, work.electionId, work.stations)
  const proxied = await pickUpForPrincipals(work, stage)
  const come = electors.filter((id) => comes(id) && !proxied.has(id))
  const ordinary = Math.floor((isOver ? 6.5 * 3600 : 3600) / come.length)
  const seconds = plan.community === hurriedDesk ? 4 : ordinary
  const share = Math.ceil(come.length / work.stations.length)
  for (const [n, stationId] of work.stations.entries()) {
    clock.set('07:35')
    const own = come.slice(n * share, (n + 1) * share)
    await poll.checkIn(cast.desk, work.electionId, stationId, own, () => clock.advance(seconds * work.stations.length))
  }
  if (!isOver) {
    await troubleAtTheDesk(
      work,
      { db, cast, clock },
      electors.filter((id) => !come.includes(id) && !proxied.has(id)),
    )
    return
  }
  clock.set('14:30')
  await poll.closeStations(cast, work.electionId, work.stations)
  await poll.openBoxes(cast.officer, work.electionId, work.stations)
}
