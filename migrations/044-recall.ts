import { type Kysely, sql } from 'kysely'
import { bareTable, createTable, makeAppendOnly } from '../src/infra/db/dialect.js'

/** Recalls (罢免): the petition with those who signed it, the member's answer, the vote with its sheet typed twice. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'recall')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('elected_member_id', 'integer', (c) => c.references('elected_member.id'))
    .addColumn('succession_id', 'integer', (c) => c.references('succession.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('post_title', 'text', (c) => c.notNull())
    .addColumn('form', 'text', (c) => c.notNull().check(sql`form in ('allVoters', 'households', 'representatives')`))
    .addColumn('filed_on', 'text', (c) => c.notNull())
    .addColumn('reasons', 'text', (c) => c.notNull())
    .addColumn('entitled', 'integer', (c) => c.notNull().check(sql`entitled > 0`))
    .addColumn('entitled_source', 'text', (c) => c.notNull())
    .addColumn('answered_on', 'text')
    .addColumn('answer', 'text')
    .addColumn('vote_on', 'text')
    .addColumn('opens', 'text')
    .addColumn('closes', 'text')
    .addColumn('place', 'text')
    .addColumn('chaired_by', 'text')
    .addColumn('voters', 'integer', (c) => c.check(sql`voters > 0`))
    .addColumn('assembly_entitled', 'integer', (c) => c.check(sql`assembly_entitled > 0`))
    .addColumn('assembly_present', 'integer', (c) => c.check(sql`assembly_present >= 0`))
    .addColumn('entry', 'text', (c) => c.notNull().defaultTo('{"status":"empty"}'))
    .addColumn('verdict', 'text', (c) => c.check(sql`verdict in ('recalled', 'kept', 'void', 'ended')`))
    .addColumn('sentences', 'text')
    .addColumn('decided_on', 'text')
    .addColumn('decided_by', 'integer', (c) => c.references('account.id'))
    .addColumn('recorded_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addCheckConstraint('recall_one_member', sql`(elected_member_id is null) <> (succession_id is null)`)
    .addCheckConstraint('recall_answer', sql`(answered_on is null) = (answer is null)`)
    .addCheckConstraint(
      'recall_planned',
      sql`(vote_on is null) = (place is null) and (vote_on is null) = (voters is null)`,
    )
    .addCheckConstraint('recall_decided', sql`(verdict is null) = (decided_on is null)`)
    .execute()
  for (const column of ['elected_member_id', 'succession_id']) {
    // One recall of a member at a time.
    await db.schema
      .createIndex(`recall_open_${column}`)
      .unique()
      .on('recall')
      .column(column)
      .where(sql.ref('verdict'), 'is', null)
      .where(sql.ref(column), 'is not', null)
      .execute()
  }
  await db.schema.createIndex('recall_election').on('recall').column('election_id').execute()
  await bareTable(db, 'recall_signatory')
    .addColumn('recall_id', 'integer', (c) => c.notNull().references('recall.id'))
    .addColumn('voter_id', 'integer', (c) => c.notNull().references('voter.id'))
    .addPrimaryKeyConstraint('recall_signatory_once', ['recall_id', 'voter_id'])
    .execute()
  await makeAppendOnly(db, 'recall_signatory')
}
