import { type Kysely, sql } from 'kysely'
import { bareTable, createTable } from '../src/infra/db/dialect.js'

/** A season, the elections in it, their posts, rounds, milestones, and the people who run them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createSeason(db)
  await createElection(db)
  await createRounds(db)
  await createElectionCommittee(db)
}

async function createSeason(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'season')
    .addColumn('installation_kind', 'text', (c) => c.notNull().references('installation.kind'))
    .addColumn('term_number', 'integer', (c) => c.notNull().unique())
    .addColumn('first_day', 'text', (c) => c.notNull())
    .addColumn('last_day', 'text', (c) => c.notNull())
    .addColumn('target_num', 'integer', (c) => c.notNull())
    .addColumn('target_den', 'integer', (c) => c.notNull())
    .addColumn('direct_forms', 'text', (c) => c.notNull())
    .addColumn('drill_today', 'text')
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addCheckConstraint('season_days', sql`first_day < last_day`)
    .addCheckConstraint('season_target', sql`target_num >= 0 and target_den > 0 and target_num <= target_den`)
    .addCheckConstraint('season_today', sql`(installation_kind = 'drill') = (drill_today is not null)`)
    .execute()

  await bareTable(db, 'season_township')
    .addColumn('season_id', 'integer', (c) => c.notNull().references('season.id'))
    .addColumn('township_id', 'integer', (c) => c.notNull().references('township.id'))
    .addColumn('must_all_be_direct', 'integer', (c) => c.notNull().check(sql`must_all_be_direct in (0, 1)`))
    .addPrimaryKeyConstraint('season_township_key', ['season_id', 'township_id'])
    .execute()

  await bareTable(db, 'season_community')
    .addColumn('season_id', 'integer', (c) => c.notNull().references('season.id'))
    .addColumn('community_id', 'integer', (c) => c.notNull().references('community.id'))
    .addColumn('participation', 'text', (c) =>
      c.notNull().check(sql`participation in ('takingPart', 'postponed', 'notHeld')`),
    )
    .addColumn('reason', 'text')
    .addPrimaryKeyConstraint('season_community_key', ['season_id', 'community_id'])
    .addCheckConstraint('season_community_reason', sql`participation = 'takingPart' or reason is not null`)
    .execute()
}

async function createElection(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'election')
    .addColumn('season_id', 'integer', (c) => c.notNull().references('season.id'))
    .addColumn('community_id', 'integer', (c) => c.notNull().references('community.id'))
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('regular', 'byElection')`))
    .addColumn('term_number', 'integer', (c) => c.notNull())
    .addColumn('form', 'text', (c) => c.notNull().check(sql`form in ('allVoters', 'households', 'representatives')`))
    .addColumn('election_day', 'text', (c) => c.notNull())
    .addColumn('rule_set_id', 'text', (c) => c.notNull())
    .addColumn('rule_set_version', 'integer', (c) => c.notNull())
    .addColumn('settings', 'text', (c) => c.notNull().defaultTo('{}'))
    .addColumn('contact_place', 'text', (c) => c.notNull())
    .addColumn('contact_telephone', 'text', (c) => c.notNull())
    .addColumn('notices_issued', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('opened_at', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute()
  await db.schema
    .createIndex('election_one_regular')
    .unique()
    .on('election')
    .columns(['season_id', 'community_id'])
    .where(sql.ref('kind'), '=', sql.lit('regular'))
    .execute()

  await createTable(db, 'post')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('rank', 'integer', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('position', 'text', (c) => c.notNull().check(sql`position in ('chair', 'viceChair', 'member')`))
    .addColumn('seats', 'integer', (c) => c.notNull().check(sql`seats > 0`))
    .addColumn('reserved_for_woman', 'integer', (c) => c.notNull().check(sql`reserved_for_woman in (0, 1)`))
    .addUniqueConstraint('post_rank', ['election_id', 'rank'])
    .addUniqueConstraint('post_title', ['election_id', 'title'])
    .execute()
}

async function createRounds(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'voting_round')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('number', 'integer', (c) => c.notNull().check(sql`number > 0`))
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('first', 'runoff', 'tieBreak', 'rerun')`))
    .addColumn('voting_day', 'text', (c) => c.notNull())
    .addColumn('ballots_printed', 'integer', (c) => c.check(sql`ballots_printed >= 0`))
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addUniqueConstraint('voting_round_number', ['election_id', 'number'])
    .execute()

  await bareTable(db, 'round_post')
    .addColumn('round_id', 'integer', (c) => c.notNull().references('voting_round.id'))
    .addColumn('post_id', 'integer', (c) => c.notNull().references('post.id'))
    .addColumn('seats', 'integer', (c) => c.notNull().check(sql`seats > 0`))
    .addPrimaryKeyConstraint('round_post_key', ['round_id', 'post_id'])
    .execute()

  await createTable(db, 'milestone')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('round', 'integer', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('reached_on', 'text', (c) => c.notNull())
    .addUniqueConstraint('milestone_once', ['election_id', 'round', 'name'])
    .execute()
}

async function createElectionCommittee(db: Kysely<unknown>): Promise<void> {
  await bareTable(db, 'election_committee')
    .addColumn('election_id', 'integer', (c) => c.primaryKey().references('election.id'))
    .addColumn('selected_by', 'text', (c) =>
      c.notNull().check(sql`selected_by in ('residentsAssembly', 'representativesAssembly')`),
    )
    .addColumn('selected_on', 'text', (c) => c.notNull())
    .addColumn('entitled', 'integer', (c) => c.notNull().check(sql`entitled > 0`))
    .addColumn('present', 'integer', (c) => c.notNull().check(sql`present > 0`))
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addCheckConstraint('election_committee_present', sql`present <= entitled`)
    .execute()

  await createTable(db, 'election_committee_member')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election_committee.election_id'))
    .addColumn('rank', 'integer', (c) => c.notNull())
    .addColumn('position', 'text', (c) => c.notNull().check(sql`position in ('chair', 'viceChair', 'member')`))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('sex', 'text', (c) => c.notNull().check(sql`sex in ('male', 'female')`))
    .addColumn('residents_group', 'integer')
    .addColumn('votes', 'integer', (c) => c.notNull().check(sql`votes >= 0`))
    .addUniqueConstraint('election_committee_member_rank', ['election_id', 'rank'])
    .execute()
}
