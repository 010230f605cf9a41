import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import {
  CamelCasePlugin,
  type Dialect,
  Kysely,
  type KyselyPlugin,
  PostgresDialect,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteStatement,
  type Transaction,
} from 'kysely'
import pg from 'pg'
import type { Result } from '../../lib/result.js'
import { refuseBesideTransaction, withinTransaction } from './beside-transaction.js'
import { patientDriver } from './patient-driver.js'
import type { Tables } from './tables.js'
import { forgetTouchedRows, listTouchedTables } from './touched-rows.js'

/** The database, or a transaction on it: the first parameter of every query. */
export type Db = Kysely<Tables>
export type Trx = Transaction<Tables>

/** On the plain database alone, never on a transaction. */
const refuseQueriesBesideTransaction: KyselyPlugin = {
  transformQuery({ node }) {
    refuseBesideTransaction({ isTransaction: false })
    return node
  },
  async transformResult({ result }) {
    return result
  },
}

/** The plain connection behind each guarded one. */
const unguarded = new WeakMap<Db, Db>()

/** Opens SQLite (a file path or `:memory:`) or PostgreSQL (`postgres://…`). */
export function openDatabase(url: string): Db {
  const plain = new Kysely<Tables>({
    dialect: /^postgres(ql)?:\/\//.test(url) ? postgres(url) : sqlite(url),
    plugins: [new CamelCasePlugin()],
  })
  const guarded = plain.withPlugin(refuseQueriesBesideTransaction)
  unguarded.set(guarded, plain)
  return guarded
}

function sqlite(path: string): Dialect {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const database = new Sqlite(path)
  database.pragma('journal_mode = wal')
  // An acknowledged check-in or sheet survives a power cut.
  database.pragma('synchronous = full')
  database.pragma('foreign_keys = on')
  // Without it `insert or replace` would go round the triggers that keep the audit log append-only.
  database.pragma('recursive_triggers = on')
  // Waiting is the patient driver's business: here the whole process would wait.
  database.pragma('busy_timeout = 0')
  database.pragma('cache_size = -65536')
  const dialect = new SqliteDialect({ database: keepStatements(database) })
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => patientDriver(dialect.createDriver()),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  }
}

/** As many different statements as the house has, with room; the oldest goes first. */
const keptStatements = 1_000

/** Kysely prepares every statement anew, which costs more than most of them take to run: so they are kept. */
function keepStatements(database: Sqlite.Database): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare: (text) => {
      const known = kept.get(text)
      if (known) return known
      const statement = database.prepare<unknown[]>(text) as SqliteStatement
      kept.set(text, statement)
      const [oldest] = kept.keys()
      if (kept.size > keptStatements && oldest !== undefined) kept.delete(oldest)
      return statement
    },
  }
}

function postgres(connectionString: string): PostgresDialect {
  const integers = new Set<number>([pg.types.builtins.INT8, pg.types.builtins.NUMERIC])
  const pool = new pg.Pool({
    connectionString,
    max: 10,
    types: {
      // count(*) and sum() come as text by default; ours are whole numbers far below 2^53.
      getTypeParser: (oid: number): ((value: string) => unknown) =>
        integers.has(oid) ? Number : (pg.types.getTypeParser(oid, 'text') as (value: string) => unknown),
    },
  })
  // An idle connection that the server closes is replaced at the next query; unheard, it would end the process.
  pool.on('error', (error) => console.error('an idle database connection was lost:', error.message))
  return new PostgresDialect({ pool })
}

/** What is done at the end of a transaction, before it commits: true when it has sealed whatever was touched. */
const endings = new WeakMap<Trx, () => Promise<boolean>>()

/** Sees to it that something is done at the end of a transaction. */
export function atTheEnd(trx: Trx, ending: () => Promise<boolean>): void {
  endings.set(trx, ending)
}

/** Told of a transaction that changes covered tables and records no event. */
type SilentChange = (trx: Trx, tables: readonly string[]) => Promise<void>

const silentChanges = new WeakMap<Db, SilentChange>()

/** The same database, with something done about each change of a covered table of which no event tells. */
export function watchSilentChanges(db: Db, tell: SilentChange, plugins: readonly KyselyPlugin[] = []): Db {
  const plain = unguarded.get(db) ?? db
  const watched = plugins.reduce((so, plugin) => so.withPlugin(plugin), plain)
  const guarded = watched.withPlugin(refuseQueriesBesideTransaction)
  unguarded.set(guarded, plain)
  silentChanges.set(guarded, tell)
  return guarded
}

/**
 * Runs one change: commits when the work returns, rolls back when it throws *or returns a refusal*.
 * Nothing slow belongs inside; the audit event of the change does. At its end the events are written, and every row
 * it has touched is sealed with them.
 */
export async function inTransaction<T, E>(db: Db, work: (trx: Trx) => Promise<Result<T, E>>): Promise<Result<T, E>> {
  const plain = unguarded.get(db) ?? db
  try {
    return await plain.transaction().execute((trx) =>
      withinTransaction(async () => {
        await forgetTouchedRows(trx)
        const result = await work(trx)
        if (!result.ok) throw new Refusal(result)
        const isSealed = (await endings.get(trx)?.()) ?? false
        if (!isSealed) await tellOfSilence(trx, silentChanges.get(db))
        return result
      }),
    )
  } catch (error) {
    if (error instanceof Refusal) return error.result as Result<T, E>
    throw error
  }
}

async function tellOfSilence(trx: Trx, tell: SilentChange | undefined): Promise<void> {
  const tables = await listTouchedTables(trx)
  if (tables.length > 0) await tell?.(trx, tables)
}

class Refusal extends Error {
  constructor(readonly result: { readonly ok: false; readonly error: unknown }) {
    super('refused')
  }
}
