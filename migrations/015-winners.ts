import { type Kysely, sql } from 'kysely'
import { createTable } from '../src/infra/db/dialect.js'

/** What is found about winners before they are declared: who may not be elected, and who is whose relative. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'winner_check')
    .addColumn('round_id', 'integer', (c) => c.notNull().references('voting_round.id'))
    .addColumn('person_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('is_eligible', 'integer', (c) => c.notNull().check(sql`is_eligible in (0, 1)`))
    .addColumn('reason', 'text')
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('checked_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('checked_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('winner_check_once', ['round_id', 'person_id'])
    .addCheckConstraint('winner_check_reason', sql`(is_eligible = 1) = (reason is null)`)
    .execute()

  await createTable(db, 'declared_kinship')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('one_person', 'text', (c) => c.notNull())
    .addColumn('other_person', 'text', (c) => c.notNull())
    .addColumn('relation', 'text', (c) =>
      c.notNull().check(sql`relation in ('spouse', 'parentChild', 'sibling', 'grandparentGrandchild')`),
    )
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('declared_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('declared_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('declared_kinship_once', ['election_id', 'one_person', 'other_person'])
    .addCheckConstraint('declared_kinship_order', sql`one_person < other_person`)
    .execute()

  await db.schema
    .alterTable('round_post')
    .addColumn('seats_for_women', 'integer', (c) => c.notNull().defaultTo(0).check(sql`seats_for_women >= 0`))
    .execute()
}
