import { type Kysely, sql } from 'kysely'
import { createTable, makeAppendOnly } from '../src/infra/db/dialect.js'

/** Every step of the ballots and of the boxes as it was done, each with the two people who did it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'ballot_step')
    .addColumn('round_id', 'integer', (c) => c.notNull().references('voting_round.id'))
    .addColumn('station_id', 'integer', (c) => c.references('polling_station.id'))
    .addColumn('kind', 'text', (c) =>
      c
        .notNull()
        .check(sql`kind in ('printed', 'printedLess', 'handedOut', 'broughtBack', 'spoiled', 'unused', 'sealed')`),
    )
    .addColumn('ballots', 'integer', (c) => c.notNull().check(sql`ballots >= 0`))
    .addColumn('announced', 'integer', (c) => c.check(sql`announced >= 0`))
    .addColumn('first_name', 'text', (c) => c.notNull())
    .addColumn('second_name', 'text', (c) => c.notNull())
    .addColumn('explanation', 'text')
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('account_id', 'integer', (c) => c.notNull().references('account.id'))
    .addCheckConstraint('ballot_step_two_people', sql`first_name <> second_name`)
    .addCheckConstraint(
      'ballot_step_explained',
      sql`explanation is not null or (kind not in ('printedLess', 'broughtBack') and (announced is null or announced = ballots))`,
    )
    .addCheckConstraint(
      'ballot_step_station',
      sql`(station_id is null) = (kind in ('printed', 'printedLess')) or kind = 'sealed'`,
    )
    .execute()
  await db.schema.createIndex('ballot_step_round').on('ballot_step').columns(['round_id', 'station_id']).execute()
  await makeAppendOnly(db, 'ballot_step')

  await createTable(db, 'box_act')
    .addColumn('station_id', 'integer', (c) => c.notNull().references('polling_station.id'))
    .addColumn('kind', 'text', (c) =>
      c.notNull().check(sql`kind in ('shownEmpty', 'sealed', 'departed', 'arrived', 'unsealed')`),
    )
    .addColumn('box_number', 'text', (c) => c.notNull())
    .addColumn('place', 'text', (c) => c.notNull())
    .addColumn('first_name', 'text', (c) => c.notNull())
    .addColumn('second_name', 'text', (c) => c.notNull())
    .addColumn('is_seal_whole', 'integer', (c) => c.notNull().check(sql`is_seal_whole in (0, 1)`))
    .addColumn('note', 'text')
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('account_id', 'integer', (c) => c.notNull().references('account.id'))
    // A box is sealed, carried and opened once.
    .addUniqueConstraint('box_act_once', ['station_id', 'kind'])
    .addCheckConstraint('box_act_two_people', sql`first_name <> second_name`)
    .addCheckConstraint('box_act_seal', sql`is_seal_whole = 1 or note is not null`)
    .execute()
  await makeAppendOnly(db, 'box_act')

  const station = () => db.schema.alterTable('polling_station')
  await station()
    .addColumn('register_signatures', 'integer', (c) => c.check(sql`register_signatures >= 0`))
    .execute()
  await station()
    .addColumn('register_proxy_ballots', 'integer', (c) => c.check(sql`register_proxy_ballots >= 0`))
    .execute()
}
