// Runs the compiled tests with tap and ends with one line: N passed, N failed.
//   node scripts/run-tests.mjs            all
//   node scripts/run-tests.mjs rules lib  those folders of test/
//   … --postgres                          every application that a test starts over PostgreSQL instead of SQLite
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const asked = process.argv.slice(2)
const folders = asked.filter((one) => one !== '--postgres')
const postgres = asked.includes('--postgres') ? await startPostgres() : undefined
const tests = join(root, 'dist', 'test')

const files = readdirSync(tests, { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.test.js'))
  .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
  .filter((file) => folders.length === 0 || folders.some((folder) => file.startsWith(`dist/test/${folder}`)))
  .sort()

const work = mkdtempSync(join(tmpdir(), 'juxuan-tap-'))
const report = join(work, 'report.tap')
const coverage = folders.length > 0 || postgres ? ['--disable-coverage'] : []
// Far from China, so that a day taken from the machine's own time zone shows itself.
const env = { ...process.env, TZ: 'America/Anchorage', ...(postgres && { TEST_POSTGRES: postgres.url }) }
const args = ['node_modules/.bin/tap', 'run', '--reporter=terse', `--output-file=${report}`, ...coverage, ...files]
const tap = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] })

tap.on('close', async (code) => {
  await postgres?.stop()
  const text = readFileSync(report, 'utf8')
  const { passed, failed } = count(text)
  if (code !== 0) console.log(failuresIn(text))
  rmSync(work, { recursive: true, force: true })
  // A run may fail without a failed assertion: a crash, a time-out, a rule without full coverage.
  const failures = code === 0 || failed > 0 ? failed : failed + 1
  console.log(`${passed} passed, ${failures} failed`)
  process.exit(code === 0 && failures === 0 && passed > 0 ? 0 : 1)
})

async function startPostgres() {
  const { launchPostgres } = await import('../dist/test/helpers/postgres-server.js')
  return await launchPostgres()
}

/** Every failed line of the report with the lines that explain it, whatever the reporter showed. */
function failuresIn(text) {
  const lines = text.split('\n')
  return lines
    .flatMap((line, index) => (/^\s*not ok/.test(line) ? [...lines.slice(index, index + 14), ''] : []))
    .slice(0, 200)
    .join('\n')
}

/** The totals that tap writes at the end of its report; a report without them has counted nothing. */
function count(text) {
  const totals = [...text.matchAll(/^# \{ total: \d+, pass: (\d+)(?:, fail: (\d+))?/gm)].at(-1)
  return { passed: Number(totals?.[1] ?? 0), failed: Number(totals?.[2] ?? 0) }
}
