import t from 'tap'
import { type TestApp, testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import {
  aPolledElection,
  type CountedElection,
  contestsOf,
  declared,
  sheetFields,
  signedIn,
  typeSheet,
} from '../helpers/tally.js'

/** Two stations: the first counted, the second typed once only. */
async function halfCounted(house: TestApp, election: CountedElection) {
  const { base } = election
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`${base}/set-up-sheets`)
  await officer.submit({}, `${base}/set-up-sheets`)
  const ids = (await house.db.selectFrom('tallySheet').select('id').orderBy('id').execute()).map(({ id }) => id)
  const clerks = [await signedIn(house, 'tallyClerk'), await signedIn(house, 'tallyClerk-2')]
  const writeIns = [{ post: 0, name: '王小明', votes: 3 }]
  const one = sheetFields(contestsOf(election), { returned: 28, votes: [[21, 4], [20], [20, 19, 18]], writeIns })
  const two = sheetFields(contestsOf(election), { returned: 20, votes: [[17], [17], [17, 17, 17]] })
  for (const clerk of clerks) await typeSheet(clerk, base, ids[0] ?? 0, one)
  const typeSecond = async (index: number) => {
    const clerk = clerks[index]
    if (clerk) await typeSheet(clerk, base, ids[1] ?? 0, two)
  }
  await typeSecond(0)
  return { typeSecond }
}

async function allow({ db }: TestApp): Promise<void> {
  await db.updateTable('election').set({ settings: '{"standingsWhileCounting":true}' }).execute()
}

t.test('without a word in the election procedure nobody sees a vote before the declaration', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house), { issued: [30, 20] })
  await halfCounted(house, election)
  for (const role of ['electionOfficer', 'bureauAuditor', 'observer']) {
    const wall = await signedIn(house, role)
    await wall.open(`${election.base}/standings`)
    t.equal(wall.status, 200, role)
    t.match(wall.html, '选举办法没有规定计票时显示得票进度')
    t.match(wall.html, /<strong class="num">1／2<\/strong><span>张计票单已核定/)
    t.match(wall.html, '<title>（未公布）')
    for (const { name } of election.candidates.flat()) t.notMatch(wall.html, name, 'nobody is named')
    t.notMatch(wall.html, '已计选票')
  }
})

t.test('where the procedure lets them, the sheets that are definitive are added up and marked 未公布', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house), { issued: [30, 20] })
  await allow(house)
  const { typeSecond } = await halfCounted(house, election)
  const wall = await signedIn(house, 'observer')
  await wall.open(`${election.base}/standings`)
  t.match(wall.html, '<title>（未公布）')
  t.match(wall.html, 'class="unpublished-line')
  t.match(wall.html, /<strong class="num">28<\/strong><span>已计选票/, 'a sheet typed once counts for nothing')
  t.match(wall.html, /width="750"[^]*?<td class="num">21<\/td>/, 'the bar is of the ballots counted')
  t.match(wall.html, /另选他人<\/th><td class="wall-bar"><\/td><td class="num">3<\/td>/)
  t.notMatch(wall.html, '王小明', 'who was written in is not said yet')
  t.notMatch(wall.html, /当选|<form|topbar/, 'nobody is called elected, and nothing can be pressed')
  const names = election.candidates[0]?.map(({ name }) => wall.html.indexOf(name)) ?? []
  t.strictSame(
    names,
    [...names].sort((a, b) => a - b),
    'in the order of the ballot',
  )
  await typeSecond(1)
  await wall.open(`${election.base}/standings`)
  t.match(wall.html, /<td class="num">38<\/td>/)
})

t.test('a doubtful ballot that nobody has decided is not among the votes, and is told', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house), { issued: [3] })
  await allow(house)
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`${election.base}/set-up-sheets`)
  await officer.submit({ mode: 'ballots' }, `${election.base}/set-up-sheets`)
  const { id } = await house.db.selectFrom('tallySheet').select('id').executeTakeFirstOrThrow()
  for (const name of ['tallyClerk', 'tallyClerk-2']) {
    await typeSheet(await signedIn(house, name), election.base, id, { ballots: '1 3 5\r\n1 3 5\r\n?看不清' })
  }
  await officer.open(`${election.base}/standings`)
  t.match(officer.html, /<span class="num">1<\/span> 张疑难票没有认定/)
  t.match(officer.html, /<td class="num">2<\/td>/)
})

t.test('never while anybody can still vote, whatever the procedure says', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house), { issued: [30, 20] })
  await allow(house)
  await halfCounted(house, election)
  const wall = await signedIn(house, 'electionOfficer')
  const isHidden = async (because: string) => {
    await wall.open(`${election.base}/standings`)
    t.match(wall.html, '投票还没有全部结束，不显示任何得票情况', because)
    t.notMatch(wall.html, '已计选票', because)
  }
  await house.db
    .updateTable('pollingStation')
    .set({ closedAt: null })
    .where('id', '=', election.stationIds[1] ?? 0)
    .execute()
  await isHidden('one station is open')
  await house.db.updateTable('pollingStation').set({ closedAt: '2027-05-20T08:00:00.000Z' }).execute()
  await house.db.deleteFrom('milestone').where('name', '=', 'pollClosed').execute()
  await isHidden('the poll is not closed')
})

t.test('from the declaration on the wall shows the result, with or without that word', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house), { issued: [30, 20] })
  const { typeSecond } = await halfCounted(house, election)
  await typeSecond(1)
  await declared(house, election.base)
  const wall = await signedIn(house, 'observer')
  await wall.open(`${election.base}/standings`)
  t.match(wall.html, '已宣布')
  t.match(wall.html, '当选')
  t.match(wall.html, /<td class="num">38<\/td>/)
  t.notMatch(wall.html, '未公布')
})

t.test('only who may see the election', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  for (const [role, status] of [
    ['administrator', 403],
    ['observer-other', 404],
  ] as const) {
    const visitor = await signedIn(house, role)
    await visitor.open(`${election.base}/standings`)
    t.equal(visitor.status, status, role)
  }
})
