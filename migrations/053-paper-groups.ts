import type { Kysely } from 'kysely'

/**
 * Which groups of the fingerprint somebody typed from the signed return when the result was filed, as `3,11`; null for
 * filings from before this was asked.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('filing').addColumn('paper_groups', 'text').execute()
}
