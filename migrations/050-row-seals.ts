import { type Kysely, sql } from 'kysely'
import { bareTable, createTable, isSqlite, makeAppendOnly } from '../src/infra/db/dialect.js'

/** Seals by which the audit log proves every row of the tables it covers, and what a transaction has touched until they are made. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const touched = bareTable(db, 'touched_row')
  await (isSqlite(db)
    ? touched.addColumn('id', 'integer', (c) => c.primaryKey())
    : touched.addColumn('id', 'integer', (c) => c.primaryKey().generatedByDefaultAsIdentity())
  )
    .addColumn('table_name', 'text', (c) => c.notNull())
    .addColumn('row_key', 'text', (c) => c.notNull())
    .execute()

  await createTable(db, 'row_seal')
    .addColumn('table_name', 'text', (c) => c.notNull())
    .addColumn('row_key', 'text', (c) => c.notNull())
    .addColumn('sequence', 'integer', (c) => c.notNull())
    .addColumn('first_sequence', 'integer', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull().check(sql`length(hash) in (0, 64)`))
    .addUniqueConstraint('row_seal_of_row', ['table_name', 'row_key', 'sequence'])
    .addCheckConstraint('row_seal_of_events', sql`first_sequence between 1 and sequence`)
    .execute()
  await db.schema.createIndex('row_seal_sequence').on('row_seal').column('sequence').execute()
  await makeAppendOnly(db, 'row_seal')

  await db.schema
    .alterTable('audit_event')
    .addColumn('sealed', 'text', (c) => c.notNull().defaultTo(sql.lit('')))
    .execute()
}
