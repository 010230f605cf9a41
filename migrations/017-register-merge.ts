import { type Kysely, sql } from 'kysely'
import { bareTable } from '../src/infra/db/dialect.js'

/** What a register changes of people who are on the roll already. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const row = () => db.schema.alterTable('register_row')
  await row()
    .addColumn('match', 'text', (c) => c.check(sql`"match" in ('identity', 'household')`))
    .execute()
  await row().addColumn('matched_voter', 'integer').execute()
  await row().addColumn('matched_version', 'integer').execute()
  await db.schema
    .createIndex('register_row_matched')
    .on('register_row')
    .columns(['import_id', 'matched_voter'])
    .execute()

  let table = bareTable(db, 'merged_voter')
    .addColumn('import_id', 'integer', (c) => c.notNull().references('register_import.id'))
    .addColumn('voter_id', 'integer', (c) => c.notNull())
    .addColumn('is_before', 'integer', (c) => c.notNull().check(sql`is_before in (0, 1)`))
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('residents_group', 'integer', (c) => c.notNull())
    .addColumn('sealed_telephone', 'text')
    .addColumn('telephone_hash', 'text')
  for (const name of [
    'name',
    'search_name',
    'pinyin',
    'initials',
    'sex',
    'birth_date',
    'nationality',
    'sealed_identity_number',
    'identity_hash',
    'identity_tail_hash',
    'household_number',
    'relationship',
    'address',
    'political_status',
    'education',
  ] as const) {
    table = table.addColumn(name, 'text', (c) => c.notNull())
  }
  await table.addPrimaryKeyConstraint('merged_voter_key', ['import_id', 'is_before', 'voter_id']).execute()
}
