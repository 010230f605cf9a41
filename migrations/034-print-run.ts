import type { Kysely } from 'kysely'
import { createTable } from '../src/infra/db/dialect.js'

/** Many papers printed at once: what was asked for, and the file that came of it, for some days. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('stored_file').addColumn('kept_until', 'text').execute()
  await createTable(db, 'print_run')
    .addColumn('season_id', 'integer', (c) => c.notNull().references('season.id'))
    .addColumn('township_id', 'integer', (c) => c.references('township.id'))
    .addColumn('community_id', 'integer', (c) => c.references('community.id'))
    .addColumn('choice', 'text', (c) => c.notNull())
    .addColumn('file_name', 'text', (c) => c.notNull())
    // No reference: the file is deleted when its days are over, the run stays.
    .addColumn('file_id', 'integer')
    .addColumn('requested_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('requested_at', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('print_run_place').on('print_run').columns(['season_id', 'community_id']).execute()
}
