import { type CreateTableBuilder, type Kysely, type QueryExecutorProvider, SqliteAdapter, sql } from 'kysely'

/** Everything in which SQLite and PostgreSQL differ for us; nothing else in the house knows the engine. */
export function isSqlite(db: QueryExecutorProvider): boolean {
  return db.getExecutor().adapter instanceof SqliteAdapter
}

/** A new table with an `id` that the engine hands out and never uses twice; STRICT in SQLite. */
export function createTable(db: Kysely<unknown>, name: string): CreateTableBuilder<string, 'id'> {
  const table = bareTable(db, name)
  return isSqlite(db)
    ? table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    : table.addColumn('id', 'integer', (column) => column.primaryKey().generatedByDefaultAsIdentity())
}

/** A new table that names its own primary key. */
export function bareTable(db: Kysely<unknown>, name: string): CreateTableBuilder<string, never> {
  const table = db.schema.createTable(name)
  return isSqlite(db) ? table.modifyEnd(sql`strict`) : table
}

/** The column type for bytes. */
export function bytesType(db: Kysely<unknown>) {
  return isSqlite(db) ? sql`blob` : sql`bytea`
}

/** Makes a table one that only ever grows: the database itself refuses to change or delete a row. */
export async function makeAppendOnly(db: Kysely<unknown>, table: string): Promise<void> {
  if (isSqlite(db)) {
    for (const verb of ['update', 'delete']) {
      await sql
        .raw(
          `create trigger ${table}_no_${verb} before ${verb} on ${table} begin select raise(abort, '${table} is append-only'); end`,
        )
        .execute(db)
    }
    return
  }
  await sql
    .raw(
      `create function ${table}_refuse() returns trigger language plpgsql as $$ begin raise exception '${table} is append-only'; end $$`,
    )
    .execute(db)
  await sql
    .raw(
      `create trigger ${table}_append_only before update or delete on ${table} for each row execute function ${table}_refuse()`,
    )
    .execute(db)
}

/** Takes the guard off a table that a migration makes anew. */
export async function endAppendOnly(db: Kysely<unknown>, table: string): Promise<void> {
  if (isSqlite(db)) {
    for (const verb of ['update', 'delete']) await sql.raw(`drop trigger ${table}_no_${verb}`).execute(db)
    return
  }
  await sql.raw(`drop trigger ${table}_append_only on ${table}`).execute(db)
  await sql.raw(`drop function ${table}_refuse()`).execute(db)
}

/** Whether an error is the database's refusal of a duplicate (a unique index or primary key). */
export function isUniqueViolation(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
}

/** Whether an error is the database's refusal to let go of a row that others rest on. */
export function isForeignKeyViolation(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return code === '23503' || code === 'SQLITE_CONSTRAINT_FOREIGNKEY'
}

/**
 * A new text column that compares by code point whatever the language of the database, as all text does in SQLite: a
 * range then holds exactly what begins with a text.
 */
export async function addCodePointColumn(db: Kysely<unknown>, table: string, column: string): Promise<void> {
  const type = isSqlite(db) ? 'text' : 'text collate "C"'
  await sql.raw(`alter table ${table} add column ${column} ${type} not null default ''`).execute(db)
}

/** After rows were copied into a new table with their ids: what it hands out begins above them. SQLite sees to it by itself. */
export async function idsGoOnFrom(db: Kysely<unknown>, table: string): Promise<void> {
  if (isSqlite(db)) return
  const sequence = sql`pg_get_serial_sequence(${table}, 'id')`
  await sql`select setval(${sequence}, coalesce(max(id), 0) + 1, false) from ${sql.table(table)}`.execute(db)
}

/** The whole number under a key of the JSON object in a text column, as SQL that an index may be made of. */
export function numberInJson(db: QueryExecutorProvider, column: string, key: string): string {
  return isSqlite(db) ? `json_extract(${column}, '$.${key}')` : `((${column}::jsonb ->> '${key}')::bigint)`
}
