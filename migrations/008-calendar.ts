import { type Kysely, sql } from 'kysely'
import { bareTable } from '../src/infra/db/dialect.js'

/** The days off of a season, and the days on which steps of an election were done that leave nothing else behind. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await bareTable(db, 'holiday_calendar')
    .addColumn('season_id', 'integer', (c) => c.primaryKey().references('season.id'))
    .addColumn('weekends_are_off', 'integer', (c) => c.notNull().check(sql`weekends_are_off in (0, 1)`))
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute()

  await bareTable(db, 'calendar_day')
    .addColumn('season_id', 'integer', (c) => c.notNull().references('holiday_calendar.season_id'))
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('off', 'work')`))
    .addColumn('name', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('calendar_day_key', ['season_id', 'day'])
    .execute()

  await bareTable(db, 'recorded_step')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('step', 'text', (c) => c.notNull())
    .addColumn('done_on', 'text', (c) => c.notNull())
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addPrimaryKeyConstraint('recorded_step_key', ['election_id', 'step'])
    .execute()
}
