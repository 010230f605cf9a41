import { type Kysely, sql } from 'kysely'
import { bareTable, createTable, makeAppendOnly } from '../src/infra/db/dialect.js'

/** The term after an election: who left a post and why, who followed, seats left empty, and by-elections (补选). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createOfficeEnd(db)
  await createVacancyDecision(db)
  await createByElection(db)
  await letByElectionsHaveRolls(db)
  for (const table of ['succession', 'office_end', 'vacancy_decision', 'by_election', 'by_election_post']) {
    await makeAppendOnly(db, table)
  }
}

async function createOfficeEnd(db: Kysely<unknown>): Promise<void> {
  // `election_id` here is always the regular election, whose committee it is.
  await createTable(db, 'succession')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('round_id', 'integer', (c) => c.notNull().references('voting_round.id'))
    .addColumn('post_id', 'integer', (c) => c.notNull().references('post.id'))
    .addColumn('voter_id', 'integer', (c) => c.references('voter.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('votes', 'integer', (c) => c.notNull().check(sql`votes > 0`))
    .addColumn('since', 'text', (c) => c.notNull())
    .addColumn('explanation', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('succession_once', ['election_id', 'voter_id'])
    .execute()

  await createTable(db, 'office_end')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('elected_member_id', 'integer', (c) => c.unique().references('elected_member.id'))
    .addColumn('succession_id', 'integer', (c) => c.unique().references('succession.id'))
    .addColumn('post_id', 'integer', (c) => c.notNull().references('post.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('cause', 'text', (c) =>
      c
        .notNull()
        .check(
          sql`cause in ('resigned', 'died', 'lostCapacity', 'sentenced', 'unfit', 'electionVoid', 'recalled', 'absent')`,
        ),
    )
    .addColumn('on_day', 'text', (c) => c.notNull())
    .addColumn('explanation', 'text', (c) => c.notNull())
    .addColumn('document', 'text', (c) => c.notNull())
    .addColumn('facts', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addCheckConstraint('office_end_one_member', sql`(elected_member_id is null) <> (succession_id is null)`)
    .execute()
  await db.schema.createIndex('office_end_election').on('office_end').column('election_id').execute()
}

async function createVacancyDecision(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'vacancy_decision')
    .addColumn('round_id', 'integer', (c) => c.notNull().unique().references('voting_round.id'))
    .addColumn('seats', 'text', (c) => c.notNull())
    .addColumn('decided_by_body', 'text', (c) =>
      c.notNull().check(sql`decided_by_body in ('electionCommittee', 'residentsAssembly', 'representativesAssembly')`),
    )
    .addColumn('decided_on', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .execute()
}

async function createByElection(db: Kysely<unknown>): Promise<void> {
  await bareTable(db, 'by_election')
    .addColumn('election_id', 'integer', (c) => c.primaryKey().references('election.id'))
    .addColumn('regular_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('held_by', 'text', (c) =>
      c.notNull().check(sql`held_by in ('residentsAssembly', 'representativesAssembly')`),
    )
    .addColumn('decided_on', 'text', (c) => c.notNull())
    .addColumn('entitled', 'integer', (c) => c.notNull().check(sql`entitled > 0`))
    .addColumn('present', 'integer', (c) => c.notNull().check(sql`present > 0`))
    .addColumn('in_favour', 'integer', (c) => c.notNull().check(sql`in_favour > 0`))
    .addCheckConstraint('by_election_votes', sql`in_favour <= present and present <= entitled`)
    .addCheckConstraint('by_election_of_another', sql`election_id <> regular_id`)
    .execute()
  await db.schema.createIndex('by_election_regular').on('by_election').column('regular_id').execute()
  await bareTable(db, 'by_election_post')
    .addColumn('post_id', 'integer', (c) => c.primaryKey().references('post.id'))
    .addColumn('regular_post_id', 'integer', (c) => c.notNull().references('post.id'))
    .execute()
}

/**
 * A by-election has a roll of its own in the season of the regular election, with the same people on it. `roll_of` is 0
 * on the rolls of regular elections, where nobody stands twice, else the by-election's own key.
 */
async function letByElectionsHaveRolls(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('voter')
    .addColumn('roll_of', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await db.schema.dropIndex('voter_once_a_season').execute()
  await db.schema
    .createIndex('voter_once_a_season')
    .unique()
    .on('voter')
    .columns(['season_id', 'roll_of', 'identity_hash'])
    .where(sql.ref('state'), '=', sql.lit('registered'))
    .execute()
}
