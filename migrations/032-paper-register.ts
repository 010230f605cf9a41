import { type Kysely, sql } from 'kysely'
import { createTable, makeAppendOnly } from '../src/infra/db/dialect.js'

/** The register of papers: supplements with a number of their own, codes to know a genuine one by, withdrawals. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const issued = () => db.schema.alterTable('issued_paper')
  await issued()
    .addColumn('supplements', 'integer', (c) => c.references('issued_paper.id'))
    .execute()
  await issued()
    .addColumn('supplement_number', 'integer', (c) => c.check(sql`supplement_number > 0`))
    .execute()
  await issued().addColumn('code', 'text').execute()
  await db.schema
    .createIndex('issued_paper_supplement')
    .unique()
    .on('issued_paper')
    .columns(['supplements', 'supplement_number'])
    .execute()
  await db.schema.createIndex('issued_paper_code').unique().on('issued_paper').column('code').execute()

  await createTable(db, 'paper_withdrawal')
    .addColumn('paper_id', 'integer', (c) => c.notNull().references('issued_paper.id').unique())
    .addColumn('reason', 'text', (c) => c.notNull().check(sql`reason <> ''`))
    .addColumn('withdrawn_on', 'text', (c) => c.notNull())
    .addColumn('withdrawn_at', 'text', (c) => c.notNull())
    .addColumn('withdrawn_by', 'integer', (c) => c.notNull().references('account.id'))
    .execute()
  await makeAppendOnly(db, 'paper_withdrawal')
}
