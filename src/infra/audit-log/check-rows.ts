import type { Db } from '../db/database.js'
import { hashOfRow, type RawRow } from '../db/row-content.js'
import { findLastSeal, listGoneRows, listRowsWithSeals, listUsedTables } from '../db/row-seals.js'
import { listColumns } from '../db/seal-triggers.js'
import type { SealedTable } from '../db/sealed-tables.js'

/** A row that is not what the log says. */
export interface BrokenRow {
  /** As the database names it. */
  readonly table: string
  readonly key: string
  /** Another content than sealed; there without an event that tells of it; not there, and no event deleted it. */
  readonly what: 'changed' | 'added' | 'gone'
  /** The event that last told of it. */
  readonly sequence: number | null
}

const page = 200

/** Told how many rows have been looked at. */
type Progress = (rows: number) => void

/** Every row of every covered table held against its last seal. The seals themselves are proven by the chain. */
export async function* brokenRows(db: Db, progress: Progress = () => undefined): AsyncGenerator<BrokenRow> {
  const there = await listColumns(db)
  let rows = 0
  for (const table of await listUsedTables(db, new Set(there.keys()))) {
    for await (const some of pagesOf(db, table)) {
      for (const row of some) {
        const what = whatIsWrong(table, row)
        const key = String(row['sealed_row_key'])
        if (what) yield { table: table.name, key, what, sequence: (await findLastSeal(db, table.name, key)) ?? null }
      }
      rows += some.length
      progress(rows)
    }
    yield* goneRows(db, table)
  }
}

/** The rows of a table in the order of its key. */
export async function* pagesOf(db: Db, table: SealedTable): AsyncGenerator<readonly RawRow[]> {
  let last: RawRow | undefined
  for (;;) {
    const rows = await listRowsWithSeals(db, table, last, page)
    if (rows.length > 0) yield rows
    if (rows.length < page) return
    last = rows.at(-1)
  }
}

function whatIsWrong(table: SealedTable, row: RawRow): 'changed' | 'added' | undefined {
  const seal = row['sealed_row_hash']
  if (seal === null || seal === '') return 'added'
  return seal === hashOfRow(table, row) ? undefined : 'changed'
}

const most = 1_000

async function* goneRows(db: Db, table: SealedTable): AsyncGenerator<BrokenRow> {
  for (const { key, sequence } of await listGoneRows(db, table, most)) {
    yield { table: table.name, key, what: 'gone', sequence }
  }
}
