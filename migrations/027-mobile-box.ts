import { type Kysely, sql } from 'kysely'
import { bareTable, createTable } from '../src/infra/db/dialect.js'

/** Ballot boxes carried to voters who cannot come (流动票箱), the township's approval, and who votes at them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await bareTable(db, 'mobile_box')
    .addColumn('station_id', 'integer', (c) => c.primaryKey().references('polling_station.id'))
    .addColumn('reason', 'text', (c) => c.notNull().check(sql`reason <> ''`))
    .addColumn('state', 'text', (c) =>
      c.notNull().defaultTo('draft').check(sql`state in ('draft', 'submitted', 'approved', 'refused')`),
    )
    .addColumn('submitted_on', 'text')
    .addColumn('decided_on', 'text')
    .addColumn('decision_reason', 'text')
    .addColumn('decision_document', 'text')
    .addColumn('decided_by', 'integer', (c) => c.references('account.id'))
    .addColumn('decided_at', 'text')
    .addColumn('posted_on', 'text')
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addCheckConstraint('mobile_box_submitted', sql`(state = 'draft') = (submitted_on is null)`)
    .addCheckConstraint(
      'mobile_box_decided',
      sql`(state in ('approved', 'refused')) = (decided_on is not null) and (decided_on is null) = (decided_by is null) and (decided_on is null) = (decided_at is null) and (decided_on is null) = (decision_reason is null) and (decided_on is null) = (decision_document is null)`,
    )
    .addCheckConstraint('mobile_box_posted', sql`posted_on is null or state = 'approved'`)
    .execute()

  await createTable(db, 'mobile_box_user')
    .addColumn('station_id', 'integer', (c) => c.notNull().references('mobile_box.station_id'))
    .addColumn('round_id', 'integer', (c) => c.notNull().references('voting_round.id'))
    .addColumn('voter_id', 'integer', (c) => c.notNull().references('voter.id'))
    .addColumn('sealed_reason', 'text', (c) => c.notNull())
    .addColumn('asked_by', 'text', (c) => c.notNull().check(sql`asked_by <> ''`))
    .addColumn('asked_on', 'text', (c) => c.notNull())
    .addColumn('added_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('added_at', 'text', (c) => c.notNull())
    // One box a voter: the desk and the count must know which.
    .addUniqueConstraint('mobile_box_user_once', ['round_id', 'voter_id'])
    .execute()
  await db.schema.createIndex('mobile_box_user_station').on('mobile_box_user').column('station_id').execute()
}
