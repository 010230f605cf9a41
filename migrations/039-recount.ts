import { type Kysely, sql } from 'kysely'
import { bareTable, createTable, endAppendOnly, idsGoOnFrom, makeAppendOnly } from '../src/infra/db/dialect.js'

/**
 * A declared vote counted again (复核): the recount is numbered within its vote, 0 being the count itself. Sheets,
 * results and election records belong to one count, so that those of an earlier one stay as they were.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createRecounts(db)
  await sheetsOfOneCount(db)
  await resultsOfOneCount(db)
  await recordsOfOneCount(db)
}

async function createRecounts(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'recount')
    .addColumn('round_id', 'integer', (c) => c.notNull().references('voting_round.id'))
    .addColumn('number', 'integer', (c) => c.notNull().check(sql`number > 0`))
    .addColumn('ordered_by', 'text', (c) =>
      c.notNull().check(sql`ordered_by in ('electionCommittee', 'townshipGroup', 'bureau')`),
    )
    .addColumn('document', 'text', (c) => c.notNull().check(sql`document <> ''`))
    .addColumn('decided_on', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull().check(sql`reason <> ''`))
    .addColumn('opened_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('opened_at', 'text', (c) => c.notNull())
    .addColumn('opened_on', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('open', 'declared', 'abandoned')`))
    .addColumn('closed_at', 'text')
    .addColumn('abandoned_because', 'text')
    .addUniqueConstraint('recount_number', ['round_id', 'number'])
    .addCheckConstraint('recount_closed', sql`(state = 'open') = (closed_at is null)`)
    .addCheckConstraint('recount_abandoned', sql`(state = 'abandoned') = (abandoned_because is not null)`)
    .addCheckConstraint('recount_decided_before', sql`decided_on <= opened_on`)
    .execute()
  await db.schema
    .createIndex('recount_one_open')
    .unique()
    .on('recount')
    .column('round_id')
    .where(sql.ref('state'), '=', sql.lit('open'))
    .execute()
}

const recountColumn = sql`recount >= 0`

/** The number of a sheet is unique within its count, which SQLite cannot be told of a table it has: it is made anew. */
async function sheetsOfOneCount(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('ballot_reading').renameTo('ballot_reading_before').execute()
  await db.schema.alterTable('tally_sheet').renameTo('tally_sheet_before').execute()
  await createTable(db, 'tally_sheet')
    .addColumn('round_id', 'integer', (c) => c.notNull().references('voting_round.id'))
    .addColumn('station_id', 'integer', (c) => c.notNull().references('polling_station.id'))
    .addColumn('recount', 'integer', (c) => c.notNull().defaultTo(0).check(recountColumn))
    .addColumn('number', 'integer', (c) => c.notNull().check(sql`number > 0`))
    .addColumn('mode', 'text', (c) => c.notNull().defaultTo('totals').check(sql`mode in ('totals', 'ballots')`))
    .addColumn('state', 'text', (c) =>
      c
        .notNull()
        .check(
          sql`state in ('empty', 'firstEntryInProgress', 'firstEntryHasErrors', 'firstEntryDone', 'secondEntryInProgress', 'entriesDiffer', 'correctionOrdered', 'correctionInProgress', 'definitive')`,
        ),
    )
    .addColumn('entry', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addUniqueConstraint('tally_sheet_of_count', ['round_id', 'recount', 'station_id', 'number'])
    .execute()
  await copy(db, 'tally_sheet', 'id, round_id, station_id, number, mode, state, entry, version')
  await createTable(db, 'ballot_reading')
    .addColumn('sheet_id', 'integer', (c) => c.notNull().references('tally_sheet.id'))
    .addColumn('ballot_number', 'integer', (c) => c.notNull().check(sql`ballot_number > 0`))
    .addColumn('reading', 'text', (c) => c.notNull().check(sql`reading <> '' and reading not like '?%'`))
    .addColumn('grounds', 'text', (c) => c.notNull().check(sql`grounds <> ''`))
    .addColumn('decided_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('decided_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('ballot_reading_of_sheet', ['sheet_id', 'ballot_number'])
    .execute()
  await copy(db, 'ballot_reading', 'id, sheet_id, ballot_number, reading, grounds, decided_by, decided_at')
  await db.schema.dropTable('ballot_reading_before').execute()
  await db.schema.dropTable('tally_sheet_before').execute()
}

/** A vote has one result for each count of it. */
async function resultsOfOneCount(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('result').renameTo('result_before').execute()
  await createTable(db, 'result')
    .addColumn('round_id', 'integer', (c) => c.notNull().references('voting_round.id'))
    .addColumn('recount', 'integer', (c) => c.notNull().defaultTo(0).check(recountColumn))
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('proposed_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('proposed_at', 'text', (c) => c.notNull())
    .addColumn('declared_by', 'integer', (c) => c.references('account.id'))
    .addColumn('declared_at', 'text')
    .addColumn('declared_on', 'text')
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addUniqueConstraint('result_of_count', ['round_id', 'recount'])
    .addCheckConstraint(
      'result_declared',
      sql`(declared_by is null) = (declared_at is null) and (declared_by is null) = (declared_on is null)`,
    )
    .addCheckConstraint('result_two_people', sql`declared_by is null or declared_by <> proposed_by`)
    .execute()
  const kept = 'id, round_id, outcome, hash, proposed_by, proposed_at, declared_by, declared_at, declared_on, version'
  await copy(db, 'result', kept)
  await db.schema.dropTable('result_before').execute()
}

async function recordsOfOneCount(db: Kysely<unknown>): Promise<void> {
  await endAppendOnly(db, 'election_record')
  await db.schema.alterTable('election_record').renameTo('election_record_before').execute()
  await bareTable(db, 'election_record')
    .addColumn('round_id', 'integer', (c) => c.notNull().references('voting_round.id'))
    .addColumn('recount', 'integer', (c) => c.notNull().defaultTo(0).check(recountColumn))
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('fingerprint', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('election_record_of_count', ['round_id', 'recount'])
    .execute()
  const kept = sql.raw('round_id, content, fingerprint')
  await sql`insert into election_record (${kept}) select ${kept} from election_record_before`.execute(db)
  await db.schema.dropTable('election_record_before').execute()
  await makeAppendOnly(db, 'election_record')
}

/** Rows of a table that was renamed, with their ids. */
async function copy(db: Kysely<unknown>, table: string, columns: string): Promise<void> {
  const kept = sql.raw(columns)
  await sql`insert into ${sql.table(table)} (${kept}) select ${kept} from ${sql.table(`${table}_before`)}`.execute(db)
  await idsGoOnFrom(db, table)
}
