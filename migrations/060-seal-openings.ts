import { type Kysely, sql } from 'kysely'
import { createTable, endAppendOnly, idsGoOnFrom, makeAppendOnly } from '../src/infra/db/dialect.js'

/**
 * A seal is opened for a recount, or without one on somebody's written decision: ballots of an earlier round too, and
 * after the handover. Who decided it, by which paper and why, belongs to the opening; SQLite cannot be told so of a
 * table it has.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await endAppendOnly(db, 'seal_opening')
  await db.schema.alterTable('seal_opening').renameTo('seal_opening_before').execute()
  await createTable(db, 'seal_opening')
    .addColumn('seal_id', 'integer', (c) => c.notNull().unique().references('ballot_seal.id'))
    .addColumn('recount', 'integer', (c) => c.notNull().check(sql`recount >= 0`))
    .addColumn('ordered_by', 'text', (c) =>
      c.check(sql`ordered_by in ('electionCommittee', 'townshipGroup', 'bureau')`),
    )
    .addColumn('document', 'text', (c) => c.notNull())
    .addColumn('decided_on', 'text')
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('opened_on', 'text', (c) => c.notNull())
    .addColumn('place', 'text', (c) => c.notNull().check(sql`place <> ''`))
    .addColumn('is_seal_whole', 'integer', (c) => c.notNull().check(sql`is_seal_whole in (0, 1)`))
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('first_name', 'text', (c) => c.notNull())
    .addColumn('second_name', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('account_id', 'integer', (c) => c.notNull().references('account.id'))
    .addCheckConstraint('seal_opened_by_two_people', sql`first_name <> second_name`)
    .addCheckConstraint('seal_opened_as_found', sql`is_seal_whole = 1 or note <> ''`)
    .addCheckConstraint('seal_opened_for_something', sql`(recount > 0) = (ordered_by is null)`)
    .addCheckConstraint(
      'seal_opened_as_decided',
      sql`ordered_by is null or (document <> '' and reason <> '' and decided_on is not null and decided_on <= opened_on)`,
    )
    .execute()
  const kept = sql.raw(
    'id, seal_id, recount, opened_on, place, is_seal_whole, note, first_name, second_name, at, account_id',
  )
  await sql`insert into seal_opening (${kept}, document, reason) select ${kept}, '', '' from seal_opening_before`.execute(
    db,
  )
  await idsGoOnFrom(db, 'seal_opening')
  await db.schema.dropTable('seal_opening_before').execute()
  await makeAppendOnly(db, 'seal_opening')
}
