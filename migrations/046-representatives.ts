import { type Kysely, sql } from 'kysely'
import { createTable } from '../src/infra/db/dialect.js'

/** Residents' representatives and the heads of groups (art. 13): how many each group chooses, when and where, and whom. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'group_seats')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('residents_group', 'integer', (c) => c.notNull().check(sql`residents_group > 0`))
    .addColumn('seats', 'integer', (c) => c.notNull().check(sql`seats between 1 and 99`))
    .addColumn('place', 'text', (c) => c.notNull())
    .addColumn('meets_on', 'text')
    .addColumn('meets_at', 'text', (c) => c.check(sql`meets_at is null or meets_on is not null`))
    .addUniqueConstraint('group_seats_group', ['election_id', 'residents_group'])
    .execute()
  await createTable(db, 'representative')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('voter_id', 'integer', (c) => c.notNull().references('voter.id'))
    .addColumn('leads', 'text', (c) => c.notNull().check(sql`leads in ('nothing', 'head', 'deputy')`))
    .addUniqueConstraint('representative_voter', ['election_id', 'voter_id'])
    .execute()
}
