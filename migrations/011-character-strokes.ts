import { type Kysely, sql } from 'kysely'
import { bareTable } from '../src/infra/db/dialect.js'

/** Strokes of characters that the table of the house lacks, as somebody of the bureau read them in a dictionary. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await bareTable(db, 'character_strokes')
    .addColumn('character', 'text', (c) => c.primaryKey())
    .addColumn('count', 'integer', (c) => c.notNull().check(sql`count between 1 and 84`))
    .addColumn('strokes', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('entered_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('entered_at', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute()
}
