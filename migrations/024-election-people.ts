import { type Kysely, sql } from 'kysely'
import { createTable } from '../src/infra/db/dialect.js'

/** Who runs the election, as people of the roll: the election committee with its changes, and the stations' staff. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await linkMembers(db)
  await createReserves(db)
  await createChanges(db)
  await widenStaff(db)
}

async function linkMembers(db: Kysely<unknown>): Promise<void> {
  const member = () => db.schema.alterTable('election_committee_member')
  await member()
    .addColumn('voter_id', 'integer', (c) => c.references('voter.id'))
    .execute()
  await member()
    .addColumn('is_off_roll', 'integer', (c) => c.notNull().defaultTo(0).check(sql`is_off_roll in (0, 1)`))
    .execute()
  await member().addColumn('joined_on', 'text').execute()
  await member().addColumn('left_on', 'text').execute()
  // A voter sits once on a committee; who has left may have sat before.
  await db.schema
    .createIndex('election_committee_member_voter')
    .unique()
    .on('election_committee_member')
    .columns(['election_id', 'voter_id'])
    .where(sql.ref('left_on'), 'is', sql.lit(null))
    .execute()
}

async function createReserves(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'election_committee_reserve')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election_committee.election_id'))
    .addColumn('rank', 'integer', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('sex', 'text', (c) => c.notNull().check(sql`sex in ('male', 'female')`))
    .addColumn('residents_group', 'integer')
    .addColumn('votes', 'integer', (c) => c.notNull().check(sql`votes >= 0`))
    .addColumn('voter_id', 'integer', (c) => c.references('voter.id'))
    .addColumn('is_off_roll', 'integer', (c) => c.notNull().defaultTo(0).check(sql`is_off_roll in (0, 1)`))
    .addColumn('member_id', 'integer', (c) => c.references('election_committee_member.id'))
    .addUniqueConstraint('election_committee_reserve_rank', ['election_id', 'rank'])
    .addCheckConstraint('election_committee_reserve_roll', sql`voter_id is null or is_off_roll = 0`)
    .execute()
}

async function createChanges(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'election_committee_change')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election_committee.election_id'))
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('left', 'succeeded', 'chosen', 'chair')`))
    .addColumn('on_day', 'text', (c) => c.notNull())
    .addColumn('member_id', 'integer', (c) => c.notNull().references('election_committee_member.id'))
    .addColumn('instead_of', 'integer', (c) => c.references('election_committee_member.id'))
    .addColumn('reason', 'text', (c) =>
      c.check(sql`reason in ('nominated', 'relativeNominated', 'resigned', 'died', 'absent', 'other')`),
    )
    .addColumn('because_voter_id', 'integer', (c) => c.references('voter.id'))
    .addColumn('document', 'text', (c) => c.notNull())
    .addColumn('chosen_by', 'text', (c) => c.check(sql`chosen_by in ('residentsAssembly', 'representativesAssembly')`))
    .addColumn('entitled', 'integer', (c) => c.check(sql`entitled > 0`))
    .addColumn('present', 'integer', (c) => c.check(sql`present > 0`))
    .addColumn('votes', 'integer', (c) => c.check(sql`votes >= 0`))
    .addColumn('position_before', 'text', (c) => c.check(sql`position_before in ('viceChair', 'member')`))
    .addColumn('recorded_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addCheckConstraint('election_committee_change_reason', sql`(kind = 'left') = (reason is not null)`)
    .addCheckConstraint(
      'election_committee_change_instead',
      sql`(kind in ('succeeded', 'chosen')) = (instead_of is not null)`,
    )
    .addCheckConstraint('election_committee_change_chair', sql`(kind = 'chair') = (position_before is not null)`)
    .addCheckConstraint(
      'election_committee_change_meeting',
      sql`(kind in ('chosen', 'chair')) = (chosen_by is not null) and (chosen_by is null) = (entitled is null) and (chosen_by is null) = (present is null)`,
    )
    .addCheckConstraint('election_committee_change_present', sql`present is null or present <= entitled`)
    .execute()
  // Nobody leaves twice, and a place that was left is filled once.
  await db.schema
    .createIndex('election_committee_change_left')
    .unique()
    .on('election_committee_change')
    .column('member_id')
    .where(sql.ref('kind'), '=', sql.lit('left'))
    .execute()
  await db.schema
    .createIndex('election_committee_change_filled')
    .unique()
    .on('election_committee_change')
    .column('instead_of')
    .execute()
}

/** The list of functions is a check of the table, which SQLite cannot alter: the table is made anew. */
async function widenStaff(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('station_staff_station').execute()
  await db.schema.alterTable('station_staff').renameTo('station_staff_before').execute()
  await createTable(db, 'station_staff')
    .addColumn('station_id', 'integer', (c) => c.notNull().references('polling_station.id'))
    .addColumn('function', 'text', (c) =>
      c
        .notNull()
        .check(
          sql`function in ('head', 'host', 'chiefScrutineer', 'scrutineer', 'chiefCounter', 'voteCounter', 'ballotCaller', 'ballotIssuer', 'boothKeeper', 'scribe', 'mobileBox')`,
        ),
    )
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('voter_id', 'integer', (c) => c.references('voter.id'))
    .addColumn('note', 'text', (c) => c.notNull().defaultTo(''))
    .addUniqueConstraint('station_staff_once', ['station_id', 'function', 'voter_id'])
    .execute()
  await sql
    .raw(
      'insert into station_staff (station_id, function, name) select station_id, function, name from station_staff_before order by id',
    )
    .execute(db)
  await db.schema.dropTable('station_staff_before').execute()
  await db.schema.createIndex('station_staff_station').on('station_staff').column('station_id').execute()
  await db.schema.createIndex('station_staff_voter').on('station_staff').column('voter_id').execute()
}
