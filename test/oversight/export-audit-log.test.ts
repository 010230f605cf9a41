import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse } from 'csv-parse/sync'
import t from 'tap'
import { recordEvent } from '../../src/infra/audit-log/record-event.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { ok } from '../../src/lib/result.js'
import type { LogLine } from '../../src/oversight/log-line-schema.js'
import { type TestApp, testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { lastEvents } from '../helpers/events.js'
import { aHouse, anElection } from '../helpers/factories.js'

const url = '/audit-log/export'
const reason = '配合市纪委核查'
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const schema = readFileSync(new URL('../../../templates/assets/audit-log-line.schema.json', import.meta.url), 'utf8')

/** A house with a posted roll, a ballot handed out and a voter taken off it. */
async function aLoggedHouse(house: TestApp) {
  const made = await aHouse(house)
  const { id, voterIds } = await anElection(house, made, { until: 'registerImported' })
  const actor = { accountId: 1, name: '陈国强', role: 'electionOfficer', at: '2027-05-20T01:00:00.000Z' }
  const [voterId = 0] = voterIds
  const hash = 'a'.repeat(64)
  await inTransaction(house.db, async (trx) => {
    const posted = { version: 1, voters: 30, electors: 30, hash, on: '2027-04-25', acknowledged: [] } as const
    await recordEvent(trx, actor, { type: 'rollPosted', ...posted, acknowledged: [] }, id)
    await recordEvent(trx, actor, { type: 'voterRemoved', voterId, reason: '王伟已迁出' }, id)
    return ok(undefined)
  })
  return { id, voterId }
}

/** Every link as whoever has the file alone reckons it. */
function wrongLinks(lines: readonly LogLine[]): string[] {
  return lines.flatMap((line, index) => {
    const { previousHash, previousInElection, sequence, at, electionId, type, actorHash, contentHash, opened } = line
    const list = [previousHash, previousInElection, sequence, at, electionId, type, actorHash, contentHash]
    const older = lines[index + 1]
    return [
      sha256(JSON.stringify(list)) === line.hash ? '' : `${sequence} is not what its hash was made of`,
      older === undefined || older.hash === previousHash ? '' : `${sequence} does not follow`,
      opened && sha256(JSON.stringify([opened.key, opened.content])) !== contentHash
        ? `${sequence} says something else`
        : '',
    ].filter((fault) => fault !== '')
  })
}

t.test('export-audit-log: lines whose links anybody can check, without a name of anybody', async (t) => {
  const house = await testApp(t)
  await aLoggedHouse(house)
  const auditor = await aClient(house, 'bureauAuditor')
  t.match((await auditor.get('/audit-log?type=voterRemoved')).body, 'href="/audit-log/export?type&#x3D;voterRemoved"')
  const { sequence } = await house.db.selectFrom('auditHead').select('sequence').executeTakeFirstOrThrow()
  t.equal((await auditor.post(url, { reason, format: 'jsonl' })).statusCode, 303)
  t.match(await lastEvents(house, 1), [
    { type: 'logExported', by: 'bureauAuditor', facts: { range: '全部', withNames: false, rows: sequence, reason } },
  ])
  const page = (await auditor.get(url)).body
  t.match(page, `${url}/file`)
  const answer = await auditor.get(`${url}/file`)
  t.match(page, createHash('sha256').update(answer.rawPayload).digest('hex'))
  t.match(await lastEvents(house, 1), [{ type: 'logExportFetched', by: 'bureauAuditor' }])
  const lines = answer.body
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as LogLine)
  t.strictSame(
    lines.map((line) => line.sequence),
    Array.from({ length: sequence }, (_, n) => sequence - n),
    'the whole log, newest first',
  )
  t.strictSame(wrongLinks(lines), [])
  t.equal(lines.at(-1)?.previousHash, '0'.repeat(64), 'down to the first')
  const validate = new Ajv2020({ validateFormats: false }).compile(JSON.parse(schema) as object)
  for (const line of lines) t.ok(validate(line), JSON.stringify(validate.errors))
  t.notOk(validate({ ...lines[0], extra: 1 }))
  for (const name of ['王伟', '陈国强', 'bureauAuditor']) t.notMatch(answer.body, `"${name}`, `${name} is not in it`)
  t.notMatch(answer.body, '王伟', 'nor within what was written')
  const posted = lines.find(({ type }) => type === 'rollPosted')
  t.match(posted?.inWords, '选民数：30', 'what names nobody is opened')
  t.match(posted?.roleText, '选举委员会负责人')
  const altered = lines.map((line) => (line.type === 'rollPosted' ? { ...line, at: '2027-05-21T01:00:00.000Z' } : line))
  t.equal(wrongLinks(altered).length, 1, 'a line that was changed is found from the file alone')
  t.equal(wrongLinks(lines.filter(({ type }) => type !== 'rollPosted')).length, 1, 'and one that was left out')
})

