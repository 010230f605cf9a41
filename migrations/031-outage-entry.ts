import { type Kysely, sql } from 'kysely'
import { createTable } from '../src/infra/db/dialect.js'

/** What was handed out by hand while the system stood still, typed in afterwards from the signed list. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'outage_entry')
    .addColumn('round_id', 'integer', (c) => c.notNull().references('voting_round.id'))
    .addColumn('station_id', 'integer', (c) => c.notNull().references('polling_station.id'))
    .addColumn('began', 'text', (c) => c.notNull())
    .addColumn('ended', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull().check(sql`reason <> ''`))
    .addColumn('first_name', 'text', (c) => c.notNull())
    .addColumn('second_name', 'text', (c) => c.notNull())
    .addColumn('left_out', 'text', (c) => c.notNull())
    .addColumn('left_out_reason', 'text')
    .addColumn('account_id', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('at', 'text', (c) => c.notNull())
    .addCheckConstraint('outage_entry_span', sql`began < ended`)
    .addCheckConstraint('outage_entry_two', sql`first_name <> second_name`)
    .addCheckConstraint('outage_entry_left_out', sql`(left_out = '[]') = (left_out_reason is null)`)
    .execute()
  await db.schema.createIndex('outage_entry_round').on('outage_entry').column('round_id').execute()
  await db.schema
    .alterTable('check_in')
    .addColumn('outage_id', 'integer', (c) =>
      c.references('outage_entry.id').check(sql`(source = 'paper') = (outage_id is not null)`),
    )
    .execute()
}
