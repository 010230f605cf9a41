import { type Kysely, sql } from 'kysely'
import { bytesType, createTable, makeAppendOnly } from '../src/infra/db/dialect.js'

/** Papers once issued never change: the same number always gives the same bytes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'issued_paper')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('round_id', 'integer', (c) => c.references('voting_round.id'))
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('notice_number', 'integer', (c) => c.check(sql`notice_number > 0`))
    .addColumn('replaces', 'integer', (c) => c.references('issued_paper.id').unique())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('facts', 'text', (c) => c.notNull())
    .addColumn('wording', 'text', (c) => c.notNull())
    .addColumn('content', bytesType(db), (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('pages', 'integer', (c) => c.notNull().check(sql`pages > 0`))
    .addColumn('issued_on', 'text', (c) => c.notNull())
    .addColumn('issued_at', 'text', (c) => c.notNull())
    .addColumn('issued_by', 'integer', (c) => c.notNull().references('account.id'))
    .addUniqueConstraint('issued_paper_number', ['election_id', 'notice_number'])
    .execute()
  await db.schema.createIndex('issued_paper_key').on('issued_paper').columns(['election_id', 'key']).execute()
  await makeAppendOnly(db, 'issued_paper')
}
