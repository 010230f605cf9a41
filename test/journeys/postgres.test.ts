import t, { type Test } from 'tap'
import * as tally from '../../scripts/walk/tally.js'
import { aClient } from '../helpers/client.js'
import type { Browser } from '../helpers/browser.js'
import { browsesAsByHand } from '../helpers/browse-log.js'
import { checkpointsPage, compareFile, comparePage, makeCheckpoint } from '../helpers/checkpoint.js'
import { overseersAddresses, readAsOverseer } from '../helpers/overseers-pages.js'
import { freezeReport, verifyFile } from '../helpers/rate-report.js'
import { brokenLinks } from '../../src/infra/audit-log/check-chain.js'
import { brokenRows } from '../../src/infra/audit-log/check-rows.js'
import { sealAfterMigration } from '../../src/infra/audit-log/reseal.js'
import { rawQuery } from '../../src/infra/db/raw-query.js'
import type { Checkpoint } from '../../src/oversight/checkpoint-schema.js'
import { testApp, type TestApp } from '../helpers/app.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { holdVote, walkToElectionDay } from '../helpers/journey.js'
import { startPostgres } from '../helpers/postgres.js'

t.test('the same migrations, queries and pages serve PostgreSQL', async (t) => {
  const test = await testApp(t, await startPostgres(t))
  const house = await aHouse(test)
  // The house was put there by the test, without events.
  await sealAfterMigration(test.db, [], new Set())
  const journey = await walkToElectionDay(test, house, 'allVoters')
  await holdVote(journey, 80, tally.clearSupport)
  await sameAsOnSqlite(t, test)
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
  await auditor.submit({}, '/audit-log/verify')
  t.match(auditor.html, '逐行与封存时一致')
  t.match(auditor.html, '日志存证都对得上')
  const checkpoint = await checkpoints(t, test, auditor)
  const elected = await test.db.selectFrom('electedMember').select('id').execute()
  t.equal(elected.length, 5)

  const found = async () => {
    const list: object[] = []
    for await (const link of brokenLinks(test.db)) list.push(link)
    for await (const row of brokenRows(test.db)) list.push(row)
    return list
  }
  t.strictSame(await found(), [], 'the log holds, and every row is as it was sealed')
  const { id } = await test.db.selectFrom('election').select('id').executeTakeFirstOrThrow()
  await browsesAsByHand(t, test.db, id)
  await auditor.open(`/audit-log?election=${id}&type=area-tally&from=2027-05-01`)
  t.match(auditor.html, '宣布结果')
  const client = await aClient(test, 'bureauAuditor')
  await client.post('/audit-log/export', { reason: '年度审计核对', format: 'jsonl', election: String(id) })
  t.match((await client.get('/audit-log/export/file')).body, '"type":"resultDeclared"')
  await rawQuery(test.db, `update voter set name = '别人' where id = 5`)
  await rawQuery(test.db, 'delete from check_in where id = (select min(id) from check_in)')
  await rawQuery(
    test.db,
    `insert into milestone (election_id, round, name, reached_on) select id, 9, 'x', '2027-01-01' from election limit 1`,
  )
  t.match(await found(), [
    { table: 'milestone', what: 'added' },
    { table: 'voter', key: '5', what: 'changed' },
    { table: 'check_in', what: 'gone' },
  ])
  await auditor.open('/audit-log/verify')
  await auditor.submit({}, '/audit-log/verify')
  for (const words of ['完成的阶段', '多出来的', '不见了', '请立即核查']) t.match(auditor.html, words)
  await auditor.open('/')
  t.match(auditor.html, 'class="alert-banner"')
  await compareFile(auditor, checkpoint)
  t.match(auditor.html, '存证相同', 'the log itself is as it was')
  await rawQuery(test.db, 'alter table audit_event disable trigger user')
  await rawQuery(test.db, `update audit_event set account_name = '别人' where sequence = 3`)
  await compareFile(auditor, checkpoint)
  t.match(auditor.html, '今天的日志在第 3 条处断开')
})

/** The very same election on the other engine: every page and table of the overseers says the same. */
async function sameAsOnSqlite(t: Test, postgres: TestApp): Promise<void> {
  const sqlite = await testApp(t)
  const house = await aHouse(sqlite)
  await sealAfterMigration(sqlite.db, [], new Set())
  await holdVote(await walkToElectionDay(sqlite, house, 'allVoters'), 80, tally.clearSupport)
  const [there, here] = [
    await readAsOverseer(postgres, overseersAddresses),
    await readAsOverseer(sqlite, overseersAddresses),
  ]
  for (const address of overseersAddresses) {
    t.match(there[address], /^200 /, address)
    t.equal(there[address], here[address], `${address} is the same on both`)
  }
}

/** Makes two checkpoints and brings the first, as a file and typed; answers it. */
async function checkpoints(t: Test, test: TestApp, auditor: Browser): Promise<Checkpoint> {
  const made = await makeCheckpoint(test, auditor)
  await makeCheckpoint(test, auditor)
  await auditor.open(checkpointsPage)
  t.equal(auditor.html.match(/status-done">相同/g)?.length, 2)
  await compareFile(auditor, made)
  t.match(auditor.html, '它和以前的日志今天一条不少')
  await auditor.submit({ sequence: String(made.sequence), groups: made.hash.slice(0, 32) }, comparePage)
  t.match(auditor.html, '它和以前的日志今天一条不少')
  const kept = await test.db.selectFrom('logCheckpoint').selectAll().executeTakeFirstOrThrow()
  const { id, ...row } = kept
  await t.rejects(test.db.insertInto('logCheckpoint').values(row).execute(), { code: '23505' })
  const change = test.db.updateTable('logCheckpoint').set({ events: 1 }).where('id', '=', id)
  await t.rejects(change.execute(), /append-only/)
  return made
}
