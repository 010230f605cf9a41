import { CompiledQuery, type Kysely, sql } from 'kysely'
import { isSqlite } from '../dialect.js'

/**
 * Carries out work in one transaction in which triggers and references are not looked at while rows come in, in whatever
 * order; afterwards both are back, and every reference is checked. For filling an empty database from a backup alone.
 */
export async function withGuardsLifted(
  db: Kysely<unknown>,
  work: (trx: Kysely<unknown>) => Promise<void>,
): Promise<void> {
  await db
    .withoutPlugins()
    .connection()
    .execute(async (one) => {
      const run = async (text: string) => await one.executeQuery(CompiledQuery.raw(text))
      if (isSqlite(db)) await run('pragma foreign_keys = off')
      await run(isSqlite(db) ? 'begin immediate' : 'begin')
      try {
        const putBack = isSqlite(db) ? await liftInSqlite(one) : await liftInPostgres(one)
        await work(one)
        for (const text of putBack) await run(text)
        if (isSqlite(db)) await checkReferences(one)
        await run('commit')
      } catch (error) {
        await run('rollback')
        throw error
      } finally {
        if (isSqlite(db)) await run('pragma foreign_keys = on')
      }
    })
}

/** Takes all triggers off; the answer makes them anew. */
async function liftInSqlite(db: Kysely<unknown>): Promise<string[]> {
  const triggers = await sql<{ name: string; text: string }>`
    select name, sql as text from sqlite_master where type = 'trigger'`.execute(db)
  for (const { name } of triggers.rows) await sql`drop trigger ${sql.ref(name)}`.execute(db)
  return triggers.rows.map(({ text }) => text)
}

async function checkReferences(db: Kysely<unknown>): Promise<void> {
  const wrong = await sql<{ table: string }>`pragma foreign_key_check`.execute(db)
  const [first] = wrong.rows
  if (first) throw new Error(`${wrong.rows.length} rows refer to rows that are not there, the first in ${first.table}`)
}

/** Stops the triggers and takes the references off; making these anew checks them. */
async function liftInPostgres(db: Kysely<unknown>): Promise<string[]> {
  const triggers = await sql<{ name: string }>`
    select distinct tgrelid::regclass::text as name from pg_trigger join pg_class on pg_class.oid = tgrelid
    where not tgisinternal and relnamespace = current_schema()::regnamespace`.execute(db)
  const references = await sql<{ table: string; name: string; text: string }>`
    select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as text
    from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace`.execute(db)
  for (const { name } of triggers.rows) await sql.raw(`alter table ${name} disable trigger user`).execute(db)
  for (const { table, name } of references.rows) {
    await sql.raw(`alter table ${table} drop constraint ${name}`).execute(db)
  }
  return [
    ...references.rows.map(({ table, name, text }) => `alter table ${table} add constraint ${name} ${text}`),
    ...triggers.rows.map(({ name }) => `alter table ${name} enable trigger user`),
  ]
}
