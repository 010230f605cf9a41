import type { Trx } from './database.js'
import { rawQuery } from './raw-query.js'

/** A row that a transaction has inserted, changed or deleted, as the triggers noted it (`seal-triggers.ts`). */
export interface TouchedRow {
  readonly id: number
  readonly table: string
  readonly key: string
}

/**
 * Before a transaction: what was changed beside any transaction, by somebody with the keys of the database, must not be
 * sealed with it. It keeps its old seal, and is found by that.
 */
export async function forgetTouchedRows(trx: Trx): Promise<void> {
  await rawQuery(trx, 'delete from touched_row')
}

/** The next of them in the order of the changes; a row stands here once for each change. */
export async function listTouchedRows(trx: Trx, after: number, limit: number): Promise<readonly TouchedRow[]> {
  const text = 'select id, table_name as "table", row_key as "key" from touched_row where id > ? order by id limit ?'
  return await rawQuery<TouchedRow>(trx, text, [after, limit])
}

/** The tables that were changed and of which no event tells. */
export async function listTouchedTables(trx: Trx): Promise<readonly string[]> {
  const found = await rawQuery<{ table: string }>(trx, 'select distinct table_name as "table" from touched_row')
  return found.map(({ table }) => table).sort()
}

/** Notes a row as the triggers do. */
export async function touchRow(trx: Trx, table: string, key: string): Promise<void> {
  await rawQuery(trx, 'insert into touched_row (table_name, row_key) values (?, ?)', [table, key])
}
