import { type Kysely, sql } from 'kysely'
import { createTable, makeAppendOnly } from '../src/infra/db/dialect.js'

/** Signed checkpoints of the audit log: what it was up to an event. They only grow, one for an event. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'log_checkpoint')
    .addColumn('sequence', 'integer', (c) => c.notNull().unique().check(sql`sequence > 0`))
    .addColumn('hash', 'text', (c) => c.notNull().check(sql`length(hash) = 64`))
    .addColumn('events', 'integer', (c) => c.notNull())
    .addColumn('bureau', 'text', (c) => c.notNull().check(sql`bureau <> ''`))
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('drill', 'real')`))
    .addColumn('made_on', 'text', (c) => c.notNull())
    .addColumn('made_at', 'text', (c) => c.notNull())
    .addColumn('made_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('public_key', 'text', (c) => c.notNull().check(sql`length(public_key) = 64`))
    .addColumn('signature', 'text', (c) => c.notNull().unique().check(sql`length(signature) = 128`))
    .addCheckConstraint('log_checkpoint_events', sql`events between 1 and sequence`)
    .execute()
  await makeAppendOnly(db, 'log_checkpoint')
}
