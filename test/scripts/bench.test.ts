import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'

const script = fileURLToPath(new URL('../../scripts/bench.js', import.meta.url))
const bench = (...args: string[]) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })

t.test('a benchmark prints its row with its reference, and as JSON into the folder', async (t) => {
  const folder = t.testdir()
  const { status, stdout } = bench(folder, '--only', 'posted-list')
  t.equal(status, 0)
  t.match(stdout, /选民名单公告.*3400人.*\d+ ms\t.*\d+ ms\t[\d.]+ 倍\t\d+页/)
  const { results } = JSON.parse(readFileSync(join(folder, 'bench.json'), 'utf8')) as { results: object[] }
  t.match(results, [{ name: 'posted-list', milliseconds: Number, referenceMilliseconds: Number, ratio: Number }])
  t.equal(results.length, 1)
})

t.test('what there is not is wrong usage', async (t) => {
  for (const args of [['--only', 'nothing'], ['--only'], ['--every'], ['a', 'b']]) t.equal(bench(...args).status, 2)
})
