import type { Kysely } from 'kysely'
import type { Db } from '../../src/infra/db/database.js'
import { endAppendOnly } from '../../src/infra/db/dialect.js'

/** Does what somebody with the keys of the database does first: takes away what keeps a table from being changed. */
export async function liftAppendOnly(db: Db, table: string): Promise<void> {
  await endAppendOnly(db as unknown as Kysely<unknown>, table)
}
