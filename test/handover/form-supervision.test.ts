import t from 'tap'
import { aDeclaredElection } from '../helpers/declared.js'
import { eventsOf, signedIn } from '../helpers/tally.js'

const meeting = { chosenBy: 'representativesAssembly', chosenOn: '2027-05-20', entitled: '42', present: '39' }
const row = (n: number, voterNumber: number | string, position: string, votes = '30') => ({
  [`member-${n}-voterNumber`]: voterNumber,
  [`member-${n}-position`]: position,
  [`member-${n}-votes`]: votes,
})

t.test('nobody of the committee, no close relative of theirs; the rest is recorded and posted', async (t) => {
  const { house, election, home } = await aDeclaredElection(t)
  const page = `${home}/supervision`
  const officer = await signedIn(house, 'electionOfficer')
  const numberOf = async (voterId: number) =>
    (await house.db.selectFrom('voter').select('voterNumber').where('id', '=', voterId).executeTakeFirstOrThrow())
      .voterNumber
  const chair = election.candidates[0]?.[0]
  const relative = election.voterIds.at(-1) ?? 0
  const [one = '', other = ''] = [String(chair?.voterId), String(relative)].sort()
  const account = await house.db.selectFrom('account').select('id').limit(1).executeTakeFirstOrThrow()
  await house.db
    .insertInto('declaredKinship')
    .values({
      ...{ electionId: election.id, onePerson: one, otherPerson: other, relation: 'sibling', elder: null },
      ...{ note: '户口簿', declaredBy: account.id, declaredAt: '2027-05-20T01:00:00Z' },
    })
    .execute()
  const chairNumber = await numberOf(chair?.voterId ?? 0)
  const relativeNumber = await numberOf(relative)
  await officer.open(page)
  for (const [values, because] of [
    [{ ...meeting }, '请填写成员'],
    [{ ...meeting, ...row(1, 9999, 'chair') }, '名单上没有这个选民证号'],
    [{ ...meeting, ...row(1, chairNumber, 'chair') }, '是居民委员会成员，不能担任'],
    [{ ...meeting, ...row(1, relativeNumber, 'chair') }, '是兄弟姐妹，不能担任'],
    [{ ...meeting, ...row(1, 40, 'member') }, '请写明谁是主任'],
    [{ ...meeting, present: '20', ...row(1, 40, 'chair') }, '不足法定人数'],
    [{ ...meeting, chosenOn: '2027-05-21', ...row(1, 40, 'chair') }, '推选日期还没有到'],
    [{ ...meeting, chosenOn: '2027-05-19', ...row(1, 40, 'chair') }, '早于新一届居民委员会产生之日'],
  ] as const) {
    await officer.submit(values, page)
    t.equal(officer.status, 422, because)
    t.match(officer.html, because)
  }
  t.match(officer.html, 'value="40"', 'what was typed is kept')
  const whole = { ...meeting, ...row(1, 40, 'chair', '38'), ...row(3, 41, 'member', '35') }
  const second = await signedIn(house, 'electionOfficer')
  await second.open(page)
  await officer.submit(whole, page)
  t.match(officer.html, '居务监督委员会已登记')
  await second.submit(whole, page)
  t.equal(second.status, 409, 'a stale form')
  await officer.open(page)
  await officer.submit({ ...whole, ...row(4, 42, 'member', '31') }, page)
  t.match(officer.html, '居务监督委员会已登记', 'corrected')
  const events = await eventsOf(house, election.id, 'supervisionCommitteeFormed')
  t.same(
    events.map(({ members }) => (members as string[]).length),
    [2, 3],
  )
  t.match(await eventsOf(house, election.id, 'stepRecorded'), [{ step: 'bodies', on: '2027-05-20' }])
  await officer.open(`/elections/${election.id}/documents/supervision-committee/preview`)
  t.match(officer.html, '成员3名')
})

t.test('read by those who may read the election, written by its officer', async (t) => {
  const { house, home } = await aDeclaredElection(t)
  for (const [name, read, write] of [
    ['observer', 200, 403],
    ['townshipOfficer', 200, 403],
    ['tallyClerk', 200, 403],
    ['electionOfficer-other', 404, 404],
  ] as const) {
    const visitor = await signedIn(house, name)
    await visitor.open(`${home}/supervision`)
    t.equal(visitor.status, read, name)
    await visitor.submit({ ...meeting, ...row(1, 40, 'chair') }, `${home}/supervision`)
    t.equal(visitor.status, write, name)
  }
})
