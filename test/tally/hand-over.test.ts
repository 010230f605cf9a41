import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import { aPolledElection, contestsOf, declared, eventsOf, sheetFields, signedIn, tallied } from '../helpers/tally.js'

async function aDeclaredElection(t: Parameters<typeof testApp>[0], votes: readonly (readonly number[])[]) {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  await tallied(house, election, [sheetFields(contestsOf(election), { returned: 48, votes })])
  await declared(house, election.base)
  return { house, election, page: `${election.base}/handover` }
}

t.test('the handover is recorded with its day, once', async (t) => {
  const { house, election, page } = await aDeclaredElection(t, [
    [40, 5],
    [40, 5],
    [40, 39, 38, 3],
  ])
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(page)
  t.match(officer.html, '最迟2027年5月30日')
  t.match(officer.html, election.candidates[0]?.[0]?.name ?? '?')
  for (const [on, because] of [
    ['2027-05-19', '早于宣布结果'],
    ['2027-05-21', '还没有到'],
    ['明天', '请按 2027-05-20 的样子填写日期'],
  ] as const) {
    await officer.submit({ on }, page)
    t.equal(officer.status, 422, on)
    t.match(officer.html, because)
    t.match(officer.html, `value="${on}"`)
  }
  await officer.submit({ on: '2027-05-20' }, page)
  t.match(officer.html, '工作移交已登记')
  t.match(officer.html, '已于2027年5月20日完成移交')
  t.same(await eventsOf(house, election.id, 'handedOver'), [{ on: '2027-05-20' }])
  await officer.submit({ on: '2027-05-20' }, page)
  t.equal(officer.status, 422, 'a second time')
  t.equal((await eventsOf(house, election.id, 'handedOver')).length, 1)
})

t.test('not while something is still to be voted on', async (t) => {
  const { house, page } = await aDeclaredElection(t, [
    [20, 20],
    [40, 5],
    [40, 39, 38, 3],
  ])
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(page)
  t.match(officer.html, '还要再次投票，不能登记工作移交')
  await officer.submit({ on: '2027-05-20' }, page)
  t.equal(officer.status, 422)
})

t.test('not before a result, and only by the officer of the community', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  const page = `${election.base}/handover`
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(page)
  t.match(officer.html, '选举结果尚未宣布，还不能登记工作移交')
  await officer.submit({ on: '2027-05-20' }, page)
  t.equal(officer.status, 422)
  for (const [name, status] of [
    ['tallyClerk', 403],
    ['observer', 403],
    ['electionOfficer-other', 404],
  ] as const) {
    const visitor = await signedIn(house, name)
    await visitor.submit({ on: '2027-05-20' }, page)
    t.equal(visitor.status, status, name)
  }
})