t.test('with names only where they are asked for, and with what was narrowed down', async (t) => {
  const house = await testApp(t)
  const { id, voterId } = await aLoggedHouse(house)
  const auditor = await aClient(house, 'bureauAuditor')
  const narrowed = { election: String(id), type: 'area-roll', about: `voter-${voterId}` }
  await auditor.post(url, { reason, format: 'csv', withNames: 'yes', ...narrowed })
  const [event] = await lastEvents(house, 1)
  t.match(event, { type: 'logExported', facts: { format: 'csv', withNames: true, rows: 1 } })
  t.match(String((event?.facts as { range: string }).range), '奉中社区第九届换届，关于选民王伟（1号），选民名单')
  const { body, headers } = await auditor.get(`${url}/file`)
  t.match(headers['content-type'], 'text/csv')
  t.equal(headers['cache-control'], 'no-store')
  t.equal([...body].filter((character) => character === '\uFEFF').length, 1)
  const [heads, ...rows]: string[][] = parse(Buffer.from(body), { bom: true })
  t.strictSame(heads, ['序号', '时间', '何人', '岗位', '何处', '事项', '内容', '上一条指纹', '指纹'])
  t.equal(rows.length, 1)
  t.match(
    rows[0]?.join(),
    '2027-05-20 09:00:00,陈国强,选举委员会负责人,奉中社区,取消选民,选民：王伟（1号）　原因：王伟已迁出',
  )
  await auditor.post(url, { reason, format: 'csv', ...narrowed })
  const nameless = (await auditor.get(`${url}/file`)).body
  t.match(nameless, '（可能有姓名，未导出）')
  t.notMatch(nameless, /王伟|陈国强|何人/)
})

t.test('what it is for is asked, and nobody else has the file', async (t) => {
  const house = await testApp(t)
  await aLoggedHouse(house)
  const auditor = await aClient(house, 'bureauAuditor')
  for (const { values, message } of [
    { values: { format: 'csv' }, message: '请写明导出的用途和依据' },
    { values: { format: 'csv', reason: '核对' }, message: '请把用途写清楚，至少四个字' },
    { values: { format: 'pdf', reason }, message: '请选择格式' },
    { values: { format: 'csv', reason, from: 'soon' }, message: '请按 2027-05-20' },
  ]) {
    const page = await auditor.post(url, { ...values, type: 'voterRemoved' })
    t.equal(page.statusCode, 422)
    t.match(page.body, message)
    t.match(page.body, 'name="type" value="voterRemoved"', 'what was chosen is kept')
  }
  t.equal((await auditor.get(`${url}/file`)).statusCode, 404, 'nothing was made')
  t.notOk((await lastEvents(house, 20)).some(({ type }) => type === 'logExported'))
  await auditor.post(url, { reason, format: 'csv' })
  t.match((await auditor.get(`${url}?format=json`)).json(), { isActive: false })
  const other = await aClient(house, 'bureauAuditor-2')
  t.equal((await other.get(`${url}/file`)).statusCode, 404)
  for (const role of ['administrator', 'townshipOfficer', 'electionOfficer', 'rollClerk', 'observer']) {
    const client = await aClient(house, role)
    for (const address of [url, `${url}/file`]) t.equal((await client.get(address)).statusCode, 403, role)
    t.equal((await client.post(url, { reason, format: 'csv' })).statusCode, 403, role)
  }
  await house.db.deleteFrom('storedFilePiece').execute()
  await house.db.deleteFrom('storedFile').execute()
  t.match((await auditor.get(url)).body, '上一次的文件已经过期')
})
