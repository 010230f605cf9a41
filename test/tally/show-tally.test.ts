import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import { aPolledElection, contestsOf, sheetFields, signedIn, startSheet, typeSheet } from '../helpers/tally.js'

t.test('everybody sees how far the tally is, and each their own next step', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house), { issued: [30, 20] })
  const officer = await signedIn(house, 'electionOfficer')
  const clerk = await signedIn(house, 'tallyClerk')
  await clerk.open(election.base)
  t.match(clerk.html, '等选举委员会负责人生成计票单')
  await officer.open(`${election.base}/set-up-sheets`)
  await officer.submit({}, `${election.base}/set-up-sheets`)
  const [first, second] = await house.db.selectFrom('tallySheet').select('id').orderBy('stationId').execute()

  await clerk.open(election.base)
  t.match(clerk.html, '可以录入中心会场第1张')
  await startSheet(clerk, election.base, first?.id ?? 0)
  await clerk.open(election.base)
  t.match(clerk.html, '您正在录入中心会场第1张')
  t.match(clerk.html, '继续第一次录入')
  const other = await signedIn(house, 'tallyClerk-2')
  await other.open(election.base)
  t.match(other.html, '另一位录入员正在录入')
  t.match(other.html, '可以录入第2投票站第1张')

  const fields = sheetFields(contestsOf(election), { returned: 20, votes: [[15], [15], [15, 15, 15]] })
  await typeSheet(other, election.base, second?.id ?? 0, fields)
  await other.open(election.base)
  t.match(other.html, '要由两个人分别完成')
  await officer.open(election.base)
  t.match(officer.html, '等录入员把每张计票单录入两次')
  t.match(officer.html, '等第二次录入')

  const observer = await signedIn(house, 'observer')
  await observer.open(election.base)
  t.match(observer.html, '已核定')
  t.notMatch(observer.html, 'tallyClerk', 'an observer sees figures, no names')
  t.notMatch(observer.html, '<table')

  for (const name of ['bureauAuditor', 'townshipOfficer', 'rollClerk', 'checkInClerk']) {
    const reader = await signedIn(house, name)
    await reader.open(election.base)
    t.equal(reader.status, 200, name)
    t.notMatch(reader.html, 'enter-sheet/start', name)
  }
  const stranger = await signedIn(house, 'observer-other')
  await stranger.open(election.base)
  t.equal(stranger.status, 404)
  const administrator = await signedIn(house, 'administrator')
  await administrator.open(election.base)
  t.equal(administrator.status, 403)
  await officer.open(`${election.base}?round=2`)
  t.equal(officer.status, 404, 'no such round')
})
