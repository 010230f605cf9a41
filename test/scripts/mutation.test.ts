import { spawnSync } from 'node:child_process'
import type { MutantRunOptions } from '@stryker-mutator/api/test-runner'
import t, { Test } from 'tap'
import { load, makeRunner, prepare, runTest, testFiles } from '../../scripts/mutation/runner.js'
import standIn, { assertionsMade } from '../../scripts/mutation/tap-stand-in.js'

prepare()

t.test('an assertion holds under the stand-in exactly when it holds under tap', async (t) => {
  const date = new Date(0)
  for (const [method, ...args] of [
    ['ok', 1],
    ['ok', ''],
    ['notOk', undefined],
    ['notOk', 'x'],
    ['equal', 1, 1],
    ['equal', 1, '1'],
    ['equal', {}, {}],
    ['equal', Number.NaN, Number.NaN],
    ['not', {}, {}],
    ['not', 1, 1],
    ['same', { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }],
    ['same', { a: 1 }, { a: '1' }],
    ['same', { a: 1, b: undefined }, { a: 1 }],
    ['same', [1, 2], [1]],
    ['same', new Set([1]), new Set([2])],
    ['notSame', [1], [1]],
    ['notSame', [1], [2]],
    ['strictSame', { a: 1 }, { a: 1 }],
    ['strictSame', { a: 1 }, { a: '1' }],
    ['match', { a: 'xyz', b: 1 }, { a: /y/ }],
    ['match', { a: 'xyz' }, { a: /w/ }],
    ['match', ['ab'], ['a']],
    ['match', { a: 1 }, { a: 1, b: 2 }],
    ['match', date, Date],
    ['notMatch', 'abc', /b/],
    ['notMatch', 'abc', /d/],
    ['has', { a: 1, b: 2 }, { a: 1 }],
    ['has', { a: 1 }, { b: 2 }],
    ['throws', thrower, /wrong 7/],
    ['throws', thrower, /wrong 8/],
    ['throws', thrower, { message: 'wrong 7' }],
    ['throws', thrower, 'only a message'],
    ['throws', () => 1],
    ['doesNotThrow', () => 1],
    ['doesNotThrow', thrower],
  ] as const) {
    const real = new Test({ name: 'one assertion' })
    call(real, method, args)
    real.end()
    const mine = () => call(standIn, method, args)
    const name = `${method} ${args.map(String).join(' ')}`
    if (real.passing()) t.doesNotThrow(mine, name)
    else t.throws(mine, name)
  }
})

function thrower(): never {
  throw new Error('wrong 7')
}

function call(asserter: unknown, method: string, args: readonly unknown[]): void {
  ;(asserter as Record<string, (...args: readonly unknown[]) => void>)[method]?.(...args)
}

t.test('a rejection is awaited', async (t) => {
  await standIn.rejects(Promise.reject(new Error('wrong')), /wrong/)
  await t.rejects(standIn.rejects(Promise.resolve()))
})

t.test('with no mutant on, every test passes with as many assertions as under tap', async (t) => {
  t.ok(testFiles().length > 50)
  for (const name of ['rules/majority', 'rules/count', 'rules/timetable', 'lib/plain-date']) {
    const file = `dist/test/${name}.test.js`
    const before = assertionsMade()
    for (const test of await load(file)) t.match(await runTest(test), { failureMessage: undefined })
    const tap = spawnSync(process.execPath, [file], { encoding: 'utf8', env: { ...process.env, TAP: '1' } })
    const assertions = tap.stdout.split('\n').filter((line) => /^ +ok /.test(line))
    t.equal(assertionsMade() - before, assertions.length, name)
  }
})

/** As Stryker writes a changed rule: both sides, and the one that is on. */
const mutated = `
const context = globalThis.__stryker__
const isOn = (id) => {
  if (context.activeMutant === id && ++context.hitCount > context.hitLimit) throw new Error('too often')
  return context.activeMutant === id
}
export const limit = isOn('constant') ? 4 : 3
export const isEnough = (n) => (isOn('line') ? n > limit : n >= limit)
export const colour = () => (isOn('unseen') ? 'red' : 'blue')
export function countDown(n) { while (isOn('endless') || n > 0) n -= 1; return n }
`
const itsTest = `
import t from 'tap'
import { countDown, colour, isEnough } from '../../src/rules/limit.js'
t.test('the limit', async (t) => {
  t.equal(isEnough(3), true)
  t.ok(colour())
  t.equal(countDown(3), 0)
})
`

t.test('a changed rule is noticed, in a function and in a constant', async (t) => {
  const project = t.testdir({
    'package.json': '{ "type": "module" }',
    dist: {
      src: { rules: { 'limit.js': mutated } },
      test: { golden: {}, lib: {}, rules: { 'limit.test.js': itsTest } },
    },
  })
  const home = process.cwd()
  process.chdir(project)
  t.teardown(() => process.chdir(home))
  const runner = makeRunner()
  t.match(await runner.dryRun({} as never), { status: 'complete', tests: [{ name: /the limit/ }] })
  for (const { id, mutantActivation, status } of [
    { id: 'line', mutantActivation: 'runtime', status: 'killed' },
    { id: 'constant', mutantActivation: 'static', status: 'killed' },
    { id: 'constant', mutantActivation: 'runtime', status: 'survived' },
    { id: 'unseen', mutantActivation: 'runtime', status: 'survived' },
    { id: 'endless', mutantActivation: 'runtime', status: 'timeout' },
  ] as const) {
    const activeMutant = { id, fileName: 'src/rules/limit.ts' }
    const options = { activeMutant, mutantActivation, hitLimit: 100 } as unknown as MutantRunOptions
    t.match(await runner.mutantRun(options), { status }, `${id}, ${mutantActivation}`)
  }
})
