import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import {
  aPolledElection,
  contestsOf,
  eventsOf,
  sheetFields,
  signedIn,
  startSheet,
  typeSheet,
} from '../helpers/tally.js'

t.test('a sheet for every station by one button, more for bundles, empty ones away', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house), { issued: [30, 20] })
  const officer = await signedIn(house, 'electionOfficer')
  const page = `${election.base}/set-up-sheets`
  const sheets = async () =>
    await house.db
      .selectFrom('tallySheet')
      .select(['id', 'stationId', 'number'])
      .orderBy('stationId')
      .orderBy('number')
      .execute()

  await officer.open(election.base)
  t.match(officer.html, '还没有计票单的投票站：中心会场、第2投票站')
  await officer.open(page)
  t.match(officer.html, '每个投票站生成一张')
  await officer.submit({}, page)
  t.match(officer.html, '已生成 2 张计票单')
  await officer.submit({}, page)
  t.equal((await sheets()).length, 2, 'a second click adds none')

  await officer.submit({ stationId: String(election.stationIds[1]) }, `${page}/add`)
  t.match(officer.html, '已增加第 2 张计票单')
  const [first, , bundle] = await sheets()
  t.same(bundle, { id: bundle?.id, stationId: election.stationIds[1], number: 2 })

  const clerk = await signedIn(house, 'tallyClerk')
  await startSheet(clerk, election.base, first?.id ?? 0)
  await officer.submit({ sheetId: String(first?.id), version: '2' }, `${page}/remove`)
  t.equal(officer.status, 409, 'a sheet that is being typed stays')
  await officer.open(page)
  await officer.submit({ sheetId: String(bundle?.id), version: '1' }, `${page}/remove`)
  t.equal((await sheets()).length, 2)
  t.equal((await eventsOf(house, election.id, 'sheetCreated')).length, 3)
  t.match(await eventsOf(house, election.id, 'sheetRemoved'), [{ sheetId: bundle?.id, number: 2 }])

  await officer.open(page)
  await officer.submit({ stationId: '' }, `${page}/add`)
  t.equal(officer.status, 422)
  await officer.submit({ stationId: '9999' }, `${page}/add`)
  t.equal(officer.status, 409)
})

t.test('taking away the last open sheet completes the tally', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  const officer = await signedIn(house, 'electionOfficer')
  const page = `${election.base}/set-up-sheets`
  await officer.open(page)
  await officer.submit({}, page)
  await officer.submit({ stationId: String(election.stationIds[0]) }, `${page}/add`)
  const [first, second] = await house.db.selectFrom('tallySheet').select('id').orderBy('number').execute()
  const fields = sheetFields(contestsOf(election), { returned: 40, votes: [[30], [30], [30, 30, 30]] })
  for (const name of ['tallyClerk', 'tallyClerk-2']) {
    await typeSheet(await signedIn(house, name), election.base, first?.id ?? 0, fields)
  }
  const completed = async () =>
    (await eventsOf(house, election.id, 'milestoneReached')).filter(
      (event) => event['milestone'] === 'tallyCompleted' && event['round'] === 1,
    ).length
  t.equal(await completed(), 0, 'one sheet is still open')
  await officer.open(page)
  await officer.submit({ sheetId: String(second?.id), version: '1' }, `${page}/remove`)
  t.equal(await completed(), 1)
})

t.test('not before the poll is closed, and only by the officer of the community', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  const page = `${election.base}/set-up-sheets`
  for (const [name, status] of [
    ['tallyClerk', 403],
    ['observer', 403],
    ['townshipOfficer', 403],
    ['electionOfficer-other', 404],
  ] as const) {
    const visitor = await signedIn(house, name)
    await visitor.open(page)
    t.equal(visitor.status, status, name)
    for (const path of ['', '/add', '/remove']) {
      await visitor.submit({}, page + path)
      t.equal(visitor.status, status, `${name} ${path}`)
    }
  }
  await house.db
    .deleteFrom('milestone')
    .where('electionId', '=', election.id)
    .where('name', '=', 'pollClosed')
    .execute()
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(page)
  t.match(officer.html, '投票尚未结束，还不能录入计票单')
  await officer.submit({}, page)
  t.equal(officer.status, 422)
  t.same(await house.db.selectFrom('tallySheet').select('id').execute(), [])
})
