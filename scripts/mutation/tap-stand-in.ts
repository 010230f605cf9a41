import { createRequire } from 'node:module'

/**
 * What the tests of the rules use of tap, without its processes, stack traces and reports: an assertion costs
 * a comparison, and the first that fails ends its test. The comparisons are tap's own, so that a test means
 * the same here and there. A method that is missing fails the first run, before any mutant is tried.
 */
const requireOfTap = createRequire(createRequire(import.meta.url).resolve('tap'))
const compare = requireOfTap('tcompare') as Record<'has' | 'match' | 'same' | 'strict', Comparison>

type Comparison = (found: unknown, wanted: unknown) => { readonly match: boolean; readonly diff: string }
type Body = (t: typeof standIn) => unknown

export interface RegisteredTest {
  readonly name: string
  readonly run: () => Promise<void>
}

const registered: RegisteredTest[] = []
let depth = 0
let assertions = 0

/** The tests that the files imported since the last call have registered. */
export function takeRegistered(): RegisteredTest[] {
  return registered.splice(0)
}

/** How many assertions have been made so far. */
export function assertionsMade(): number {
  return assertions
}

class AssertionFailure extends Error {}

function check(holds: boolean, message: string, found?: unknown, wanted?: unknown): void {
  assertions += 1
  if (holds) return
  const seen = found === undefined && wanted === undefined ? '' : ` (${String(found)} / ${String(wanted)})`
  throw new AssertionFailure(`${message}${seen}`)
}

function comparing(how: keyof typeof compare, isWanted: boolean) {
  return (found: unknown, wanted: unknown, message: string = how): void => {
    const { match, diff } = compare[how](found, wanted)
    check(match === isWanted, `${message}\n${diff}`)
  }
}

function checkThrown(thrown: unknown, wanted: unknown, message: string): void {
  if (thrown === undefined) check(false, message)
  else if (wanted === undefined || typeof wanted === 'string') check(true, message)
  else standIn.match(wanted instanceof RegExp ? (thrown as Error).message : thrown, wanted, message)
}

async function run(body: Body): Promise<void> {
  depth += 1
  try {
    await body(standIn)
  } finally {
    depth -= 1
  }
}

const standIn = {
  /** At the top of a file a test waits for its turn; inside another it runs at once. */
  async test(name: string, body: Body): Promise<void> {
    if (depth > 0) await run(body)
    else registered.push({ name, run: () => run(body) })
  },
  ok: (found: unknown, message = 'ok') => check(Boolean(found), message, found),
  notOk: (found: unknown, message = 'notOk') => check(!found, message, found),
  equal: (found: unknown, wanted: unknown, message = 'equal') => check(found === wanted, message, found, wanted),
  not: (found: unknown, other: unknown, message = 'not') => check(found !== other, message, found, other),
  same: comparing('same', true),
  notSame: comparing('same', false),
  strictSame: comparing('strict', true),
  match: comparing('match', true),
  notMatch: comparing('match', false),
  has: comparing('has', true),
  throws(action: () => unknown, wanted?: unknown, message = 'throws'): void {
    let thrown: unknown
    try {
      action()
    } catch (problem) {
      thrown = problem
    }
    checkThrown(thrown, wanted, message)
  },
  doesNotThrow(action: () => unknown, message = 'doesNotThrow'): void {
    action()
    check(true, message)
  },
  async rejects(promise: Promise<unknown>, wanted?: unknown, message = 'rejects'): Promise<void> {
    const thrown = await promise.then(
      () => undefined,
      (problem: unknown) => problem,
    )
    checkThrown(thrown, wanted, message)
  },
}

// The tests import tap by its default export.
export { standIn as default }
