import { type Kysely, sql } from 'kysely'
import { createTable, makeAppendOnly } from '../src/infra/db/dialect.js'

/** Wordings that the bureau adapted for its city: every version kept, and on each paper which one it was set with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'paper_wording')
    .addColumn('key', 'text', (c) => c.notNull().check(sql`key <> ''`))
    .addColumn('version', 'integer', (c) => c.notNull().check(sql`version > 0`))
    .addColumn('wording', 'text', (c) => c.check(sql`wording <> ''`))
    .addColumn('restored_from', 'integer', (c) => c.check(sql`restored_from >= 0 and restored_from < version`))
    .addColumn('shipped_sha256', 'text', (c) => c.notNull())
    .addColumn('rule_sets', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull().check(sql`reason <> ''`))
    .addColumn('adapted_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('adapted_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('paper_wording_version', ['key', 'version'])
    .execute()
  await makeAppendOnly(db, 'paper_wording')
  await db.schema
    .alterTable('issued_paper')
    .addColumn('wording_version', 'integer', (c) => c.notNull().defaultTo(0).check(sql`wording_version >= 0`))
    .execute()
}
