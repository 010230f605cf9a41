import { type Kysely, sql } from 'kysely'
import { bareTable, createTable } from '../src/infra/db/dialect.js'

/** Polling stations, their ballots, and who has come. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'polling_station')
    .addColumn('round_id', 'integer', (c) => c.notNull().references('voting_round.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('central', 'station', 'mobile')`))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('place', 'text', (c) => c.notNull())
    .addColumn('residents_groups', 'text', (c) => c.notNull())
    .addColumn('opens', 'text', (c) => c.notNull())
    .addColumn('closes', 'text', (c) => c.notNull())
    .addColumn('has_voting_booth', 'integer', (c) => c.notNull().check(sql`has_voting_booth in (0, 1)`))
    .addColumn('opened_at', 'text')
    .addColumn('opening_witnesses', 'text')
    .addColumn('closed_at', 'text')
    .addColumn('ballots_received', 'integer', (c) => c.check(sql`ballots_received >= 0`))
    .addColumn('ballots_spoiled', 'integer', (c) => c.check(sql`ballots_spoiled >= 0`))
    .addColumn('ballots_unused', 'integer', (c) => c.check(sql`ballots_unused >= 0`))
    .addColumn('difference_explained', 'text')
    .addColumn('closing_witnesses', 'text')
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addUniqueConstraint('polling_station_number', ['round_id', 'number'])
    .addUniqueConstraint('polling_station_name', ['round_id', 'name'])
    .addCheckConstraint('polling_station_hours', sql`opens < closes`)
    .addCheckConstraint('polling_station_opened', sql`(opened_at is null) = (opening_witnesses is null)`)
    .addCheckConstraint(
      'polling_station_closed',
      sql`closed_at is null or (ballots_received is not null and ballots_spoiled is not null and ballots_unused is not null and closing_witnesses is not null)`,
    )
    .execute()
  await db.schema
    .createIndex('polling_station_one_central')
    .unique()
    .on('polling_station')
    .column('round_id')
    .where(sql.ref('kind'), '=', sql.lit('central'))
    .execute()

  await createTable(db, 'station_staff')
    .addColumn('station_id', 'integer', (c) => c.notNull().references('polling_station.id'))
    .addColumn('function', 'text', (c) =>
      c
        .notNull()
        .check(sql`function in ('head', 'scrutineer', 'ballotIssuer', 'voteCounter', 'ballotCaller', 'scribe')`),
    )
    .addColumn('name', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('station_staff_station').on('station_staff').column('station_id').execute()

  await createTable(db, 'check_in')
    .addColumn('round_id', 'integer', (c) => c.notNull().references('voting_round.id'))
    .addColumn('station_id', 'integer', (c) => c.notNull().references('polling_station.id'))
    .addColumn('voter_id', 'integer', (c) => c.notNull().references('voter.id'))
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('account_id', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('undone_at', 'text')
    .addColumn('undone_by', 'integer', (c) => c.references('account.id'))
    .addColumn('undone_reason', 'text')
    .addCheckConstraint(
      'check_in_undone',
      sql`(undone_at is null) = (undone_reason is null) and (undone_at is null) = (undone_by is null)`,
    )
    .execute()
  // One ballot a voter: two desks in the same instant cannot both issue one.
  await db.schema
    .createIndex('check_in_once')
    .unique()
    .on('check_in')
    .columns(['round_id', 'voter_id'])
    .where(sql.ref('undone_at'), 'is', sql.lit(null))
    .execute()
  // Ballots issued in the round and at a station are counted from this alone, and the last ones of a clerk found.
  await db.schema
    .createIndex('check_in_issued')
    .on('check_in')
    .columns(['round_id', 'station_id', 'account_id', 'undone_at', 'id'])
    .where(sql.ref('undone_at'), 'is', sql.lit(null))
    .execute()
  await bareTable(db, 'check_in_desk')
    .addColumn('account_id', 'integer', (c) => c.primaryKey().references('account.id'))
    .addColumn('station_id', 'integer', (c) => c.notNull().references('polling_station.id'))
    .execute()
}
