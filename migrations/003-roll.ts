import { type Kysely, sql } from 'kysely'
import { bareTable, bytesType, createTable } from '../src/infra/db/dialect.js'

/** The voter roll: files as the offices sent them, rows as understood, voters, versions, objections. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createRegisters(db)
  await createVoter(db)
  await createElectors(db)
  await createVersions(db)
  await createObjection(db)
}

async function createRegisters(db: Kysely<unknown>): Promise<void> {
  await createStoredFiles(db)
  await createTable(db, 'register_import')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('file_name', 'text', (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('file_id', 'integer', (c) => c.references('stored_file.id'))
    .addColumn('election_day', 'text', (c) => c.notNull())
    .addColumn('columns', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) =>
      c.notNull().check(sql`state in ('reading', 'refused', 'staged', 'committing', 'committed', 'discarded')`),
    )
    .addColumn('rows', 'integer', (c) => c.notNull())
    .addColumn('report', 'text', (c) => c.notNull())
    .addColumn('uploaded_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('uploaded_at', 'text', (c) => c.notNull())
    .addColumn('committed_at', 'text')
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute()
  await db.schema.createIndex('register_import_election').on('register_import').column('election_id').execute()

  await createTable(db, 'register_row')
    .addColumn('import_id', 'integer', (c) => c.notNull().references('register_import.id'))
    .addColumn('sheet', 'text', (c) => c.notNull())
    .addColumn('row_number', 'integer', (c) => c.notNull())
    .addColumn('verdict', 'text', (c) =>
      c.notNull().check(sql`verdict in ('accepted', 'underAge', 'warning', 'error')`),
    )
    .addColumn('held_back', 'text', (c) => c.check(sql`held_back in ('underAge', 'communityWorker')`))
    .addColumn('decision', 'text', (c) => c.check(sql`decision in ('accept', 'refuse')`))
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('findings', 'text', (c) => c.notNull())
    .addColumn('identity_hash', 'text')
    .addColumn('sealed_person', 'text', (c) => c.notNull())
    .addUniqueConstraint('register_row_number', ['import_id', 'sheet', 'row_number'])
    .execute()
  await db.schema
    .createIndex('register_row_outcome')
    .on('register_row')
    .columns(['import_id', 'outcome', 'id'])
    .execute()
  // For going through a large register piece by piece, and for its rows that have findings.
  await db.schema.createIndex('register_row_order').on('register_row').columns(['import_id', 'id']).execute()
  await db.schema
    .createIndex('register_row_found')
    .on('register_row')
    .columns(['import_id', 'id'])
    .where(sql.ref('findings'), '<>', sql.lit('[]'))
    .execute()
}

/** Files as people sent them, sealed piece by piece: never whole in memory on their way in. */
async function createStoredFiles(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'stored_file')
    .addColumn('size', 'integer', (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('is_kept', 'integer', (c) => c.notNull().check(sql`is_kept in (0, 1)`))
    .addColumn('stored_at', 'text', (c) => c.notNull())
    .execute()
  await bareTable(db, 'stored_file_piece')
    .addColumn('file_id', 'integer', (c) => c.notNull().references('stored_file.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('sealed', bytesType(db), (c) => c.notNull())
    .addPrimaryKeyConstraint('stored_file_piece_key', ['file_id', 'number'])
    .execute()
}

async function createVoter(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'voter')
    .addColumn('season_id', 'integer', (c) => c.notNull().references('season.id'))
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('voter_number', 'integer', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('pinyin', 'text', (c) => c.notNull())
    .addColumn('initials', 'text', (c) => c.notNull())
    .addColumn('sex', 'text', (c) => c.notNull().check(sql`sex in ('male', 'female')`))
    .addColumn('birth_date', 'text', (c) => c.notNull())
    .addColumn('nationality', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('sealed_identity_number', 'text', (c) => c.notNull())
    .addColumn('identity_hash', 'text', (c) => c.notNull())
    .addColumn('identity_tail', 'text', (c) => c.notNull())
    .addColumn('residents_group', 'integer', (c) => c.notNull())
    .addColumn('household_number', 'text', (c) => c.notNull())
    .addColumn('relationship', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('address', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('sealed_telephone', 'text')
    .addColumn('political_status', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('education', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('registration_class', 'text', (c) =>
      c.notNull().check(sql`registration_class in ('household', 'resident', 'communityWorker')`),
    )
    .addColumn('is_elector', 'integer', (c) => c.notNull().check(sql`is_elector in (0, 1)`))
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('registered', 'removed')`))
    .addColumn('import_id', 'integer', (c) => c.references('register_import.id'))
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addUniqueConstraint('voter_number_once', ['election_id', 'voter_number'])
    .addCheckConstraint('voter_elector_is_registered', sql`is_elector = 0 or state = 'registered'`)
    .execute()
  // One person, one roll: nobody is registered in two communities of a season (law.md 3, double registration).
  await db.schema
    .createIndex('voter_once_a_season')
    .unique()
    .on('voter')
    .columns(['season_id', 'identity_hash'])
    .where(sql.ref('state'), '=', sql.lit('registered'))
    .execute()
  for (const [name, columns] of [
    ['voter_list', ['election_id', 'state', 'residents_group', 'household_number', 'id']],
    ['voter_name', ['election_id', 'name']],
    ['voter_pinyin', ['election_id', 'pinyin']],
    ['voter_initials', ['election_id', 'initials']],
    ['voter_tail', ['election_id', 'identity_tail']],
    ['voter_elector', ['election_id', 'is_elector']],
    ['voter_import', ['import_id']],
  ] as const) {
    await db.schema
      .createIndex(name)
      .on('voter')
      .columns([...columns])
      .execute()
  }
}

/** Groups with names of their own, and the form of election that electors were named for. */
async function createElectors(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'roll_group')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addUniqueConstraint('roll_group_number', ['election_id', 'number'])
    .addUniqueConstraint('roll_group_name', ['election_id', 'name'])
    .execute()
  await bareTable(db, 'elector_choice')
    .addColumn('election_id', 'integer', (c) => c.primaryKey().references('election.id'))
    .addColumn('form', 'text', (c) => c.notNull().check(sql`form in ('households', 'representatives')`))
    .addColumn('chosen_at', 'text', (c) => c.notNull())
    .execute()
}

async function createVersions(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'roll_version')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('posted', 'corrected', 'closed')`))
    .addColumn('made_on', 'text', (c) => c.notNull())
    .addColumn('voters', 'integer', (c) => c.notNull())
    .addColumn('electors', 'integer', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addUniqueConstraint('roll_version_number', ['election_id', 'number'])
    .execute()

  await createTable(db, 'roll_change')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('voter_id', 'integer', (c) => c.notNull().references('voter.id'))
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('added', 'removed', 'corrected')`))
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('note', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('before', 'text', (c) => c.notNull())
    .addColumn('after', 'text', (c) => c.notNull())
    .addColumn('changed_on', 'text', (c) => c.notNull())
    .addColumn('roll_version', 'integer', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('roll_change_election').on('roll_change').columns(['election_id', 'id']).execute()
}

async function createObjection(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'objection')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('received_on', 'text', (c) => c.notNull())
    .addColumn('objector', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull().check(sql`subject in ('missing', 'notEntitled', 'wrongDetails')`))
    .addColumn('person_name', 'text', (c) => c.notNull())
    .addColumn('voter_id', 'integer', (c) => c.references('voter.id'))
    .addColumn('grounds', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) =>
      c.notNull().check(sql`state in ('open', 'upheld', 'dismissed', 'withdrawn', 'notHeard')`),
    )
    .addColumn('decided_on', 'text')
    .addColumn('ruling', 'text')
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addUniqueConstraint('objection_number', ['election_id', 'number'])
    .addCheckConstraint('objection_decided', sql`state = 'open' or (decided_on is not null and ruling is not null)`)
    .execute()
}
