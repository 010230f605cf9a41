import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { brokenLinks } from '../../src/infra/audit-log/check-chain.js'
import { recordEvent, systemActor } from '../../src/infra/audit-log/record-event.js'
import { sealAfterMigration } from '../../src/infra/audit-log/reseal.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { rawQuery } from '../../src/infra/db/raw-query.js'
import { ok } from '../../src/lib/result.js'
import { verifyAtStart } from '../../src/oversight/jobs.js'
import { liftAppendOnly } from '../helpers/append-only.js'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { lastEvents } from '../helpers/events.js'
import { aHouse, testPassword } from '../helpers/factories.js'

const page = '/audit-log/verify'
const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ')

t.test('verify-audit-log: everything is gone through on demand, and what does not hold is named', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  await sealAfterMigration(house.db, [], new Set())
  const auditor = await house.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open(page)
  t.match(auditor.html, '还没有核对过')
  await auditor.submit({}, page)
  t.equal(auditor.url, page)
  t.match(auditor.html, 'bureauAuditor核对')
  t.match(auditor.html, '逐行与封存时一致')
  t.match(await lastEvents(house, 1), [{ type: 'logVerified', by: 'bureauAuditor', facts: { faults: 0 } }])
  await rawQuery(house.db, `update community set name = '假社区' where id = 2`)
  await rawQuery(house.db, 'delete from season_township')
  await liftAppendOnly(house.db, 'audit_event')
  await rawQuery(house.db, `update audit_event set account_name = '别人' where sequence = 1`)
  await auditor.submit({}, page)
  t.match(auditor.html, '请立即核查')
  t.match(textOf(auditor.html), /1\s*内容与它的指纹不符，被改动过/)
  t.match(textOf(auditor.html), /社区\s*2\s*内容与封存时不符，被改动过/)
  t.match(textOf(auditor.html), /街道（镇）目标\s*1\/1\s*不见了，没有日志说明删除过/)
  t.match(auditor.html, 'href="/audit-log?before&#x3D;2"')
})

t.test('every start goes through everything', async (t) => {
  const house = await testApp(t)
  await verifyAtStart(house.db, new Date('2026-11-29T01:00:00Z'))
  t.strictSame(await house.db.selectFrom('job').selectAll().execute(), [], 'not where nobody has begun')
  await aHouse(house)
  await sealAfterMigration(house.db, [], new Set())
  await verifyAtStart(house.db, new Date('2026-11-29T01:00:00Z'))
  await house.app.jobs.wake()
  const administrator = await house.visitor().signIn('administrator', testPassword)
  await administrator.open(page)
  t.match(administrator.html, '2027-05-20 09:00 启动时自动核对', 'on the day of the drill')
  t.notMatch(administrator.html, 'href="/audit-log"', 'an administrator does not browse the log')
  for await (const link of brokenLinks(house.db)) t.fail('the log holds', { link })
})

t.test('only the bureau’s auditor and the administrator', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  for (const role of ['townshipOfficer', 'electionOfficer', 'rollClerk', 'observer']) {
    const client = await aClient(house, role)
    t.equal((await client.get(page)).statusCode, 403, role)
    t.equal((await client.post(page, {})).statusCode, 403, role)
  }
})

t.test('the same from the command line', async (t) => {
  const file = join(t.testdir(), 'election.db')
  const house = await testApp(t, file)
  await inTransaction(house.db, async (trx) => {
    await trx.insertInto('township').values({ code: '001', name: '镇', kind: 'town' }).execute()
    return ok(await recordEvent(trx, systemActor('2027-05-20T01:00:00.000Z'), { type: 'signedIn' }, null))
  })
  const run = (...args: string[]) => {
    const script = fileURLToPath(new URL('../../scripts/verify-database.js', import.meta.url))
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })
    return { status, stdout, stderr }
  }
  t.match(run(file), { status: 0, stdout: '{"events":1,"rows":1,"faults":0}\n', stderr: '' })
  await rawQuery(house.db, `update township set name = '别的镇'`)
  t.match(run(file), { status: 1, stderr: '街道（镇）（township）1\tchanged\t1\n' })
  t.equal(run('--help').status, 2)
})
