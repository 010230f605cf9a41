import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { fingerprintGroups } from '../../src/lib/fingerprint.js'
import { aDeclaredElection } from '../helpers/record.js'

const script = fileURLToPath(new URL('../../scripts/verify.js', import.meta.url))

function verify(args: readonly string[], input = ''): { code: number | null; out: string; err: string[] } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { input, encoding: 'utf8' })
  return { code: status, out: stdout, err: stderr.split('\n').filter((line) => line !== '') }
}

t.test('a record is verified from a file or from standard input', async (t) => {
  const { record } = await aDeclaredElection(t, 'clean', 'allVoters', 200)
  const text = JSON.stringify(record)
  const file = join(t.testdir(), 'record.json')
  writeFileSync(file, text)
  const { code, out, err } = verify([file])
  t.equal(code, 0)
  t.same(err, [])
  const { fingerprint } = record.seal
  t.match(JSON.parse(out), { verified: true, votes: 1, followUp: 'none', fingerprint: fingerprintGroups(fingerprint) })
  t.equal(verify(['-'], `\uFEFF${text}`).code, 0)

  writeFileSync(file, text.replace('"termNumber":', '"termNumber":1'))
  t.same(verify([file]), {
    code: 1,
    out: '',
    err: ['election: 内容与封存时的指纹不符', 'seal.fingerprint: 整份记录的指纹与内容不符'],
  })
})

t.test('what cannot be read, or is no record, has a line each on standard error', async (t) => {
  t.match(verify(['-'], '{'), { code: 1, out: '', err: [/不是 JSON/] })
  t.match(verify([join(t.testdirName, 'nowhere.json')]), { code: 1, out: '', err: [/读不了/] })
  const { code, err } = verify(['-'], '{}')
  t.equal(code, 1)
  t.ok(err.some((line) => line.startsWith('votes: 不合格式')))
})

t.test('wrong usage', async (t) => {
  for (const args of [[], ['a', 'b'], ['--help']]) t.match(verify(args), { code: 2, out: '', err: [/^用法/] })
})
