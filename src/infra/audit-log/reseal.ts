import { ok } from '../../lib/result.js'
import { type Db, inTransaction, type Trx } from '../db/database.js'
import { listColumns } from '../db/seal-triggers.js'
import { coveredTables } from '../db/sealed-tables.js'
import { touchRow } from '../db/touched-rows.js'
import { brokenRows } from './check-rows.js'
import { recordEvent, systemActor } from './record-event.js'

/** Rows that are not as they were sealed, from before the tables are changed in their form: nothing makes them good. */
export async function listBrokenRows(db: Db): Promise<ReadonlySet<string>> {
  const broken = new Set<string>()
  if (!(await listColumns(db)).has('row_seal')) return broken
  for await (const { table, key } of brokenRows(db)) broken.add(`${table} ${key}`)
  return broken
}

/**
 * After the tables were changed in their form: seals what has another content by that, and at the first time everything
 * there is. What was broken before stays as it was and goes on being reported.
 */
export async function sealAfterMigration(
  db: Db,
  migrations: readonly string[],
  broken: ReadonlySet<string>,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const rows = await touchUnsealed(trx, broken)
    if (rows === 0) return ok(undefined)
    const actor = systemActor(new Date().toISOString())
    await recordEvent(trx, actor, { type: 'rowsSealed', migrations, rows, leftBroken: broken.size }, null)
    return ok(undefined)
  })
}

async function touchUnsealed(trx: Trx, broken: ReadonlySet<string>): Promise<number> {
  let touched = 0
  for await (const { table, key } of brokenRows(trx)) {
    if (broken.has(`${table} ${key}`) || !coveredTables.has(table)) continue
    await touchRow(trx, table, key)
    touched += 1
  }
  return touched
}
