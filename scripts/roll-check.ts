import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { parsePlainDate } from '../src/lib/plain-date.js'
import { checkRegisterRows, registerCounts } from '../src/roll/register/check-register.js'
import { findRuleSet } from '../src/rules/rule-sets.js'

const usage = `usage: npm run --silent roll:check -- FILE --election-day YYYY-MM-DD [--rule-set ID]

Reads a population register (.xlsx or .csv) as the import page does, writes nothing and prints the counts as JSON.
`

function wrongUsage(reason: string): number {
  process.stderr.write(`${reason}\n\n${usage}`)
  return 2
}

function readArguments(words: string[]) {
  const options = { 'election-day': { type: 'string' }, 'rule-set': { type: 'string' } } as const
  try {
    return parseArgs({ args: words, options, allowPositionals: true })
  } catch (error) {
    return (error as Error).message
  }
}

/** Exit code: 0 printed, 1 the register was refused (one line a finding on standard error), 2 wrong usage. */
async function rollCheck(words: string[]): Promise<number> {
  const read = readArguments(words)
  if (typeof read === 'string') return wrongUsage(read)
  const [path, ...others] = read.positionals
  if (path === undefined || others.length > 0) return wrongUsage('one FILE is needed')
  const electionDay = parsePlainDate(read.values['election-day'] ?? '')
  if (electionDay === undefined) return wrongUsage('--election-day needs a day of the calendar, like 2027-05-16')
  const ruleSet = findRuleSet(read.values['rule-set'] ?? 'national-2026')
  if (ruleSet === undefined) return wrongUsage(`there is no rule set ${read.values['rule-set']}`)
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => error)
  if (bytes instanceof Error) {
    process.stderr.write(`file-not-read: 文件打不开（${bytes.code ?? bytes.message}）：${path}\n`)
    return 1
  }
  const { votingAge } = ruleSet
  const checked = await checkRegisterRows(
    { fileName: basename(path), bytes },
    { electionDay, votingAge },
    () => undefined,
  )
  if (!checked.ok) {
    process.stderr.write(`${checked.error.code}: ${checked.error.message}\n`)
    return 1
  }
  for (const note of checked.value.notes) process.stderr.write(`${note.code}: ${note.message}\n`)
  process.stdout.write(`${JSON.stringify(registerCounts(checked.value), null, 2)}\n`)
  return 0
}

process.exitCode = await rollCheck(process.argv.slice(2))
