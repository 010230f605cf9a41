import { type Kysely, sql } from 'kysely'
import { bytesType, createTable, makeAppendOnly } from '../src/infra/db/dialect.js'

/**
 * The paper that people vote on. A proof is a row and never changes: what is changed is a new proof under the next
 * number. It is frozen once two different accounts have put their approval beside it, which the keys hold.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'ballot_design')
    .addColumn('round_id', 'integer', (c) => c.notNull().references('voting_round.id'))
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('vote', 'primary')`))
    .addColumn('number', 'integer', (c) => c.notNull().check(sql`number > 0`))
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('layout', 'text', (c) => c.notNull())
    .addColumn('geometry', 'text', (c) => c.notNull())
    .addColumn('fingerprint', 'text', (c) => c.notNull().check(sql`length(fingerprint) = 64`))
    .addColumn('pages', 'integer', (c) => c.notNull().check(sql`pages > 0`))
    .addColumn('sample_pdf', bytesType(db), (c) => c.notNull())
    .addColumn('print_pdf', bytesType(db), (c) => c.notNull())
    .addColumn('print_sha256', 'text', (c) => c.notNull().check(sql`length(print_sha256) = 64`))
    .addColumn('made_at', 'text', (c) => c.notNull())
    .addColumn('made_by', 'integer', (c) => c.notNull().references('account.id'))
    .addUniqueConstraint('ballot_design_number', ['round_id', 'kind', 'number'])
    .execute()
  await makeAppendOnly(db, 'ballot_design')

  await createTable(db, 'ballot_approval')
    .addColumn('design_id', 'integer', (c) => c.notNull().references('ballot_design.id'))
    .addColumn('place', 'integer', (c) => c.notNull().check(sql`place in (1, 2)`))
    .addColumn('account_id', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('approved_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('ballot_approval_place', ['design_id', 'place'])
    .addUniqueConstraint('ballot_approval_person', ['design_id', 'account_id'])
    .execute()
  await makeAppendOnly(db, 'ballot_approval')
}
