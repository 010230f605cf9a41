import { type Kysely, sql } from 'kysely'
import { bareTable, createTable } from '../src/infra/db/dialect.js'

/** Versions of the roll and who made them, the docket of objections, people who may be registered twice. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await extendRoll(db)
  await extendObjection(db)
  await createClashes(db)
  await createRecheck(db)
}

async function extendRoll(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('roll_version')
    .addColumn('made_by', 'integer', (c) => c.references('account.id'))
    .execute()
  await db.schema
    .alterTable('roll_version')
    .addColumn('cause', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
  await db.schema
    .alterTable('roll_change')
    .addColumn('document', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
  for (const table of ['voter', 'pending_voter']) {
    await db.schema.alterTable(table).addColumn('telephone_hash', 'text').execute()
  }
  // Namesakes of a whole season, for those who may be one and the same person.
  await db.schema
    .createIndex('voter_namesakes')
    .on('voter')
    .columns(['season_id', 'search_name', 'birth_date'])
    .where(sql.ref('state'), '=', sql.lit('registered'))
    .execute()
  await db.schema
    .createIndex('voter_telephone')
    .on('voter')
    .columns(['season_id', 'telephone_hash'])
    .where(sql.ref('telephone_hash'), 'is not', null)
    .execute()
}

async function extendObjection(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('objection')
    .addColumn('manner', 'text', (c) =>
      c.notNull().defaultTo('inPerson').check(sql`manner in ('inPerson', 'written', 'telephone', 'onBehalf')`),
    )
    .execute()
  for (const column of ['contact', 'agent', 'attachments', 'legal_basis']) {
    await db.schema
      .alterTable('objection')
      .addColumn(column, 'text', (c) => c.notNull().defaultTo(''))
      .execute()
  }
  await db.schema
    .alterTable('objection')
    .addColumn('repeats', 'integer', (c) => c.references('objection.id'))
    .execute()
}

async function createClashes(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'registration_clash')
    .addColumn('season_id', 'integer', (c) => c.notNull().references('season.id'))
    .addColumn('identity_hash', 'text', (c) => c.notNull())
    .addColumn('claimant_election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('holder_election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('birth_date', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull().check(sql`source in ('desk', 'import')`))
    .addColumn('raised_on', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('open', 'settled')`))
    .addColumn('kept_election_id', 'integer', (c) => c.references('election.id'))
    .addColumn('reason', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('undertaking', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('settled_on', 'text')
    .addColumn('settled_by', 'integer', (c) => c.references('account.id'))
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addCheckConstraint(
      'clash_settled',
      sql`state = 'open' or (kept_election_id is not null and settled_by is not null)`,
    )
    .execute()
  // Asked for once, however often the person is tried to be registered.
  await db.schema
    .createIndex('clash_once')
    .unique()
    .on('registration_clash')
    .columns(['claimant_election_id', 'identity_hash'])
    .where(sql.ref('state'), '=', sql.lit('open'))
    .execute()
  await db.schema.createIndex('clash_season').on('registration_clash').columns(['season_id', 'state']).execute()

  await bareTable(db, 'namesake_ruling')
    .addColumn('voter_id', 'integer', (c) => c.notNull().references('voter.id').onDelete('cascade'))
    .addColumn('other_id', 'integer', (c) => c.notNull().references('voter.id').onDelete('cascade'))
    .addColumn('ruling', 'text', (c) => c.notNull().check(sql`ruling in ('different', 'same')`))
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('ruled_on', 'text', (c) => c.notNull())
    .addColumn('ruled_by', 'integer', (c) => c.notNull().references('account.id'))
    .addPrimaryKeyConstraint('namesake_ruling_key', ['voter_id', 'other_id'])
    .addCheckConstraint('namesake_ruling_order', sql`voter_id < other_id`)
    .execute()
  await db.schema.createIndex('namesake_ruling_other').on('namesake_ruling').column('other_id').execute()
}

/** What rested on the roll and no longer holds: what was done about it. */
async function createRecheck(db: Kysely<unknown>): Promise<void> {
  await bareTable(db, 'recheck_mark')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('item', 'text', (c) => c.notNull())
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('handled_on', 'text', (c) => c.notNull())
    .addColumn('handled_by', 'integer', (c) => c.notNull().references('account.id'))
    .addPrimaryKeyConstraint('recheck_mark_key', ['election_id', 'item'])
    .execute()
}
