import { CompiledQuery } from 'kysely'
import { refuseBesideTransaction } from './beside-transaction.js'
import type { Db } from './database.js'
import { isSqlite } from './dialect.js'

const numbered = new Map<string, string>()

/**
 * A statement as text, with `?` where a value belongs, for what is asked of any table by its name. Its rows come with
 * their columns as the database names them.
 */
export async function rawQuery<Row>(db: Db, text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
  refuseBesideTransaction(db)
  const statement = isSqlite(db) ? text : withNumbers(text)
  const { rows } = await db
    .getExecutor()
    .withoutPlugins()
    .executeQuery<Row>(CompiledQuery.raw(statement, [...values]))
  return rows
}

/** `$1`, `$2` … as PostgreSQL has them. None of our statements has a question mark of its own. */
function withNumbers(text: string): string {
  const known = numbered.get(text)
  if (known !== undefined) return known
  let count = 0
  const made = text.replaceAll('?', () => `$${(count += 1)}`)
  numbered.set(text, made)
  return made
}
