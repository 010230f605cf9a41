import { createHash, type Hash } from 'node:crypto'
import type { Trx } from '../db/database.js'
import { hashOfRow, readRows } from '../db/row-content.js'
import { type EventSpan, insertRowSeals, type RowSeal } from '../db/row-seals.js'
import { coveredTables } from '../db/sealed-tables.js'
import { forgetTouchedRows, listTouchedRows, type TouchedRow } from '../db/touched-rows.js'

/** Rows sealed at a time: a large register must not be held in memory. */
const page = 1_024

/**
 * Seals every row that the transaction has touched as it is now, and answers with the hash over all these seals, which
 * the last event bears; blank if nothing was touched.
 */
export async function sealTouchedRows(trx: Trx, events: EventSpan): Promise<string> {
  const all = hashOfSeals(events)
  const seen = new Set<string>()
  let after = 0
  for (;;) {
    const touched = await listTouchedRows(trx, after, page)
    const fresh = touched.filter(({ table, key }) => {
      const name = `${table} ${key}`
      return !seen.has(name) && seen.add(name)
    })
    const seals = await sealsOf(trx, fresh)
    await insertRowSeals(trx, events, seals)
    for (const seal of seals) addSeal(all, seal)
    if (touched.length < page) break
    after = touched.at(-1)?.id ?? after
  }
  if (seen.size === 0) return ''
  await forgetTouchedRows(trx)
  return all.digest('hex')
}

async function sealsOf(trx: Trx, touched: readonly TouchedRow[]): Promise<RowSeal[]> {
  const keysOf = new Map<string, string[]>()
  for (const { table, key } of touched) {
    const keys = keysOf.get(table) ?? []
    keys.push(key)
    keysOf.set(table, keys)
  }
  const hashes = new Map<string, string>()
  for (const [name, keys] of keysOf) {
    const table = coveredTables.get(name)
    if (!table) continue
    for (const [key, row] of await readRows(trx, table, keys)) hashes.set(`${name} ${key}`, hashOfRow(table, row))
  }
  return touched.map(({ table, key }) => ({ table, key, hash: hashes.get(`${table} ${key}`) ?? '' }))
}

/** The hash over the seals of a transaction, begun: its events, then one line a seal in their order. */
export function hashOfSeals({ first, last }: EventSpan): Hash {
  return createHash('sha256').update(`${first} ${last}\n`)
}

export function addSeal(hash: Hash, { table, key, hash: of }: RowSeal): void {
  hash.update(`${JSON.stringify([table, key, of])}\n`)
}
