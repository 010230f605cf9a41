import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'

const script = fileURLToPath(new URL('../../scripts/count.js', import.meta.url))
const golden = fileURLToPath(new URL('../../../test/golden/elections/exactly-half/election.json', import.meta.url))

function count(args: readonly string[], input = ''): { code: number | null; out: string; err: string[] } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { input, encoding: 'utf8' })
  return { code: status, out: stdout, err: stderr.split('\n').filter((line) => line !== '') }
}

t.test('a file is counted and printed as JSON', async (t) => {
  const { code, out, err } = count([golden])
  t.equal(code, 0)
  t.same(err, [])
  t.match(JSON.parse(out), { valid: true, followUp: { kind: 'runoff' } })
})

t.test('standard input, and a mark of byte order before the JSON', async (t) => {
  t.match(count(['-'], '\uFEFF{}'), { code: 1, out: '' })
  t.ok(count(['-'], '\uFEFF{}').err.includes('ruleSet: 须为文字'))
})

t.test('what is refused has a line each on standard error and nothing on standard output', async (t) => {
  const file = join(t.testdir(), 'vote.json')
  writeFileSync(
    file,
    '{ "ruleSet": "national-2026", "form": "allVoters", "round": "first", "registered": -1, "posts": [], "ballots": [], "x": 1 }',
  )
  t.same(count([file]), { code: 1, out: '', err: ['registered: 不能小于0', 'posts: 至少一个职务', 'x: 不认识的项目'] })
  writeFileSync(file, '{ "ruleSet": ')
  t.match(count([file]), { code: 1, out: '', err: [/不是 JSON/] })
  t.match(count([join(t.testdirName, 'nowhere.json')]), { code: 1, out: '', err: [/读不了/] })
})

t.test('wrong usage', async (t) => {
  for (const args of [[], [golden, golden], ['--help']]) t.match(count(args), { code: 2, out: '', err: [/^用法/] })
})
