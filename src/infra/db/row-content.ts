import { createHash } from 'node:crypto'
import type { Db } from './database.js'
import { rawQuery } from './raw-query.js'
import type { SealedTable } from './sealed-tables.js'
import { keyText } from './seal-triggers.js'

export type RawRow = Readonly<Record<string, unknown>>

/** Rows asked for at once: statements come in these sizes alone, so that they stay prepared. */
const sizes = [1, 8, 64, 512]

/** The rows of a table that there are among some keys, by their keys. */
export async function readRows(db: Db, table: SealedTable, keys: readonly string[]): Promise<Map<string, RawRow>> {
  const found = new Map<string, RawRow>()
  for (let from = 0; from < keys.length; ) {
    const left = keys.length - from
    const size = sizes.findLast((one) => one <= left) ?? 1
    const asked = keys.slice(from, from + size).flatMap((key) => valuesOf(table, key))
    for (const row of await rawQuery<RawRow>(db, readText(table, size), asked))
      found.set(String(row['sealed_row_key']), row)
    from += size
  }
  return found
}

/** The values of the columns of a key; only the last can hold a stroke of its own. */
function valuesOf({ key: columns }: SealedTable, key: string): string[] {
  const parts = key.split('/')
  return [...parts.slice(0, columns.length - 1), parts.slice(columns.length - 1).join('/')]
}

const texts = new Map<string, string>()

function readText(table: SealedTable, size: number): string {
  const name = `${table.name} ${size}`
  const known = texts.get(name)
  if (known !== undefined) return known
  const [only] = table.key
  const one = `(${table.key.map((column) => `${column} = ?`).join(' and ')})`
  const places = (count: number, place: string, between: string) =>
    Array.from({ length: count }, () => place).join(between)
  const which = table.key.length === 1 ? `${only} in (${places(size, '?', ', ')})` : places(size, one, ' or ')
  const text = `select t.*, ${keyText(table, 't')} as sealed_row_key from ${table.name} t where ${which}`
  texts.set(name, text)
  return text
}

/** What a statement hands out beside the columns of the row. */
const asides: ReadonlySet<string> = new Set(['sealed_row_key', 'sealed_row_hash'])

/** The covered columns of a table in the order of their names; its form changes only by a migration. */
const columnsOf = new WeakMap<SealedTable, { readonly all: number; readonly covered: readonly string[] }>()

function coveredColumns(table: SealedTable, row: RawRow): readonly string[] {
  const columns = Object.keys(row)
  const known = columnsOf.get(table)
  // With its last seal beside it, or without.
  if (known?.all === columns.length) return known.covered
  const covered = columns.filter((column) => !asides.has(column) && !table.leftOut.has(column)).sort()
  columnsOf.set(table, { all: columns.length, covered })
  return covered
}

/**
 * SHA-256 of a row as its seal has it: its table, its key, and every covered column that is not blank, in the order of
 * their names. A column that a later version adds leaves it as it is, as long as nothing is in it.
 */
export function hashOfRow(table: SealedTable, row: RawRow): string {
  const content: unknown[] = [table.name, row['sealed_row_key']]
  for (const column of coveredColumns(table, row)) {
    const value = row[column]
    if (value === null) continue
    content.push(column, Buffer.isBuffer(value) ? { sha256: sha256(value) } : value)
  }
  return sha256(JSON.stringify(content))
}
function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
