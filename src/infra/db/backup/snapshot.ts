import { CompiledQuery, type Kysely, sql } from 'kysely'
import { isSqlite } from '../dialect.js'
import { leftOut, type TableHead, type Value } from './backup-format.js'

const rowsAtATime = 1_000

/** All tables as they are at one instant, while others go on writing. */
export interface Snapshot {
  readonly migrations: readonly string[]
  readonly tables: readonly TableHead[]
  /** The rows of a table in pieces, so that no table is ever in memory. */
  rowsOf(table: TableHead): AsyncGenerator<readonly (readonly Value[])[]>
}

/** Shows the work one picture of the data. Nobody who writes waits for it: it reads what was there when it began. */
export async function withSnapshot<T>(db: Kysely<unknown>, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const plain = db.withoutPlugins()
  return await plain.connection().execute(async (one) => {
    const begin = isSqlite(db) ? 'begin' : 'begin isolation level repeatable read read only'
    await one.executeQuery(CompiledQuery.raw(begin))
    try {
      return await work(await snapshotOf(one))
    } finally {
      await one.executeQuery(CompiledQuery.raw('rollback'))
    }
  })
}

async function snapshotOf(db: Kysely<unknown>): Promise<Snapshot> {
  const migrations = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return {
    migrations: migrations.rows.map(({ name }) => name),
    tables: await listTables(db),
    rowsOf: (table) => (isSqlite(db) ? rowsInSqlite(db, table) : rowsInPostgres(db, table)),
  }
}

/** Every table of the house with its columns in order. */
export async function listTables(db: Kysely<unknown>): Promise<TableHead[]> {
  const tables = (await db.introspection.getTables()).filter(({ isView, name }) => !isView && !leftOut.has(name))
  const heads: TableHead[] = []
  for (const { name, columns } of tables.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const names = columns.map((column) => column.name).sort()
    heads.push({ table: name, columns: names, lastId: names.includes('id') ? await lastId(db, name) : null })
  }
  return heads
}

async function lastId(db: Kysely<unknown>, table: string): Promise<number | null> {
  if (isSqlite(db)) {
    const found = await sql<{ seq: number }>`select seq from sqlite_sequence where name = ${table}`.execute(db)
    const handsOut =
      await sql`select 1 from sqlite_master where name = ${table} and sql like '%autoincrement%'`.execute(db)
    return handsOut.rows.length > 0 ? (found.rows[0]?.seq ?? 0) : null
  }
  const found = await sql<{ name: string | null }>`select pg_get_serial_sequence(${table}, 'id') as name`.execute(db)
  const name = found.rows[0]?.name
  if (!name) return null
  const sequence = sql.raw(name)
  const last = await sql<{
    last: number
    used: boolean
  }>`select last_value as last, is_called as used from ${sequence}`.execute(db)
  const row = last.rows[0]
  return row?.used ? row.last : 0
}

const columnList = ({ columns }: TableHead) => sql.join(columns.map((name) => sql.ref(name)))

async function* rowsInSqlite(db: Kysely<unknown>, table: TableHead): AsyncGenerator<readonly (readonly Value[])[]> {
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const { rows } = await sql<Record<string, Value> & { place: number }>`
      select rowid as place, ${columnList(table)} from ${sql.table(table.table)}
      where rowid > ${after} order by rowid limit ${sql.lit(rowsAtATime)}`.execute(db)
    const last = rows.at(-1)
    if (!last) return
    after = last.place
    yield rows.map((row) => table.columns.map((name) => row[name] ?? null))
  }
}

async function* rowsInPostgres(db: Kysely<unknown>, table: TableHead): AsyncGenerator<readonly (readonly Value[])[]> {
  await sql`declare backup_rows no scroll cursor for select ${columnList(table)} from ${sql.table(table.table)}`.execute(
    db,
  )
  for (;;) {
    const { rows } = await sql<Record<string, Value>>`fetch ${sql.lit(rowsAtATime)} from backup_rows`.execute(db)
    if (rows.length === 0) break
    yield rows.map((row) => table.columns.map((name) => row[name] ?? null))
  }
  await sql`close backup_rows`.execute(db)
}
