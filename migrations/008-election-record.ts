import { type Kysely, sql } from 'kysely'
import { bareTable, makeAppendOnly } from '../src/infra/db/dialect.js'

/**
 * The record of a declared election, from which anybody can count again, and what the log needs so that a record can
 * show its events without telling who did what.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('audit_event')
    .addColumn('salt', 'text', (c) => c.notNull().defaultTo(sql.lit('')))
    .execute()
  await db.schema.alterTable('audit_event').addColumn('previous_in_election', 'text').execute()

  await bareTable(db, 'election_record')
    .addColumn('round_id', 'integer', (c) => c.primaryKey().references('voting_round.id'))
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('fingerprint', 'text', (c) => c.notNull())
    .execute()
  await makeAppendOnly(db, 'election_record')
}
