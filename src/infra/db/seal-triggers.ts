import { createHash } from 'node:crypto'
import type { Db } from './database.js'
import { isSqlite } from './dialect.js'
import { rawQuery } from './raw-query.js'
import { coveredTables, type SealedTable } from './sealed-tables.js'

/** A trigger by its name, which tells what is in it: one with another text is another trigger. */
interface SealTrigger {
  readonly name: string
  readonly table: string
  readonly statements: readonly string[]
}

/**
 * Sees to it that every covered table has its triggers, and that they are those of this version: they note each row
 * inserted, changed in a covered column, or deleted, in `touched_row`. Nothing is done where all is well.
 */
export async function ensureSealTriggers(db: Db): Promise<void> {
  const wanted = await wantedTriggers(db)
  const present = await listSealTriggers(db)
  const names = new Set(wanted.map(({ name }) => name))
  for (const old of present) if (!names.has(old.name)) await dropTrigger(db, old)
  const there = new Set(present.map(({ name }) => name))
  for (const { name, statements } of wanted) {
    if (!there.has(name)) for (const statement of statements) await rawQuery(db, statement)
  }
}

/** Before the tables are changed in their form: a trigger that names a column would hold on to it. */
export async function dropSealTriggers(db: Db): Promise<void> {
  for (const trigger of await listSealTriggers(db)) await dropTrigger(db, trigger)
}

async function listSealTriggers(db: Db): Promise<readonly { readonly name: string; readonly table: string }[]> {
  const text = isSqlite(db)
    ? `select name, tbl_name as "table" from sqlite_master where type = 'trigger' and name like 'sealrow~_%' escape '~'`
    : `select tgname as name, relname as "table" from pg_trigger join pg_class on pg_class.oid = tgrelid
       where not tgisinternal and tgname like 'sealrow~_%' escape '~' and pg_table_is_visible(pg_class.oid)`
  return await rawQuery(db, text)
}

async function dropTrigger(db: Db, { name, table }: { readonly name: string; readonly table: string }): Promise<void> {
  await rawQuery(db, isSqlite(db) ? `drop trigger ${name}` : `drop trigger ${name} on ${table}`)
  if (!isSqlite(db)) await rawQuery(db, `drop function ${name}()`)
}

async function wantedTriggers(db: Db): Promise<SealTrigger[]> {
  const columnsOf = await listColumns(db)
  return [...coveredTables.values()].flatMap((table) => {
    const columns = columnsOf.get(table.name)?.filter((column) => !table.leftOut.has(column))
    if (!columns) return []
    return isSqlite(db) ? sqliteTriggers(table, columns) : postgresTriggers(table, columns)
  })
}

/** The columns of every table there is. */
export async function listColumns(db: Db): Promise<Map<string, string[]>> {
  const text = isSqlite(db)
    ? `select m.name as "table", c.name as "column" from sqlite_master m, pragma_table_info(m.name) c
       where m.type = 'table' order by m.name, c.cid`
    : `select table_name as "table", column_name as "column" from information_schema.columns
       where table_schema = current_schema() order by table_name, ordinal_position`
  const columnsOf = new Map<string, string[]>()
  for (const { table, column } of await rawQuery<{ table: string; column: string }>(db, text)) {
    columnsOf.set(table, [...(columnsOf.get(table) ?? []), column])
  }
  return columnsOf
}

/** The key of a row as one text: `12`, or `3/5` of two columns. */
export function keyText({ key }: Pick<SealedTable, 'key'>, row: string): string {
  return key.map((column) => `cast(${row}.${column} as text)`).join(` || '/' || `)
}

const note = 'insert into touched_row (table_name, row_key)'

function sqliteTriggers(table: SealedTable, columns: readonly string[]): SealTrigger[] {
  const [before, after] = [keyText(table, 'old'), keyText(table, 'new')]
  const noteNew = `${note} values ('${table.name}', ${after});`
  const noteOld = `${note} values ('${table.name}', ${before});`
  const isChanged = columns.map((column) => `old.${column} is not new.${column}`).join(' or ')
  const isMoved = `${note} select '${table.name}', ${before} where ${before} <> ${after};`
  return [
    sqliteTrigger(table, 'insert', `after insert on ${table.name} begin ${noteNew} end`),
    sqliteTrigger(table, 'update', `after update on ${table.name} when ${isChanged} begin ${noteNew} ${isMoved} end`),
    sqliteTrigger(table, 'delete', `after delete on ${table.name} begin ${noteOld} end`),
  ]
}

function sqliteTrigger({ name: table }: SealedTable, verb: string, text: string): SealTrigger {
  const name = `sealrow_${table}_${verb}_${fingerprintOf(text)}`
  return { name, table, statements: [`create trigger if not exists ${name} ${text}`] }
}

function postgresTriggers(table: SealedTable, columns: readonly string[]): SealTrigger[] {
  const [before, after] = [keyText(table, 'old'), keyText(table, 'new')]
  const noteNew = `${note} values ('${table.name}', ${after});`
  const noteOld = `${note} values ('${table.name}', ${before});`
  const list = (row: string) => columns.map((column) => `${row}.${column}`).join(', ')
  const changed = `${noteNew} if ${before} <> ${after} then ${noteOld} end if;`
  return [
    postgresTrigger(table, 'insert', { body: noteNew, when: '' }),
    postgresTrigger(table, 'update', {
      body: changed,
      when: `when ((${list('old')}) is distinct from (${list('new')}))`,
    }),
    postgresTrigger(table, 'delete', { body: noteOld, when: '' }),
  ]
}

function postgresTrigger(
  { name: table }: SealedTable,
  verb: string,
  { body, when }: { readonly body: string; readonly when: string },
): SealTrigger {
  // Names end after 63 characters there.
  const name = `sealrow_${table}_${verb}_${fingerprintOf(body + when)}`
  const action = `create or replace function ${name}() returns trigger language plpgsql as $$ begin ${body} return null; end $$`
  const trigger = `create or replace trigger ${name} after ${verb} on ${table} for each row ${when} execute function ${name}()`
  return { name, table, statements: [action, trigger] }
}

function fingerprintOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}
