import t from 'tap'
import * as tally from '../../scripts/walk/tally.js'
import { aClient } from '../helpers/client.js'
import { freezeReport, verifyFile } from '../helpers/rate-report.js'
import { testApp } from '../helpers/app.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { holdVote, walkToElectionDay } from '../helpers/journey.js'
import { startPostgres } from '../helpers/postgres.js'

t.test('the same migrations, queries and pages serve PostgreSQL', async (t) => {
  const test = await testApp(t, await startPostgres(t))
  const house = await aHouse(test)
  const journey = await walkToElectionDay(test, house, 'allVoters')
  await holdVote(journey, 80, tally.clearSupport)
  const auditor = await test.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open('/direct-election-rate')
  t.match(auditor.html, '1／1')
  await auditor.open('/rate-history')
  t.match(auditor.html, '<strong>1／1</strong>', 'the same from dated facts')
  const report = await freezeReport(test, '2027-05-20')
  t.match(report.html, '第 1 号报告已冻结')
  t.strictSame(
    verifyFile((await (await aClient(test, 'bureauAuditor')).get('/rate-reports/1/report.json')).body).err,
    [],
  )
  await t.rejects(test.db.updateTable('rateReport').set({ purpose: '改' }).execute(), /append-only/)
  await auditor.open('/rate-questions')
  t.match(auditor.html, '比较 <span class="num">1</span> 个社区')
  await auditor.open('/rate-inspections')
  await auditor.submit({ subject: 'sheet', sample: '1', seedSource: '当众掷骰子' }, '/rate-inspections')
  await auditor.submit({ seed: '3 5 1 6' }, '/rate-inspections/1/draw')
  t.match(auditor.html, '抽中 1 个')
  await auditor.open('/audit-log?verify=yes')
  t.match(auditor.html, '逐条核对完毕')
  const elected = await test.db.selectFrom('electedMember').select('id').execute()
  t.equal(elected.length, 5)
})
