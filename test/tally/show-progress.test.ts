import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import { aPolledElection, contestsOf, sheetFields, signedIn, startSheet, typeSheet } from '../helpers/tally.js'

t.test('everybody who may see the election sees where each sheet is and whom it waits for', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house), { issued: [20, 20, 10] })
  const { base } = election
  const page = `${base}/progress`
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(page)
  t.match(officer.html, '还没有计票单')
  await officer.open(`${base}/set-up-sheets`)
  await officer.submit({}, `${base}/set-up-sheets`)
  const ids = (await house.db.selectFrom('tallySheet').select('id').orderBy('id').execute()).map(({ id }) => id)
  const [first, second] = [await signedIn(house, 'tallyClerk'), await signedIn(house, 'tallyClerk-2')]
  const typed = (votes: number) =>
    sheetFields(contestsOf(election), { returned: 18, votes: [[votes], [12], [12, 12, 12]] })
  await typeSheet(first, base, ids[0] ?? 0, typed(12))
  await typeSheet(second, base, ids[0] ?? 0, typed(12))
  await typeSheet(first, base, ids[1] ?? 0, typed(12))
  await typeSheet(second, base, ids[1] ?? 0, typed(11))
  await startSheet(first, base, ids[2] ?? 0)

  await officer.open(page)
  t.match(officer.html, /共 <span class="num">3<\/span> 张计票单，已核定 <strong class="num">1<\/strong> 张/)
  t.match(officer.html, /aria-label="第1张：已核定"/)
  t.match(officer.html, /aria-label="第1张：两次不一致，待核对"/)
  t.match(officer.html, /<th scope="row">选举委员会负责人核对<\/th><td class="num">1<\/td><td>第2投票站第1张<\/td>/)
  t.match(officer.html, /<th scope="row">.*完成第一次录入<\/th><td class="num">1<\/td><td>第3投票站第1张<\/td>/)
  const names = await house.db
    .selectFrom('account')
    .select('displayName')
    .where('role', '=', 'tallyClerk')
    .orderBy('id')
    .execute()
  t.match(officer.html, `正在录 ${names[0]?.displayName}`)
  t.match(officer.html, `已录 ${names[1]?.displayName}`)
  t.match(officer.html, '<svg class="turnout-bar"')
  t.match(officer.html, '<title>（未公布）')
  t.notMatch(officer.html, /<form(?![^>]*sign-out)[^>]*tally/, 'nothing is done here')

  for (const role of ['bureauAuditor', 'townshipOfficer', 'rollClerk', 'checkInClerk', 'tallyClerk']) {
    const reader = await signedIn(house, role)
    await reader.open(page)
    t.match(reader.html, `正在录 ${names[0]?.displayName}`, role)
  }
  const observer = await signedIn(house, 'observer')
  await observer.open(page)
  t.match(observer.html, '正在录')
  t.match(observer.html, '录入员完成第一次录入')
  for (const { displayName } of names) t.notMatch(observer.html, displayName, 'an observer sees no names')
  const stranger = await signedIn(house, 'observer-other')
  await stranger.open(page)
  t.equal(stranger.status, 404, 'of another township')
  const administrator = await signedIn(house, 'administrator')
  await administrator.open(page)
  t.equal(administrator.status, 403)
})

t.test(
  'what is counted to the end waits for nobody, and doubtful ballots and stations without a sheet are told',
  async (t) => {
    const house = await testApp(t)
    const election = await aPolledElection(house, await aHouse(house), { issued: [3, 3] })
    const { base, stationIds } = election
    const officer = await signedIn(house, 'electionOfficer')
    await officer.open(`${base}/set-up-sheets`)
    await officer.submit({ stationId: stationIds[0] ?? 0, mode: 'ballots' }, `${base}/set-up-sheets/add`)
    const { id } = await house.db.selectFrom('tallySheet').select('id').executeTakeFirstOrThrow()
    for (const name of ['tallyClerk', 'tallyClerk-2']) {
      const clerk = await signedIn(house, name)
      await startSheet(clerk, base, id)
      await clerk.submit({ ballots: '1 3 5\r\n1 3 5\r\n?看不清' }, `${base}/sheets/${id}/enter-sheet`)
    }
    await officer.open(`${base}/progress`)
    t.match(officer.html, /认定疑难票<\/th><td class="num">1<\/td><td>1 张疑难票/)
    t.match(officer.html, /生成计票单<\/th><td class="num">1<\/td><td>第2投票站/)
    t.notMatch(officer.html, '没有在等的')
  },
)
