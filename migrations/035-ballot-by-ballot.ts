import { type Kysely, sql } from 'kysely'
import { createTable } from '../src/infra/db/dialect.js'

/** Bundles typed ballot by ballot, and how the doubtful ballots among them are read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('tally_sheet')
    .addColumn('mode', 'text', (c) => c.notNull().defaultTo('totals').check(sql`mode in ('totals', 'ballots')`))
    .execute()

  await createTable(db, 'ballot_reading')
    .addColumn('sheet_id', 'integer', (c) => c.notNull().references('tally_sheet.id'))
    .addColumn('ballot_number', 'integer', (c) => c.notNull().check(sql`ballot_number > 0`))
    .addColumn('reading', 'text', (c) => c.notNull().check(sql`reading <> '' and reading not like '?%'`))
    .addColumn('grounds', 'text', (c) => c.notNull().check(sql`grounds <> ''`))
    .addColumn('decided_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('decided_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('ballot_reading_once', ['sheet_id', 'ballot_number'])
    .execute()
}
