import { type Kysely, sql } from 'kysely'
import { bareTable } from '../src/infra/db/dialect.js'

/** What a clerk tells of a register by hand: what its columns mean, and what a row should say. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await bareTable(db, 'remembered_column')
    .addColumn('community_id', 'integer', (c) => c.notNull().references('community.id'))
    .addColumn('header', 'text', (c) => c.notNull())
    .addColumn('field', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('remembered_column_key', ['community_id', 'header'])
    .execute()
  await db.schema.alterTable('register_import').addColumn('sealed_top', 'text').execute()

  const row = () => db.schema.alterTable('register_row')
  await row()
    .addColumn('changed_by', 'integer', (c) => c.references('account.id'))
    .execute()
  await row().addColumn('changed_at', 'text').execute()
  await row()
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1).check(sql`version >= 1`))
    .execute()
  // The rows of a file that hold the same number.
  await db.schema
    .createIndex('register_row_identity')
    .on('register_row')
    .columns(['import_id', 'identity_hash', 'id'])
    .execute()
}
