import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { countEvents, lastEvents } from '../helpers/events.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { declareVote, demoSeason } from '../helpers/season.js'
import { aPolledElection, contestsOf, sheetFields, tallied } from '../helpers/tally.js'

const wish = { subject: 'community', sample: '3', seedSource: '2027年5月21日双色球开奖号码' }

t.test('rate-inspections: the list is fixed before the seed is known', async (t) => {
  const test = await testApp(t)
  await demoSeason(test)
  const auditor = await test.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open('/rate-inspections')
  t.match(auditor.html, '还没有抽查')
  await auditor.submit(wish, '/rate-inspections')
  t.equal(auditor.url, '/rate-inspections/1')
  t.match(auditor.html, '名单上 <span class="num">9</span> 个')
  t.match(await lastEvents(test, 1), [
    { type: 'inspectionFixed', facts: { number: 1, drawnFrom: 'community', items: 9, sample: 3, byTownship: false } },
  ])
  await auditor.open('/rate-inspections')
  t.match(auditor.html, '等种子')
  t.match(auditor.html, '2<sup>256</sup> 除以 m', 'the method is on the page')
  await auditor.submit({ ...wish, sample: '2', byTownship: 'yes' }, '/rate-inspections')
  t.match(auditor.html, '每个街道（镇）抽 <span class="num">2</span> 个')
  t.strictSame(
    (await test.db.selectFrom('inspection').select(['number', 'sample', 'byTownship']).execute()).map((row) =>
      Object.values(row),
    ),
    [
      [1, 3, 0],
      [2, 2, 1],
    ],
  )
})

t.test('what is wrong is said beside its field, and no list is fixed', async (t) => {
  const test = await testApp(t)
  await demoSeason(test)
  const auditor = await test.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open('/rate-inspections')
  const before = await countEvents(test)
  for (const { change, message } of [
    { change: { sample: '10' }, message: '抽查数不能多于名单上的9个' },
    { change: { sample: '5', byTownship: 'yes' }, message: '抽查数不能多于各街道（镇）里最多的4个' },
    { change: { sample: '' }, message: '请填写整数' },
    { change: { seedSource: '' }, message: '请写明种子从哪里来' },
    { change: { subject: 'person' }, message: '请选择抽查什么' },
    { change: { subject: 'sheet' }, message: '还没有可以抽查的' },
  ]) {
    await auditor.submit({ ...wish, ...change }, '/rate-inspections')
    t.equal(auditor.status, 422, message)
    t.match(auditor.html, message)
  }
  t.match(auditor.html, `value="${wish.seedSource}"`, 'kept')
  t.equal(await countEvents(test), before)
})

t.test('stations and sheets are listed with their communities', async (t) => {
  const test = await testApp(t)
  const election = await aPolledElection(test, await aHouse(test), { voters: 60, issued: [30, 20] })
  const contests = contestsOf(election)
  const votes = [
    [20, 5],
    [20, 5],
    [20, 19, 18, 3],
  ]
  await tallied(test, election, [
    sheetFields(contests, { returned: 29, votes }),
    sheetFields(contests, {
      returned: 20,
      votes: [
        [10, 5],
        [10, 5],
        [10, 9, 8, 3],
      ],
    }),
  ])
  await declareVote(test, election, { on: '2027-05-20' })
  const auditor = await test.visitor().signIn('bureauAuditor', testPassword)
  for (const { subject, name } of [
    { subject: 'station', name: '奉中社区　第2投票站' },
    { subject: 'sheet', name: '奉中社区　第2投票站第1张计票单' },
  ]) {
    await auditor.open('/rate-inspections')
    await auditor.submit({ ...wish, subject, sample: '1' }, '/rate-inspections')
    t.match(auditor.html, '名单上 <span class="num">2</span> 个')
    t.match(auditor.html, name)
  }
})

t.test('the bureau fixes, the township looks, nobody else', async (t) => {
  const test = await testApp(t)
  await demoSeason(test)
  const township = await aClient(test, 'townshipOfficer')
  const page = await township.get('/rate-inspections')
  t.equal(page.statusCode, 200)
  t.notMatch(page.body, '确定一份名单')
  t.equal((await township.post('/rate-inspections', wish)).statusCode, 403)
  for (const role of ['administrator', 'electionOfficer', 'observer']) {
    t.equal((await (await aClient(test, role)).get('/rate-inspections')).statusCode, 403, role)
  }
})
