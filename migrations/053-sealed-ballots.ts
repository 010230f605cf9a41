import { type Kysely, sql } from 'kysely'
import { createTable, makeAppendOnly } from '../src/infra/db/dialect.js'

/**
 * Ballots sealed after the count, package by package (选票封存单), and the opening of a seal when they are counted again.
 * Both only grow: what was sealed anew after a recount is another package.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const ballots = sql`>= 0`
  await createTable(db, 'ballot_seal')
    .addColumn('round_id', 'integer', (c) => c.notNull().references('voting_round.id'))
    .addColumn('recount', 'integer', (c) => c.notNull().check(sql`recount >= 0`))
    .addColumn('number', 'integer', (c) => c.notNull().check(sql`number > 0`))
    .addColumn('package', 'text', (c) => c.notNull().check(sql`package <> ''`))
    .addColumn('bundles', 'text', (c) => c.notNull())
    .addColumn('seal_numbers', 'text', (c) => c.notNull().check(sql`seal_numbers <> ''`))
    .addColumn('valid', 'integer', (c) => c.notNull().check(sql`valid ${ballots}`))
    .addColumn('invalid', 'integer', (c) => c.notNull().check(sql`invalid ${ballots}`))
    .addColumn('unused', 'integer', (c) => c.notNull().check(sql`unused ${ballots}`))
    .addColumn('spoiled', 'integer', (c) => c.notNull().check(sql`spoiled ${ballots}`))
    .addColumn('place', 'text', (c) => c.notNull().check(sql`place <> ''`))
    .addColumn('keeper', 'text', (c) => c.notNull().check(sql`keeper <> ''`))
    .addColumn('sealed_on', 'text', (c) => c.notNull())
    .addColumn('kept_until', 'text', (c) => c.notNull())
    .addColumn('first_name', 'text', (c) => c.notNull())
    .addColumn('second_name', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('account_id', 'integer', (c) => c.notNull().references('account.id'))
    .addUniqueConstraint('ballot_seal_number', ['round_id', 'number'])
    .addCheckConstraint('ballot_seal_two_people', sql`first_name <> second_name`)
    .addCheckConstraint('ballot_seal_of_something', sql`valid + invalid + unused + spoiled > 0`)
    .addCheckConstraint('ballot_seal_kept', sql`kept_until > sealed_on`)
    .execute()
  await makeAppendOnly(db, 'ballot_seal')

  await createTable(db, 'seal_opening')
    .addColumn('seal_id', 'integer', (c) => c.notNull().unique().references('ballot_seal.id'))
    .addColumn('recount', 'integer', (c) => c.notNull().check(sql`recount > 0`))
    .addColumn('opened_on', 'text', (c) => c.notNull())
    .addColumn('place', 'text', (c) => c.notNull().check(sql`place <> ''`))
    .addColumn('is_seal_whole', 'integer', (c) => c.notNull().check(sql`is_seal_whole in (0, 1)`))
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('first_name', 'text', (c) => c.notNull())
    .addColumn('second_name', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('account_id', 'integer', (c) => c.notNull().references('account.id'))
    .addCheckConstraint('seal_opening_two_people', sql`first_name <> second_name`)
    .addCheckConstraint('seal_opening_seal', sql`is_seal_whole = 1 or note <> ''`)
    .execute()
  await makeAppendOnly(db, 'seal_opening')
}
