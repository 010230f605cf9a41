import { type Kysely, sql } from 'kysely'
import { createTable } from '../src/infra/db/dialect.js'

/** Tally sheets as typed, results as declared, and who was elected. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'tally_sheet')
    .addColumn('round_id', 'integer', (c) => c.notNull().references('voting_round.id'))
    .addColumn('station_id', 'integer', (c) => c.notNull().references('polling_station.id'))
    .addColumn('number', 'integer', (c) => c.notNull().check(sql`number > 0`))
    .addColumn('state', 'text', (c) =>
      c
        .notNull()
        .check(
          sql`state in ('empty', 'firstEntryInProgress', 'firstEntryHasErrors', 'firstEntryDone', 'secondEntryInProgress', 'entriesDiffer', 'correctionOrdered', 'correctionInProgress', 'definitive')`,
        ),
    )
    .addColumn('entry', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addUniqueConstraint('tally_sheet_number', ['round_id', 'station_id', 'number'])
    .execute()

  await createTable(db, 'write_in_decision')
    .addColumn('round_id', 'integer', (c) => c.notNull().references('voting_round.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('verdict', 'text', (c) => c.notNull().check(sql`verdict in ('voter', 'resident', 'ineligible')`))
    .addColumn('voter_id', 'integer', (c) => c.references('voter.id'))
    .addColumn('sex', 'text', (c) => c.check(sql`sex in ('male', 'female')`))
    .addColumn('reason', 'text')
    .addColumn('decided_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('decided_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('write_in_decision_once', ['round_id', 'name'])
    .addCheckConstraint('write_in_decision_voter', sql`(verdict = 'voter') = (voter_id is not null)`)
    .addCheckConstraint('write_in_decision_reason', sql`verdict = 'voter' or reason is not null`)
    .execute()

  await createTable(db, 'result')
    .addColumn('round_id', 'integer', (c) => c.notNull().unique().references('voting_round.id'))
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('proposed_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('proposed_at', 'text', (c) => c.notNull())
    .addColumn('declared_by', 'integer', (c) => c.references('account.id'))
    .addColumn('declared_at', 'text')
    .addColumn('declared_on', 'text')
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addCheckConstraint(
      'result_declared',
      sql`(declared_by is null) = (declared_at is null) and (declared_by is null) = (declared_on is null)`,
    )
    .addCheckConstraint('result_two_people', sql`declared_by is null or declared_by <> proposed_by`)
    .execute()

  await createTable(db, 'elected_member')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('round_id', 'integer', (c) => c.notNull().references('voting_round.id'))
    .addColumn('post_id', 'integer', (c) => c.notNull().references('post.id'))
    .addColumn('voter_id', 'integer', (c) => c.references('voter.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('votes', 'integer', (c) => c.notNull())
    // One person, one post (law.md 6.2); those who are not on the roll are told apart when the result is declared.
    .addUniqueConstraint('elected_member_one_post', ['election_id', 'voter_id'])
    .execute()
  await db.schema.createIndex('elected_member_election').on('elected_member').column('election_id').execute()
}
