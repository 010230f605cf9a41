import { type Kysely, sql } from 'kysely'
import { createTable } from '../src/infra/db/dialect.js'

/** What the notice of time and place tells beside, and who asked for somebody to write their ballot. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const station = () => db.schema.alterTable('polling_station')
  await station()
    .addColumn('telephone', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
  await station()
    .addColumn('has_scribe_desk', 'integer', (c) => c.notNull().defaultTo(0).check(sql`has_scribe_desk in (0, 1)`))
    .execute()
  await station()
    .addColumn('staff_version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute()

  await createTable(db, 'count_plan')
    .addColumn('round_id', 'integer', (c) => c.notNull().unique().references('voting_round.id'))
    .addColumn('place', 'text', (c) => c.notNull())
    .addColumn('begins', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute()

  await createTable(db, 'scribe_request')
    .addColumn('round_id', 'integer', (c) => c.notNull().references('voting_round.id'))
    .addColumn('voter_id', 'integer', (c) => c.notNull().references('voter.id'))
    .addColumn('scribe_name', 'text', (c) => c.notNull())
    .addColumn('scribe_voter_id', 'integer', (c) => c.references('voter.id'))
    .addColumn('requested_on', 'text', (c) => c.notNull())
    .addColumn('withdrawn_at', 'text')
    .addColumn('recorded_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addCheckConstraint('scribe_request_self', sql`scribe_voter_id is null or scribe_voter_id <> voter_id`)
    .execute()
  // A voter has one scribe at a time.
  await db.schema
    .createIndex('scribe_request_once')
    .unique()
    .on('scribe_request')
    .columns(['round_id', 'voter_id'])
    .where(sql.ref('withdrawn_at'), 'is', sql.lit(null))
    .execute()
}
