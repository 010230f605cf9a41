import type { Kysely } from 'kysely'

/** Where a voter's household is registered (户籍地址), beside where they live: the registration form asks for both. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['voter', 'pending_voter', 'merged_voter']) {
    await db.schema.alterTable(table).addColumn('registered_address', 'text').execute()
  }
}
