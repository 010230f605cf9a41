import { type Kysely, sql } from 'kysely'
import { createTable } from '../src/infra/db/dialect.js'

/** What local procedures decide otherwise than the rule set: every decision, with reason and document. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'rule_setting')
    .addColumn('season_id', 'integer', (c) => c.notNull().references('season.id'))
    .addColumn('election_id', 'integer', (c) => c.references('election.id'))
    .addColumn('is_for_season', 'integer', (c) => c.notNull().check(sql`is_for_season in (0, 1)`))
    .addColumn('figure', 'text', (c) => c.notNull())
    .addColumn('value', 'text')
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('document_name', 'text')
    .addColumn('document_date', 'text')
    .addColumn('document_number', 'text')
    .addColumn('set_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('set_at', 'text', (c) => c.notNull())
    .addColumn('superseded_at', 'text')
    .addCheckConstraint('rule_setting_scope', sql`election_id is not null or is_for_season = 1`)
    .addCheckConstraint(
      'rule_setting_document',
      sql`document_name is not null or (document_date is null and document_number is null)`,
    )
    .execute()
  await db.schema
    .createIndex('rule_setting_in_force')
    .unique()
    .on('rule_setting')
    .columns(['election_id', 'figure'])
    .where(sql.ref('superseded_at'), 'is', sql.lit(null))
    .execute()
  await db.schema
    .createIndex('rule_setting_of_season')
    .unique()
    .on('rule_setting')
    .columns(['season_id', 'figure'])
    .where(sql.ref('superseded_at'), 'is', sql.lit(null))
    .where(sql.ref('election_id'), 'is', sql.lit(null))
    .execute()
}
