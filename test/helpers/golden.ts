import { readFileSync, writeFileSync } from 'node:fs'
import type { Test } from 'tap'

const folder = new URL('../../../test/golden/', import.meta.url)

/**
 * Compares a page with the one kept in `test/golden`. After a change that was meant: GOLDEN=write for one run of
 * the test, and the difference is read before it is committed.
 */
export function goldenPage(t: Pick<Test, 'same'>, path: string, lines: readonly string[]): void {
  const file = new URL(path, folder)
  if (process.env.GOLDEN === 'write') writeFileSync(file, `${lines.join('\n')}\n`)
  t.same([...lines, ''], readFileSync(file, 'utf8').split('\n'))
}
