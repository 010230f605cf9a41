import type { Db, Trx } from './database.js'
import { isSqlite } from './dialect.js'
import { rawQuery } from './raw-query.js'
import type { RawRow } from './row-content.js'
import { keyText } from './seal-triggers.js'
import { coveredTables, type SealedTable } from './sealed-tables.js'

/** What a row was after a change. */
export interface RowSeal {
  readonly table: string
  readonly key: string
  /** Blank: it was deleted. */
  readonly hash: string
}

/** The events of the transaction that changed it, from the first to the last by their sequence. */
export interface EventSpan {
  readonly first: number
  readonly last: number
}

/** Seals written at once: statements come in these sizes alone, so that they stay prepared. */
const sizes = [1, 2, 4, 8, 64, 512]
const texts = new Map<string, string>()

/** Keeps seals for ever, in their order. */
export async function insertRowSeals(trx: Trx, { first, last }: EventSpan, seals: readonly RowSeal[]): Promise<void> {
  for (let from = 0; from < seals.length; ) {
    const left = seals.length - from
    const size = sizes.findLast((one) => one <= left) ?? 1
    const some = seals.slice(from, from + size)
    await rawQuery(
      trx,
      insertText(trx, size),
      some.flatMap(({ table, key, hash }) => [table, key, last, first, hash]),
    )
    from += size
  }
}

function insertText(trx: Trx, size: number): string {
  // Without `or fail` SQLite keeps a journal of each statement that could break a unique index: twice the time.
  const verb = isSqlite(trx) ? 'insert or fail' : 'insert'
  const name = `${verb} ${size}`
  const known = texts.get(name)
  if (known !== undefined) return known
  const columns = 'table_name, row_key, sequence, first_sequence, hash'
  const text = `${verb} into row_seal (${columns}) values ${Array.from({ length: size }, () => '(?, ?, ?, ?, ?)').join(', ')}`
  texts.set(name, text)
  return text
}

export interface KeptSeal extends RowSeal {
  readonly id: number
  readonly sequence: number
  readonly firstSequence: number
}

/** Seals in the order in which they were kept. */
export async function listRowSeals(db: Db, after: number, limit: number): Promise<readonly KeptSeal[]> {
  const text = `select id, table_name as "table", row_key as "key", sequence, first_sequence as "firstSequence", hash
    from row_seal where id > ? order by id limit ?`
  return await rawQuery<KeptSeal>(db, text, [after, limit])
}

/** The event that last sealed a row. */
export async function findLastSeal(db: Db, table: string, key: string): Promise<number | undefined> {
  const text = 'select max(sequence) as last from row_seal where table_name = ? and row_key = ?'
  const [row] = await rawQuery<{ last: number | null }>(db, text, [table, key])
  return row?.last ?? undefined
}

/**
 * Rows of a table in the order of its key, each with the hash of its last seal (null: none) as `sealed_row_hash`: both in one
 * statement, so that nobody changes a row between the two.
 */
export async function listRowsWithSeals(
  db: Db,
  table: SealedTable,
  after: RawRow | undefined,
  limit: number,
): Promise<readonly RawRow[]> {
  const key = keyText(table, 't')
  const columns = table.key.map((column) => `t.${column}`).join(', ')
  const last = `select s.hash from row_seal s where s.table_name = '${table.name}' and s.row_key = ${key}
    order by s.sequence desc limit 1`
  const values = table.key.map((column) => after?.[column])
  const places = values.map(() => '?').join(', ')
  const where = after ? `where (${columns}) > (${places})` : ''
  const text = `select t.*, ${key} as sealed_row_key, (${last}) as sealed_row_hash from ${table.name} t ${where} order by ${columns} limit ?`
  return await rawQuery<RawRow>(db, text, after ? [...values, limit] : [limit])
}

/** Rows whose last seal says that they are there, and that are not. */
export async function listGoneRows(
  db: Db,
  table: SealedTable,
  limit: number,
): Promise<readonly { readonly key: string; readonly sequence: number }[]> {
  const key = keyText(table, 't')
  // One engine makes an index of a list and none of a comparison, the other the other way round.
  const isGone = isSqlite(db)
    ? `s.row_key not in (select ${key} from ${table.name} t)`
    : `not exists (select 1 from ${table.name} t where ${key} = s.row_key)`
  const text = `select s.row_key as "key", s.sequence from row_seal s
    where s.table_name = '${table.name}' and s.hash <> '' and ${isGone} and not exists (
      select 1 from row_seal later
      where later.table_name = s.table_name and later.row_key = s.row_key and later.sequence > s.sequence)
    order by s.id limit ?`
  return await rawQuery<{ key: string; sequence: number }>(db, text, [limit])
}

/** The covered tables in which there is anything, now or once. */
export async function listUsedTables(db: Db, there: ReadonlySet<string>): Promise<SealedTable[]> {
  const tables = [...coveredTables.values()].filter(({ name }) => there.has(name))
  const text = tables
    .map(({ name }) => `select '${name}' as name where exists (select 1 from ${name})`)
    .join(' union all ')
  const used = await rawQuery<{ name: string }>(db, `${text} union select distinct table_name from row_seal`)
  const names = new Set(used.map(({ name }) => name))
  return tables.filter(({ name }) => names.has(name))
}
