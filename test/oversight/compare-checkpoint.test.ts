import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { brokenLinks } from '../../src/infra/audit-log/check-chain.js'
import { brokenRows } from '../../src/infra/audit-log/check-rows.js'
import { rawQuery } from '../../src/infra/db/raw-query.js'
import { signerFor } from '../../src/infra/security/signing.js'
import { type Checkpoint, checkpointFormat, signedCheckpoint } from '../../src/oversight/checkpoint-schema.js'
import { testSecrets, type TestApp } from '../helpers/app.js'
import { aSealedHouse, compareFile, comparePage, makeCheckpoint } from '../helpers/checkpoint.js'
import { lastEvents } from '../helpers/events.js'
import { verifyFile } from '../helpers/rate-report.js'
import { rewriteLog, takeGuardsAway } from '../helpers/rewrite-log.js'

const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

async function faultsOf({ db }: TestApp): Promise<object[]> {
  const found: object[] = []
  for await (const link of brokenLinks(db)) found.push(link)
  for await (const row of brokenRows(db)) found.push(row)
  return found
}

/** The same signed by somebody who has not the data key, and so another. */
function signedByAnother({ format, bureau, kind, sequence, events, hash, madeOn, madeAt }: Checkpoint): Checkpoint {
  const open = { format, bureau, kind, sequence, events, hash, madeOn, madeAt }
  return signedCheckpoint(open, signerFor('e'.repeat(64)))
}

t.test('compare-checkpoint: the same, by file and by what is typed from paper', async (t) => {
  const { house, auditor } = await aSealedHouse(t)
  const made = await makeCheckpoint(house, auditor)
  await compareFile(auditor, made)
  t.equal(auditor.url, comparePage)
  t.match(textOf(auditor.html), /相同 第 \d+ 条与存证相同，它和以前的日志今天一条不少/)
  t.match(textOf(auditor.html), '签名有效 签名是本系统签的')
  t.match(await lastEvents(house, 1), [
    { type: 'checkpointCompared', facts: { lastEvent: made.sequence, compared: 'same', signedBy: 'ours' } },
  ])
  for (const groups of [
    made.hash.slice(0, 32),
    made.hash,
    ` ${made.hash.slice(0, 32).toUpperCase().replaceAll('0', 'O').replaceAll('1', 'l').match(/.{4}/g)?.join(' - ') ?? ''}`,
  ]) {
    await auditor.submit({ sequence: `　${made.sequence} `, groups }, comparePage)
    t.match(textOf(auditor.html), '相同 第', groups)
    t.match(auditor.html, '照纸填写的，不核对签名')
  }
  t.match(await lastEvents(house, 1), [{ facts: { compared: 'same', signedBy: 'unknown' } }])
})

t.test('another event, an earlier one changed, and a log that ends too soon are told apart', async (t) => {
  const { house, auditor } = await aSealedHouse(t)
  await makeCheckpoint(house, auditor)
  const made = await makeCheckpoint(house, auditor)
  await auditor.open(comparePage)
  await auditor.submit({ sequence: String(made.sequence), groups: 'abcd'.repeat(8) }, comparePage)
  t.match(textOf(auditor.html), `第 ${made.sequence} 条与存证不符`)
  t.match(auditor.html, '今天的日志自己逐条相连', 'so the paper is of another log')
  await auditor.submit({ sequence: '99999', groups: made.hash.slice(0, 32) }, comparePage)
  t.match(textOf(auditor.html), /缺少 今天的日志只到第 \d+ 条，比存证的少/)
  t.match(auditor.html, '没有这一条')

  await takeGuardsAway(house.db)
  await rawQuery(house.db, `update audit_event set account_name = '别人' where sequence = 2`)
  await compareFile(auditor, made)
  t.match(
    textOf(auditor.html),
    `不符 第 ${made.sequence} 条与存证相同，但它以前的日志被改动过。今天的日志在第 2 条处断开：内容与它的指纹不符`,
  )
  await rawQuery(house.db, `update audit_event set account_name = '别人' where sequence = ${made.sequence}`)
  await compareFile(auditor, made)
  t.match(textOf(auditor.html), `第 ${made.sequence} 条与存证不符：它或者它以前的日志在存证以后被改动过`)
  await rawQuery(house.db, `delete from audit_event where sequence = ${made.sequence}`)
  await compareFile(auditor, made)
  t.match(auditor.html, '没有这一条', 'later ones there are')
  t.match(await lastEvents(house, 1), [{ facts: { compared: 'altered' } }])
})

