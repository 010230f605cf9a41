import { Worker } from 'node:worker_threads'
import t from 'tap'
import type { Finding } from '../../src/rules/finding.js'
import { readLimits } from '../../src/roll/register/cell.js'
import type { CheckedRow, RegisterCheck } from '../../src/roll/register/checked-register.js'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { fuzzedRegister } from '../helpers/fuzzed-registers.js'
import { check } from '../helpers/registers.js'
import { uploadRegister } from '../helpers/roll.js'

/** So many through the reader, and so many of them through the page. */
const readOnes = 5_000
const uploadedOnes = 120

// On a machine with other work to do.
t.setTimeout(120_000)

/**
 * Ends the process when one input takes longer than any should on the slowest machine: a loop that never gives way
 * stops every timer of its own thread. The number of the input is told.
 */
function watchdog(seconds: number) {
  const beat = new Int32Array(new SharedArrayBuffer(8))
  const code = `const { workerData: beat } = require('node:worker_threads')
    let last = -1, since = Date.now()
    setInterval(() => {
      if (beat[0] !== last) { last = beat[0]; since = Date.now() }
      if (Date.now() - since < ${seconds * 1000}) return
      require('node:fs').writeSync(2, 'the reader hangs on fuzzed register ' + (last - 1) + '\\n')
      process.kill(process.pid, 'SIGKILL')
    }, 500)`
  const worker = new Worker(code, { eval: true, workerData: beat })
  return { next: () => void Atomics.add(beat, 0, 1), stop: async () => void (await worker.terminate()) }
}

/** What a refusal or a note lacks that a person should be told. */
function faultsOfFinding({ code, message }: Finding): string[] {
  return [
    ...(/^[a-z0-9-]+$/.test(code) ? [] : [`code ${code}`]),
    ...(/\p{Script=Han}/u.test(message) ? [] : [`message ${message}`]),
  ]
}

/** A text that a database may refuse: PostgreSQL keeps no NUL, no encoding keeps half a pair. */
const cannotBeKept = /[^\P{Cc}\s]|\p{Cs}/u

function faultsOfRow({ verdict, findings, read, person }: CheckedRow): string[] {
  const has = (severity: Finding['severity']) => findings.some((finding) => finding.severity === severity)
  const expected = has('error') ? ['error'] : has('warning') ? ['warning'] : ['accepted', 'underAge']
  const codes = findings.map(({ code }) => code)
  const values = [...Object.values<unknown>(read), ...Object.values<unknown>({ ...person })].flat()
  const texts = values.filter((value) => typeof value === 'string')
  return [
    ...(expected.includes(verdict) ? [] : [`verdict ${verdict} with ${codes.join()}`]),
    ...(new Set(codes).size === codes.length ? [] : [`a code twice: ${codes.join()}`]),
    ...findings.flatMap(faultsOfFinding),
    ...texts.filter((text) => cannotBeKept.test(text)).map((text) => `text ${JSON.stringify(text)}`),
    ...texts.filter((text) => text.length > 20 * readLimits.cellLength).map((text) => `${text.length} characters`),
  ]
}

/** Everything about a report that does not add up. */
function faultsOfReport(report: RegisterCheck): string[] {
  const { checkedRows, errors, warnings, notes } = report
  const of = (verdict: CheckedRow['verdict']) => checkedRows.filter((row) => row.verdict === verdict).length
  const counts: Record<string, number> = {}
  for (const { code } of checkedRows.flatMap(({ findings }) => findings)) counts[code] = (counts[code] ?? 0) + 1
  const places = new Set(checkedRows.map(({ sheet, rowNumber }) => JSON.stringify([sheet, rowNumber])))
  const told = { ...errors, ...warnings }
  return [
    ...(report.rows === checkedRows.length ? [] : [`${report.rows} rows, ${checkedRows.length} given`]),
    ...(report.accepted === of('accepted') ? [] : ['accepted']),
    ...(report.underAge === of('underAge') ? [] : ['underAge']),
    ...(JSON.stringify(Object.entries(told).sort()) === JSON.stringify(Object.entries(counts).sort()) ? [] : ['codes']),
    ...(places.size === checkedRows.length ? [] : ['two rows in one place']),
    ...notes.flatMap(faultsOfFinding),
    ...checkedRows.flatMap(faultsOfRow),
  ]
}

t.test(`${readOnes} spoilt registers are refused with a reason or read with counts that add up`, async (t) => {
  t.setTimeout(120_000)
  const watch = watchdog(40)
  const before = process.resourceUsage().maxRSS
  const outcomes = { refused: 0, read: 0, rows: 0 }
  const faults: string[] = []
  for (let number = 0; number < readOnes && faults.length < 20; number++) {
    watch.next()
    const { what, bytes } = fuzzedRegister(number)
    try {
      const result = await check(bytes)
      const found = result.ok ? faultsOfReport(result.value) : faultsOfFinding(result.error)
      if (found.length > 0) faults.push(`${what}: ${[...new Set(found)].slice(0, 3).join('; ')}`)
      outcomes[result.ok ? 'read' : 'refused'] += 1
      if (result.ok) outcomes.rows += result.value.rows
    } catch (error) {
      faults.push(`${what}: ${(error as Error).stack?.slice(0, 400)}`)
    }
  }
  await watch.stop()
  t.strictSame(faults, [])
  t.ok(outcomes.read > 800 && outcomes.refused > 800, `both happen: ${JSON.stringify(outcomes)}`)
  const grown = Math.round((process.resourceUsage().maxRSS - before) / 1024)
  t.ok(grown < 400, `memory grew by ${grown} MB`)
})

t.test(`${uploadedOnes} of them through the page: staged whole or refused, and nobody on the roll`, async (t) => {
  const app = await testApp(t)
  const { db } = app
  const house = await aHouse(app, '2027-04-10')
  const { id } = await anElection(app, house, { until: 'electionCommitteeFormed' })
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  const states: Record<string, number> = {}
  const step = Math.floor(readOnes / uploadedOnes)
  t.setTimeout(120_000)
  const watch = watchdog(40)
  for (let number = 1; number <= uploadedOnes; number++) {
    watch.next()
    const { what, bytes } = fuzzedRegister(number * step)
    await uploadRegister(clerk, id, '名册.xlsx', bytes)
    if (bytes.length === 0) {
      t.equal(clerk.status, 422, what)
      continue
    }
    if (clerk.status !== 200) t.fail(`${what}: status ${clerk.status}`)
    const kept = await db.selectFrom('registerImport').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow()
    const staged = await db.selectFrom('registerRow').select('id').where('importId', '=', kept.id).execute()
    const result = await check(bytes)
    states[kept.state] = (states[kept.state] ?? 0) + 1
    const refusal = (JSON.parse(kept.report ?? '{}') as { refusal?: { code: string } }).refusal
    t.strictSame(
      { state: kept.state, rows: staged.length, code: refusal?.code },
      result.ok
        ? { state: 'staged', rows: result.value.rows, code: undefined }
        : { state: 'refused', rows: 0, code: result.error.code },
      what,
    )
  }
  await watch.stop()
  t.ok((states['staged'] ?? 0) > 15 && (states['refused'] ?? 0) > 15, JSON.stringify(states))
  t.equal((await db.selectFrom('voter').select('id').execute()).length, 0)
  t.equal((await db.selectFrom('pendingVoter').select('voterNumber').execute()).length, 0)
})
