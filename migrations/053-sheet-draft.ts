import type { Kysely } from 'kysely'

/**
 * What is being typed of an entry, apart from the entry itself: it is kept every few seconds without an event, and the
 * audit log, which proves the entries, leaves it out.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('tally_sheet').addColumn('draft', 'text').execute()
}