t.test('what comes after a checkpoint is nothing to it', async (t) => {
  const { house, auditor } = await aSealedHouse(t)
  const made = await makeCheckpoint(house, auditor)
  await makeCheckpoint(house, auditor)
  await takeGuardsAway(house.db)
  await rawQuery(house.db, `update audit_event set account_name = '别人' where sequence > ${made.sequence}`)
  t.ok((await faultsOf(house)).length > 0)
  await compareFile(auditor, made)
  t.match(textOf(auditor.html), '相同 第')
})

t.test(
  'whoever rewrites the whole log and every seal is found by an old checkpoint, and by nothing else',
  async (t) => {
    const { house, auditor } = await aSealedHouse(t)
    const early = await makeCheckpoint(house, auditor)
    const events = await house.db.selectFrom('auditEvent').select('sequence').orderBy('sequence', 'desc').execute()
    t.ok(events.length > early.sequence)
    await rewriteLog(
      house.db,
      `update community set name = '假社区' where id = 2`,
      `update audit_event set account_name = '别人' where sequence = 1`,
    )
    t.strictSame(await faultsOf(house), [], 'the log holds, and every row is as it is sealed')

    await auditor.open('/audit-log/verify')
    await auditor.submit({}, '/audit-log/verify')
    t.match(auditor.html, '日志里这一条与存证时不符', 'a checkpoint left in the house gives it away')
    await auditor.open('/audit-log/checkpoints')
    t.match(auditor.html, 'status-wrong">不符')
    await compareFile(auditor, early)
    t.match(auditor.html, '是连同指纹一起重新做过的，只有存证能看出来')
    t.match(textOf(auditor.html), '签名有效')

    await rewriteLog(house.db, `delete from row_seal where table_name = 'log_checkpoint'`, 'delete from log_checkpoint')
    t.strictSame(await faultsOf(house), [])
    await auditor.open('/audit-log/verify')
    await auditor.submit({}, '/audit-log/verify')
    t.match(auditor.html, '日志存证都对得上', 'without it the house knows of nothing')
    await compareFile(auditor, early)
    t.match(textOf(auditor.html), `第 ${early.sequence} 条与存证不符`, 'the one kept elsewhere does')
    await auditor.submit({ sequence: String(early.sequence), groups: early.hash.slice(0, 32) }, comparePage)
    t.match(textOf(auditor.html), `第 ${early.sequence} 条与存证不符`, 'from paper too')
  },
)

t.test('nobody signs a new checkpoint in the place of the old one without the data key', async (t) => {
  const { house, auditor } = await aSealedHouse(t)
  const forged = signedByAnother(await makeCheckpoint(house, auditor))
  await compareFile(auditor, forged)
  t.match(textOf(auditor.html), '签名不是本系统的')
  t.match(auditor.html, '文件里写的单位是“奉化市民政局”')
  t.match(await lastEvents(house, 1), [{ facts: { compared: 'same', signedBy: 'other' } }])
  await rewriteLog(
    house.db,
    `update log_checkpoint set public_key = '${forged.signature.publicKey}', signature = '${forged.signature.value}'`,
  )
  t.strictSame(await faultsOf(house), [])
  await auditor.submit({}, '/audit-log/verify')
  await auditor.open('/audit-log/verify')
  await auditor.submit({}, '/audit-log/verify')
  t.match(auditor.html, '签名不是本系统签的，或者存证的内容被改动过')
})

t.test('a file that was changed, and what is no checkpoint', async (t) => {
  const { house, auditor } = await aSealedHouse(t)
  const made = await makeCheckpoint(house, auditor)
  await compareFile(auditor, { ...made, madeOn: '2027-05-21' })
  t.match(textOf(auditor.html), '签名不对 签名与内容对不上')
  t.match(await lastEvents(house, 1), [{ facts: { compared: 'same', signedBy: 'nobody' } }])
  for (const [content, message] of [
    ['', '请选择存证的数据文件'],
    ['{', '这不是日志存证的数据文件'],
    ['null', '这不是日志存证的数据文件'],
    ['{"format":{"name":"juxuan-rate-report","version":1}}', '这不是日志存证的数据文件'],
    [`{"format":{"name":"juxuan-checkpoint"},"x":"${'x'.repeat(20_000)}"}`, '这不是日志存证的数据文件'],
    [{ ...made, hash: 'abc' }, '不完整，或者被改动过：hash 不是 64 位十六进制数'],
    [{ ...made, more: 1 }, '不完整，或者被改动过'],
    [{ ...made, sequence: '7' }, '不完整，或者被改动过：sequence'],
    [{ ...made, format: { name: checkpointFormat.name, version: 2 } }, '不完整，或者被改动过：format.version'],
  ] as const) {
    await compareFile(auditor, content)
    t.equal(auditor.status, 422)
    t.match(auditor.html, message)
  }
  for (const [typed, message] of [
    [{ sequence: '', groups: made.hash }, '请照存证单填写序号'],
    [{ sequence: '0', groups: made.hash }, '请照存证单填写序号'],
    [{ sequence: '12x', groups: made.hash }, '请照存证单填写序号'],
    [{ sequence: '12', groups: '8f31' }, '请照存证单填写第 1 行的 8 组'],
    [{ sequence: '12', groups: made.hash.slice(0, 33) }, '请照存证单填写第 1 行的 8 组'],
    [{ sequence: '12', groups: 'wxyz'.repeat(8) }, '请照存证单填写第 1 行的 8 组'],
  ] as const) {
    await auditor.open(comparePage)
    await auditor.submit(typed, comparePage)
    t.equal(auditor.status, 422)
    t.match(auditor.html, message)
    t.match(auditor.html, `value="${typed.groups}"`, 'what was typed is kept')
  }
})

