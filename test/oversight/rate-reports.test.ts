import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { countEvents, lastEvents } from '../helpers/events.js'
import { freezeReport, signInAuditors } from '../helpers/rate-report.js'
import { demoSeason } from '../helpers/season.js'
import { confirmClaim } from '../helpers/verdicts.js'

t.test('rate-reports: the rate of a day is frozen, numbered, and waits for the second person', async (t) => {
  const test = await testApp(t)
  const { communityIds } = await demoSeason(test)
  await confirmClaim(test, communityIds.get('奉中社区') ?? 0, 'allVoters')
  const first = await freezeReport(test, '2027-05-13', false)
  t.equal(first.url, '/rate-reports/1')
  t.match(first.html, '第 1 号报告已冻结，请另一位审核员复核')
  t.match(first.html, '在等另一位审核员复核')
  t.notMatch(first.html, '不同意的理由', 'not one’s own')
  t.match(await lastEvents(test, 1), [
    { type: 'rateReportFrozen', facts: { number: 1, day: '2027-05-13', purpose: '向市政府报告' } },
  ])
  await freezeReport(test, '2027-05-16', false)
  const [, second] = await signInAuditors(test)
  await second.open('/direct-election-rate')
  t.match(second.html, /等您复核的直选率报告.*第 2 号.*第 1 号.*截至2027年5月13日，向市政府报告/s)
  await first.open('/direct-election-rate')
  t.notMatch(first.html, '等您复核的直选率报告', 'one’s own wait for somebody else')
  await first.open('/rate-reports')
  t.match(first.html, '共 <span class="num">2</span> 份，待复核 <span class="num">2</span> 份')
  // By 13 May 6 had been held, all of them directly; by 16 May 9, of which 7.
  t.match(first.html, /第 1 号.*2027年5月13日.*6／6.*100\.00%/s)
  t.match(first.html, /第 2 号.*2027年5月16日.*7／9.*77\.78%/s)
})

t.test('what is wrong is said beside its field, and nothing is frozen', async (t) => {
  const test = await testApp(t)
  await demoSeason(test)
  const [auditor] = await signInAuditors(test)
  await auditor.open('/rate-reports')
  const before = await countEvents(test)
  for (const { form, message } of [
    { form: { day: '2027-05-17', purpose: '报告' }, message: '还没有到这一天' },
    { form: { day: '', purpose: '报告' }, message: '请填写日期' },
    { form: { day: '2027-05-01', purpose: ' ' }, message: '请写明报告的用途' },
    { form: { day: '2027-05-01', purpose: '长'.repeat(61) }, message: '最多 60 个字' },
  ]) {
    await auditor.submit(form, '/rate-reports')
    t.equal(auditor.status, 422, message)
    t.match(auditor.html, message)
    if (form.day !== '') t.match(auditor.html, `value="${form.day}"`, 'kept')
  }
  t.equal(await countEvents(test), before)
  t.strictSame(await test.db.selectFrom('rateReport').select('id').execute(), [])
})

t.test('the bureau alone', async (t) => {
  const test = await testApp(t)
  await demoSeason(test)
  await freezeReport(test, '2027-05-13')
  for (const role of ['administrator', 'townshipOfficer', 'electionOfficer', 'observer']) {
    const client = await aClient(test, role)
    for (const address of ['', '/1', '/1/report.json', '/1/report.pdf']) {
      t.equal((await client.get(`/rate-reports${address}`)).statusCode, 403, `${role} ${address}`)
    }
    t.equal((await client.post('/rate-reports', { day: '2027-05-13', purpose: '试' })).statusCode, 403, role)
    t.equal((await client.post('/rate-reports/1/second', { agrees: 'yes' })).statusCode, 403, role)
  }
})
