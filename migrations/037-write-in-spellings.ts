import { type Kysely, sql } from 'kysely'
import { createTable } from '../src/infra/db/dialect.js'

/** Spellings of persons written in that are counted as one name. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'write_in_spelling')
    .addColumn('round_id', 'integer', (c) => c.notNull().references('voting_round.id'))
    .addColumn('spelling', 'text', (c) => c.notNull().check(sql`spelling <> ''`))
    .addColumn('name', 'text', (c) => c.notNull().check(sql`name <> ''`))
    .addColumn('joined_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('joined_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('write_in_spelling_once', ['round_id', 'spelling'])
    .addCheckConstraint('write_in_spelling_other', sql`spelling <> name`)
    .execute()
}