t.test('everybody sees their own comparison', async (t) => {
  const { house, auditor } = await aSealedHouse(t)
  await compareFile(auditor, await makeCheckpoint(house, auditor))
  const administrator = await house.visitor().signIn('administrator', 'test password one')
  await administrator.open(comparePage)
  t.notMatch(administrator.html, '的比对</h2>')
})

const script = fileURLToPath(new URL('../../scripts/verify-database.js', import.meta.url))

t.test('the same from the command line, with the key and without', async (t) => {
  const folder = t.testdir()
  const { house, auditor } = await aSealedHouse(t, join(folder, 'election.db'))
  const made = await makeCheckpoint(house, auditor)
  const save = (name: string, content: unknown) => {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
    return join(folder, name)
  }
  const file = save('checkpoint.json', made)
  const run = (...args: string[]) => {
    const env = { ...process.env, DATA_KEY: testSecrets.dataKey }
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', env })
    return { status, out: stdout === '' ? {} : (JSON.parse(stdout) as object), stderr }
  }
  const database = join(folder, 'election.db')
  const well = { checkpoint: { sequence: made.sequence, log: 'same', signedBy: 'ours' }, faults: 0 }
  t.match(run(database, '--checkpoint', file), { status: 0, out: well, stderr: '' })
  t.match(run('--checkpoint', file, database), { status: 0, out: well })
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'DATA_KEY'))
  const keyless = spawnSync(process.execPath, [script, database, '--checkpoint', file], { encoding: 'utf8', env })
  t.equal(keyless.status, 0)
  t.match(JSON.parse(keyless.stdout), { checkpoint: { signedBy: 'unknown' } }, 'and no key is made')
  const forged = save('forged.json', { ...made, events: 1 })
  t.match(run(database, '--checkpoint', forged), { status: 1, stderr: '签名与内容对不上' })
  const other = save('other.json', signedByAnother(made))
  t.match(run(database, '--checkpoint', other), { status: 1, stderr: '不是本系统的密钥签的' })
  t.match(run(database, '--checkpoint', save('no.json', '{}')), { status: 1, stderr: '不是日志存证' })
  t.match(run(database, '--checkpoint', join(folder, 'none.json')), { status: 1, stderr: '读不了' })
  t.equal(run(database, '--checkpoint').status, 2)
  t.equal(run(database, file).status, 2)

  await rewriteLog(house.db, `update audit_event set account_name = '别人' where sequence = 1`)
  t.match(run(database), { status: 0, out: { faults: 0 } }, 'the log alone tells nothing')
  t.match(run(database, '--checkpoint', file), {
    status: 1,
    out: { faults: 0, checkpoint: { log: 'altered' } },
    stderr: `存证 ${made.sequence}\taltered\t`,
  })
})

t.test('a file alone is checked by its signature', async (t) => {
  const { house, auditor } = await aSealedHouse(t)
  const made = await makeCheckpoint(house, auditor)
  const { code, out } = verifyFile(JSON.stringify(made))
  t.equal(code, 0)
  t.match(JSON.parse(out), { verified: true, checkpoint: made.sequence, bureau: '奉化市民政局' })
  t.match(verifyFile(JSON.stringify({ ...made, events: 1 })), { code: 1, err: ['signature: 签名与内容对不上'] })
  t.match(verifyFile(JSON.stringify({ ...made, hash: '' })).err, [/^hash: 不合格式/])
})
