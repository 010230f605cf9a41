import { type Kysely, sql } from 'kysely'
import { bareTable, createTable } from '../src/infra/db/dialect.js'

/** Long work that goes on by itself, and the people of a register on their way to the roll. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createJob(db)
  await createPendingVoter(db)
  await indexVoterReferences(db)
}

async function createJob(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'job')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('election_id', 'integer', (c) => c.references('election.id'))
    .addColumn('state', 'text', (c) =>
      c.notNull().check(sql`state in ('queued', 'running', 'done', 'failed', 'cancelled')`),
    )
    .addColumn('phase', 'text', (c) => c.notNull())
    .addColumn('phase_started_at', 'text')
    .addColumn('done', 'integer', (c) => c.notNull())
    .addColumn('total', 'integer')
    .addColumn('input', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text')
    .addColumn('requested_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('requested_at', 'text', (c) => c.notNull())
    .addColumn('started_at', 'text')
    .addColumn('finished_at', 'text')
    .addColumn('runner', 'text')
    .addColumn('heartbeat_at', 'text')
    .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('is_cancelled', 'integer', (c) => c.notNull().defaultTo(0).check(sql`is_cancelled in (0, 1)`))
    .addCheckConstraint('job_running_has_runner', sql`state <> 'running' or runner is not null`)
    .execute()
  await db.schema.createIndex('job_subject').on('job').columns(['subject', 'id']).execute()
  // A second click, or two clerks at once: one job.
  await db.schema
    .createIndex('job_once')
    .unique()
    .on('job')
    .column('subject')
    .where(sql.ref('state'), 'in', sql`('queued', 'running')`)
    .execute()
}

/**
 * People of a register as they will stand on the roll, their voter numbers counted from 1. Without any index: what
 * is written here in small pieces goes over to the roll in one short statement.
 */
async function createPendingVoter(db: Kysely<unknown>): Promise<void> {
  let table = bareTable(db, 'pending_voter')
    .addColumn('import_id', 'integer', (c) => c.notNull().references('register_import.id'))
    .addColumn('voter_number', 'integer', (c) => c.notNull())
    .addColumn('season_id', 'integer', (c) => c.notNull())
    .addColumn('election_id', 'integer', (c) => c.notNull())
    .addColumn('residents_group', 'integer', (c) => c.notNull())
    .addColumn('is_elector', 'integer', (c) => c.notNull())
    .addColumn('sealed_telephone', 'text')
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
    'registration_class',
    'state',
  ] as const) {
    table = table.addColumn(name, 'text', (c) => c.notNull())
  }
  await table.addPrimaryKeyConstraint('pending_voter_key', ['import_id', 'voter_number']).execute()
}

/** Taking an import back asks of each of its people who refers to them. */
async function indexVoterReferences(db: Kysely<unknown>): Promise<void> {
  for (const table of [
    'nominee',
    'candidate',
    'check_in',
    'write_in_decision',
    'elected_member',
    'roll_change',
    'objection',
  ]) {
    await db.schema.createIndex(`${table}_voter`).on(table).column('voter_id').execute()
  }
}
