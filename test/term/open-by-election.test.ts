import t from 'tap'
import { ok } from '../../src/lib/result.js'
import { systemActor } from '../../src/infra/audit-log/record-event.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { kinshipRow, listKinships } from '../../src/nomination/queries.js'
import { recordMilestone } from '../../src/timetable/queries.js'
import { aByElection } from '../helpers/by-election.js'
import { eventsOf, signedIn } from '../helpers/tally.js'
import { aTermDesk, resigns } from '../helpers/term.js'

const plan = {
  assembly: 'residentsAssembly',
  on: '2027-06-12',
  entitled: '420',
  present: '260',
  inFavour: '240',
  form: 'allVoters',
  electionDay: '2027-07-20',
  contactPlace: '社区服务中心一楼',
  contactTelephone: '0574-00000000',
}

t.test('the roll is gone on from, and nobody on it stands twice in the way', async (t) => {
  const desk = await aTermDesk(t)
  const { officer, house, election, term } = desk
  await resigns(desk, 3)
  await desk.moveTo('2027-06-14')
  const page = `${term}/open-by-election`
  await officer.open(page)
  t.match(officer.html, '任期到本届居民委员会任期届满（2032年5月20日）为止')
  const post = `post-${election.postIds[2] ?? 0}`
  const form = { ...plan, [post]: 'yes' }
  for (const [values, because] of [
    [{ inFavour: '130' }, /未超过到会260人的半数/],
    [{ present: '200', inFavour: '180' }, /不足法定人数/],
    [{ form: 'representatives' }, /居民会议补选，由全体有选举权的居民或者每户派代表投票/],
    [{ electionDay: '2032-05-20' }, /应当换届，不再补选/],
    [{ electionDay: '2027-06-14' }, /补选日应在今天之后/],
    [{ on: '2027-06-15' }, /会议还没有召开/],
    [{ [post]: 'no' }, /请勾选要补选的职务/],
    [{ contactPlace: '' }, /请填写受理地点/],
  ] as const) {
    await officer.submit({ ...form, ...values }, page)
    t.equal(officer.status, 422, JSON.stringify(values))
    t.match(officer.html, because)
  }
  await officer.submit(form, page)
  t.match(officer.html, '补选已启动')
  const rolls = await house.db
    .selectFrom('voter')
    .select(['electionId', 'rollOf'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '=', 'registered')
    .groupBy(['electionId', 'rollOf'])
    .orderBy('electionId')
    .execute()
  const byElectionId = rolls[1]?.electionId ?? 0
  t.strictSame(rolls, [
    { electionId: election.id, rollOf: 0, count: 60 },
    { electionId: byElectionId, rollOf: byElectionId, count: 60 },
  ])
  const [called] = await eventsOf(house, election.id, 'byElectionCalled')
  t.match(called, { byElectionId, electionDay: '2027-07-20', body: 'residentsAssembly', inFavour: 240 })
  t.match(await eventsOf(house, byElectionId, 'rollTakenOver'), [{ from: election.id, voters: 60 }])
  await officer.open(`/elections/${byElectionId}/term`)
  t.equal(officer.status, 404, 'a by-election has no committee of its own')
  await officer.open(`/elections/${byElectionId}`)
  t.match(officer.html, `/elections/${election.id}/term`, 'but leads to it')
  await officer.open(`/elections/${byElectionId}/plan`)
  t.equal(officer.status, 200)
  t.notMatch(officer.html, '居民委员会由5至9人组成', 'one seat is no whole committee')
  await officer.submit(form, page)
  t.equal(officer.status, 422, 'one at a time')
})

t.test('what was declared of relatives is taken over from the last election of the committee', async (t) => {
  const desk = await aTermDesk(t)
  const { house, officer, election, term } = desk
  const { db } = house
  const declare = async (electionId: number, one: number | undefined, other: number | undefined) => {
    const kinship = kinshipRow(String(one), String(other), 'spouse')
    const declared = { declaredBy: 1, declaredAt: '2027-05-06T00:00:00.000Z', note: '户口簿' }
    await db
      .insertInto('declaredKinship')
      .values({ electionId, ...kinship, ...declared })
      .execute()
  }
  await declare(election.id, election.voterIds[4], election.voterIds[40])
  await resigns(desk, 3)
  const first = await aByElection(desk, [41, 42])
  await declare(first.id, first.voterIds[5], first.voterIds[43])
  await db.deleteFrom('declaredKinship').where('electionId', '=', first.id).where('note', '<>', '户口簿').execute()
  await inTransaction(db, async (trx) => {
    const milestone = { name: 'handedOver', on: '2027-07-12', round: 1 } as const
    await recordMilestone(trx, systemActor('2027-07-12T00:00:00.000Z'), first.id, milestone)
    return ok(undefined)
  })
  const page = `${term}/open-by-election`
  await officer.open(page)
  const more = { electionDay: '2027-09-20', on: '2027-07-12', [`post-${election.postIds[2] ?? 0}`]: 'yes' }
  await desk.moveTo('2027-07-13')
  await officer.submit({ ...plan, ...more }, page)
  t.match(officer.html, '补选已启动')
  const last = await db
    .selectFrom('byElection')
    .select('electionId')
    .orderBy('electionId', 'desc')
    .executeTakeFirstOrThrow()
  const known = await listKinships(db, last.electionId)
  const names = (
    await db.selectFrom('voter').select('name').where('electionId', '=', first.id).orderBy('voterNumber').execute()
  ).map(({ name }) => name)
  t.strictSame(
    known.map(({ elder, younger, note }) => [[elder.name, younger.name].sort(), note]),
    [[[names[5], names[43]].sort(), '此前选举登记：户口簿']],
    'what was withdrawn there does not come back',
  )
})

t.test('only by the officers of the place, and only once the committee has come into being', async (t) => {
  const desk = await aTermDesk(t, [
    [20, 20],
    [40, 5],
    [40, 39, 38, 3],
  ])
  const page = `${desk.term}/open-by-election`
  await desk.officer.open(page)
  t.match(desk.officer.html, '空缺由本次选举继续选出')
  for (const [name, status] of [
    ['rollClerk', 403],
    ['observer', 403],
    ['electionOfficer-other', 404],
  ] as const) {
    const visitor = await signedIn(desk.house, name)
    await visitor.submit(plan, page)
    t.equal(visitor.status, status, name)
  }
})
