import { type Kysely, sql } from 'kysely'
import type { Sealer } from '../../security/sealing.js'
import type { Db } from '../database.js'
import { isSqlite } from '../dialect.js'
import { listMigrations, migrate, migrateTo } from '../migrate.js'
import { BadBackup, readBackup } from './read-backup.js'
import { type BackupEnd, type BackupHead, keyMarkText, type TableHead, type Value } from './backup-format.js'
import { withGuardsLifted } from './lifted-guards.js'
import { listTables } from './snapshot.js'

/** Values of one statement: SQLite takes 32,766. */
const valuesAtATime = 30_000

/**
 * Fills an empty database from a backup, whole or not at all: the file is read to its end and checked before anything is
 * written, the tables are made as they were for the version that made the backup, and brought to today's at the end.
 * @throws BadBackup when the file, its version, its data key or the database does not do
 */
export async function restoreBackup(db: Db, sealer: Sealer, file: string): Promise<BackupHead & BackupEnd> {
  const { head, end } = await checkWhole(file)
  if (head.keyMark !== sealer.fingerprint(keyMarkText)) {
    throw new BadBackup('数据密钥与备份不符：请先把备份时的 secrets.json 放到数据库旁边，或设置 DATA_KEY')
  }
  const last = head.migrations.at(-1)
  const known = new Set(await listMigrations())
  const unknown = head.migrations.find((name) => !known.has(name))
  if (last === undefined || unknown !== undefined) {
    throw new BadBackup(`备份由更新的版本制作（${unknown ?? '没有版本'}）：请先升级程序`)
  }
  if (!(await isEmpty(db))) throw new BadBackup('目标数据库里已经有数据：只能恢复到空的数据库')
  await migrateTo(db, last)
  await withGuardsLifted(db as never, async (trx) => await fill(trx, file))
  await migrate(db)
  return { ...head, ...end }
}

async function checkWhole(file: string): Promise<{ head: BackupHead; end: BackupEnd }> {
  let head: BackupHead | undefined
  for await (const part of readBackup(file)) {
    if (part.kind === 'head') head = part.head
    if (part.kind === 'end' && head) return { head, end: part.end }
  }
  throw new BadBackup('文件不完整')
}

/** Whether nobody has begun to use it: tables may have been made, people and events are not there. */
async function isEmpty(db: Db): Promise<boolean> {
  const names = (await db.introspection.getTables()).map(({ name }) => name)
  if (!names.includes('account')) return names.filter((name) => !name.startsWith('kysely_')).length === 0
  const people = await db.selectFrom('account').select('id').limit(1).execute()
  const events = await db.selectFrom('auditEvent').select('sequence').limit(1).execute()
  return people.length + events.length === 0
}

async function fill(trx: Kysely<unknown>, file: string): Promise<void> {
  const tables = new Map((await listTables(trx)).map((table) => [table.table, table]))
  for (const { table } of tables.values()) await sql`delete from ${sql.table(table)}`.execute(trx)
  let open: { table: TableHead; rows: Value[][] } | undefined
  const write = async () => {
    if (open && open.rows.length > 0) await insert(trx, open.table, open.rows.splice(0))
  }
  for await (const part of readBackup(file)) {
    if (part.kind === 'table') {
      await write()
      checkColumns(part.table, tables.get(part.table.table))
      open = { table: part.table, rows: [] }
      await idsGoOnAfter(trx, part.table)
    }
    if (part.kind === 'row' && open) {
      open.rows.push(part.row)
      if ((open.rows.length + 1) * open.table.columns.length > valuesAtATime || open.rows.length === 500) await write()
    }
  }
  await write()
}

function checkColumns(there: TableHead, here: TableHead | undefined): void {
  if (here?.columns.join() !== there.columns.join()) {
    throw new BadBackup(`表 ${there.table} 的栏目与本程序的不同`)
  }
}

async function insert(trx: Kysely<unknown>, { table, columns }: TableHead, rows: readonly Value[][]): Promise<void> {
  const names = sql.join(columns.map((name) => sql.ref(name)))
  const values = sql.join(rows.map((row) => sql`(${sql.join(row)})`))
  await sql`insert into ${sql.table(table)} (${names}) values ${values}`.execute(trx)
}

async function idsGoOnAfter(trx: Kysely<unknown>, { table, lastId }: TableHead): Promise<void> {
  if (lastId === null) return
  if (isSqlite(trx)) {
    await sql`delete from sqlite_sequence where name = ${table}`.execute(trx)
    await sql`insert into sqlite_sequence (name, seq) values (${table}, ${lastId})`.execute(trx)
    return
  }
  await sql`select setval(pg_get_serial_sequence(${table}, 'id'), ${Math.max(lastId, 1)}, ${lastId > 0})`.execute(trx)
}
