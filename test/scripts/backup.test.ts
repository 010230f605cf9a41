import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { testApp, testSecrets } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'

const folder = t.testdir()
const old = join(folder, 'old')
const fresh = join(folder, 'fresh')
const file = join(folder, 'backup.gz')

/** One of the two commands on the database of a folder. */
function run(command: 'backup' | 'restore', place: string, ...args: string[]) {
  const script = fileURLToPath(new URL(`../../scripts/${command}.js`, import.meta.url))
  const env: NodeJS.ProcessEnv = { ...process.env }
  for (const secret of ['SESSION_SECRET', 'DATA_KEY']) delete env[secret]
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    env: { ...env, DATABASE_URL: join(place, 'election.db') },
    encoding: 'utf8',
  })
  return { code: status, out: stdout, err: stderr }
}

t.test('a running house is copied into a file and comes back from it elsewhere', async (t) => {
  for (const place of [old, fresh]) mkdirSync(place)
  const test = await testApp(t, join(old, 'election.db'))
  await aHouse(test)
  t.match(run('backup', old, file), { code: 1, err: /数据密钥/ }, 'without its key a backup would be of no use')
  t.notOk(existsSync(join(old, 'secrets.json')), 'and none is made')
  writeFileSync(join(old, 'secrets.json'), JSON.stringify(testSecrets), { mode: 0o600 })

  const backup = run('backup', old, file)
  t.equal(backup.code, 0, backup.err)
  t.match(JSON.parse(backup.out), { file, rows: Number, tables: Number, sha256: /^[0-9a-f]{64}$/ })
  t.equal(statSync(file).mode & 0o777, 0o600, 'for its owner alone')
  t.match(run('backup', old, file), { code: 1, err: /已有这个文件/ })

  t.match(run('restore', fresh, file), { code: 1, err: /secrets\.json/ })
  t.notOk(existsSync(join(fresh, 'election.db')), 'nothing is made')
  copyFileSync(join(old, 'secrets.json'), join(fresh, 'secrets.json'))
  const restored = run('restore', fresh, file)
  t.equal(restored.code, 0, restored.err)
  const { rows } = JSON.parse(backup.out) as { rows: number }
  t.match(JSON.parse(restored.out), { rows, isLogWhole: true })
  t.match(run('restore', fresh, file), { code: 1, err: /已经有数据/ })
})

t.test('what cannot be done is said, and what is not understood is answered by how to ask', async (t) => {
  t.match(run('backup', join(folder, 'nowhere'), join(folder, 'x.gz')), { code: 1, err: /没有数据库/ })
  t.match(run('restore', fresh, join(folder, 'nowhere.gz')), { code: 1 })
  for (const command of ['backup', 'restore'] as const) {
    for (const args of [[], ['-'], ['a', 'b'], ['--all']]) {
      t.match(run(command, old, ...args), { code: 2, err: new RegExp(`用法：npm run --silent ${command}`) })
    }
  }
})
