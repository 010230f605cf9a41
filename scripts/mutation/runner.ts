import { readdirSync } from 'node:fs'
import { register } from 'node:module'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { INSTRUMENTER_CONSTANTS, type InstrumenterContext } from '@stryker-mutator/api/core'
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin'
import {
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner'
import { takeRegistered } from './tap-stand-in.js'

/**
 * A test runner for Stryker that loads the tests once and runs them in its own process: starting one for each
 * of some thousand mutants would take hours. A mutant of a module's constants is tried on modules loaded anew.
 */
const folders = ['rules', 'lib', 'golden']

interface LoadedTest {
  readonly id: string
  readonly file: string
  readonly run: () => Promise<void>
}

/** Where Stryker's instrumented code reads which mutant is on, and counts what was reached. */
const context = ((globalThis as Record<string, unknown>)[INSTRUMENTER_CONSTANTS.NAMESPACE] ??=
  {}) as InstrumenterContext

let generation = 0
let loaded: LoadedTest[] | undefined

/** The compiled test files of the sandbox, from its top folder. */
export function testFiles(): string[] {
  return folders
    .flatMap((folder) => readdirSync(join('dist/test', folder), { withFileTypes: true, recursive: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.js'))
    .map((entry) => relative('.', join(entry.parentPath, entry.name)))
    .sort()
}

/** Prepares this process for tests: tap and fast-check give way to their stand-ins. */
export function prepare(): void {
  register(new URL('resolve-hook.js', import.meta.url))
}

/** Imports a test file, and with a new generation everything of the project that it imports. */
export async function load(file: string): Promise<LoadedTest[]> {
  takeRegistered()
  await import(`${pathToFileURL(file).href}?generation=${generation}`)
  return takeRegistered().map(({ name, run }) => ({ id: `${file} > ${name}`, file, run }))
}

async function loadAll(): Promise<LoadedTest[]> {
  const tests: LoadedTest[] = []
  for (const file of testFiles()) tests.push(...(await load(file)))
  return tests
}

/** Runs one test; a failure is a result, not an exception. */
export async function runTest({ id, run }: LoadedTest): Promise<TestResult> {
  const start = performance.now()
  const result = (failureMessage?: string): TestResult => {
    const base = { id, name: id, timeSpentMs: performance.now() - start }
    if (failureMessage === undefined) return { ...base, status: TestStatus.Success }
    return { ...base, status: TestStatus.Failed, failureMessage }
  }
  try {
    await run()
    return result()
  } catch (problem) {
    return result(String(problem))
  }
}

async function dryRun(): Promise<DryRunResult> {
  loaded = await loadAll()
  const tests: TestResult[] = []
  for (const test of loaded) {
    context.currentTestId = test.id
    tests.push(await runTest(test))
  }
  delete context.currentTestId
  return {
    status: DryRunStatus.Complete,
    tests,
    ...(context.mutantCoverage && { mutantCoverage: context.mutantCoverage }),
  }
}

/** When each test file last killed a mutant: the next one beside it often dies by the same. */
const killedLast = new Map<string, number>()

/** The test of the same name as the mutated file comes first, then those that killed last. */
function likeliestFirst<T>(items: readonly T[], fileOf: (item: T) => string, mutated: string): T[] {
  const own = mutated.replace(/^.*src\//, 'dist/test/').replace(/\.ts$/, '.test.js')
  const rank = (item: T): number =>
    fileOf(item) === own ? Number.POSITIVE_INFINITY : (killedLast.get(fileOf(item)) ?? 0)
  // Two of the mutated file's own differ by no number.
  return [...items].sort((a, b) => rank(b) - rank(a) || 0)
}

async function runUntilFailure(tests: readonly LoadedTest[]): Promise<TestResult[]> {
  const results: TestResult[] = []
  for (const test of tests) {
    const result = await runTest(test)
    results.push(result)
    if (result.status !== TestStatus.Failed) continue
    killedLast.set(test.file, performance.now())
    break
  }
  return results
}

/** A mutant that runs only while modules load: load file after file anew with the mutant on. */
async function runAnew(mutated: string): Promise<TestResult[]> {
  generation += 1
  const results: TestResult[] = []
  for (const file of likeliestFirst(testFiles(), (name) => name, mutated)) {
    const tests = await load(file).catch((problem: unknown) => [failedToLoad(file, problem)])
    results.push(...(await runUntilFailure(tests)))
    if (results.at(-1)?.status === TestStatus.Failed) break
  }
  return results
}

function failedToLoad(file: string, problem: unknown): LoadedTest {
  const run = () => Promise.reject(new Error('the file could not be loaded', { cause: problem }))
  return { id: file, file, run }
}

async function mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
  const { activeMutant, hitLimit, mutantActivation, testFilter } = options
  loaded ??= await loadAll()
  const wanted = testFilter && new Set(testFilter)
  const covering = loaded.filter(({ id }) => wanted?.has(id) ?? true)
  Object.assign(context, { activeMutant: activeMutant.id, hitCount: 0, hitLimit })
  try {
    const tests =
      mutantActivation === 'static'
        ? await runAnew(activeMutant.fileName)
        : await runUntilFailure(likeliestFirst(covering, ({ file }) => file, activeMutant.fileName))
    const result = determineHitLimitReached(context.hitCount, context.hitLimit)
    return toMutantRunResult(result ?? { status: DryRunStatus.Complete, tests })
  } finally {
    delete context.activeMutant
  }
}

/** What Stryker starts in a process of its own, in the folder of the copy that it has changed. */
export function makeRunner(): TestRunner {
  return { capabilities: () => ({ reloadEnvironment: true }), init: async () => prepare(), dryRun, mutantRun }
}
makeRunner.inject = [] as const

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'in-process', makeRunner)]
