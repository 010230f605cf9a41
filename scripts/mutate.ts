import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Stryker } from '@stryker-mutator/core'

/**
 * Changes the rules in every small way (a threshold, a comparison, an offset, a sentence) and reports the
 * changes that no test notices.
 *   npm run mutate                       every rule and the library
 *   npm run mutate -- majority turnout   those rules
 * What survives and why it may: scripts/mutation/survivors.md. MUTATION_REPORT=FILE keeps the report as JSON.
 */
const project = fileURLToPath(new URL('../..', import.meta.url))
process.chdir(project)
// Far from China, as in `npm test`.
process.env.TZ = 'America/Anchorage'

const names = process.argv.slice(2)
const everything = ['src/rules/**/*.ts', 'src/lib/*.ts', '!src/lib/stroke-data.ts']
const chosen = names.map((name) => `src/{rules,lib}/**/${name}.ts`)
const work = mkdtempSync(join(tmpdir(), 'juxuan-mutation-'))

// The copy that is changed and compiled lies beside it.
symlinkSync(join(project, 'node_modules'), join(work, 'node_modules'))

const stryker = new Stryker({
  mutate: chosen.length > 0 ? chosen : everything,
  plugins: [fileURLToPath(new URL('mutation/runner.js', import.meta.url))],
  testRunner: 'in-process',
  coverageAnalysis: 'perTest',
  symlinkNodeModules: false,
  buildCommand: 'node ../node_modules/tsc7/bin/tsc --sourceMap false',
  ignorePatterns: ['dist', 'data', '.fonts', '.tap', 'templates'],
  tempDirName: work,
  reporters: ['progress-append-only', 'clear-text', 'json'],
  clearTextReporter: { logTests: false, reportTests: false, allowColor: false, skipFull: true },
  jsonReporter: { fileName: process.env.MUTATION_REPORT ?? join(work, 'report.json') },
  // The whole law is held to this; of a few rules a survivor that nothing can notice weighs too much.
  thresholds: { high: 99, low: 97, break: names.length > 0 ? null : 97 },
  concurrency: 1,
  // Modules loaded anew for a mutant stay in memory until their process ends.
  maxTestRunnerReuse: 500,
  allowEmpty: false,
})

try {
  await stryker.runMutationTest()
} catch {
  // Stryker has said why.
  process.exitCode = 1
} finally {
  rmSync(work, { recursive: true, force: true })
}
