import type { Test } from 'tap'
import type { Figure } from '../../src/rules/figures/figure.js'

type Value<F> = F extends Figure<infer T> ? T : never
type Row<G> = { [K in keyof G]: readonly [K, Value<G[K]>, string] }[keyof G]

/** Asks that each figure of a heading says its value as written, and that none is left out. */
export function textsOf<G extends object>(t: Test, group: G, rows: readonly Row<G>[]) {
  for (const [name, value, text] of rows) {
    t.equal((group[name] as Figure<unknown>).text(value), text, `${String(name)}: ${JSON.stringify(value)}`)
  }
  t.same(new Set(rows.map(([name]) => name)), new Set(Object.keys(group)), 'none is left out')
}
