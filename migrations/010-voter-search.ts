import { type Kysely, sql } from 'kysely'
import { soughtName } from '../src/lib/variant-characters.js'
import { addCodePointColumn } from '../src/infra/db/dialect.js'

/**
 * What voters are found by. The last four of an identity number are kept as a keyed hash only: with the birth date
 * beside it, the plain text would give away most of the number that is sealed. And each kind of search has an index
 * that holds all it looks at, so that a part of a name is looked for in the index of one election.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addCodePointColumn(db, 'voter', 'search_name')
  await db.schema
    .alterTable('voter')
    .addColumn('identity_tail_hash', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
  await fillSearchNames(db)
  for (const index of ['voter_list', 'voter_name', 'voter_pinyin', 'voter_initials', 'voter_tail', 'voter_elector']) {
    await db.schema.dropIndex(index).execute()
  }
  await db.schema.alterTable('voter').dropColumn('identity_tail').execute()
  for (const [name, columns] of [
    // The order of every list. Household numbers are mostly digits without leading noughts: 9 before 10.
    ['voter_order', 'election_id, state, residents_group, length(household_number), household_number, id'],
    ['voter_counts', 'election_id, state, residents_group, registration_class, is_elector'],
    ['voter_search_name', 'election_id, state, search_name, voter_number'],
    // What stands in the middle of a name begins its rest: nearly all names end with the third character.
    ['voter_name_from_second', 'election_id, state, substr(search_name, 2), voter_number'],
    ['voter_name_from_third', 'election_id, state, substr(search_name, 3), voter_number'],
    ['voter_birth_date', 'election_id, state, birth_date, search_name'],
    ['voter_pinyin', 'election_id, state, pinyin, voter_number'],
    ['voter_initials', 'election_id, state, initials, voter_number'],
    ['voter_address', 'election_id, state, address, voter_number'],
    ['voter_tail', 'election_id, state, identity_tail_hash, voter_number'],
  ]) {
    await sql.raw(`create index ${name} on voter (${columns})`).execute(db)
  }
  const longNames = 'election_id, state, search_name, voter_number'
  await sql.raw(`create index voter_long_name on voter (${longNames}) where length(search_name) > 3`).execute(db)
}

interface VoterNames {
  voter: { id: number; name: string; search_name: string }
}

/** For people who were on a roll before; their last four are hashed when they are next changed. */
async function fillSearchNames(db: Kysely<VoterNames>): Promise<void> {
  for (const { id, name } of await db.selectFrom('voter').select(['id', 'name']).execute()) {
    const change = { search_name: soughtName(name) }
    await db.updateTable('voter').set(change).where('id', '=', id).execute()
  }
}
