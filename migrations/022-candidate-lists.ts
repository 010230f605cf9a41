import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { bareTable, createTable, idsGoOnFrom, makeAppendOnly } from '../src/infra/db/dialect.js'
import { canonicalJson } from '../src/lib/canonical-json.js'

/**
 * Who stands in a vote, frozen: every list of a round is kept under a version and a hash, with the places on it. A
 * candidate is a person once on a list; where somebody stands is said by the list. None of it can be changed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'candidate_list')
    .addColumn('round_id', 'integer', (c) => c.notNull().references('voting_round.id'))
    .addColumn('version', 'integer', (c) => c.notNull().check(sql`version > 0`))
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull().check(sql`length(hash) = 64`))
    .addColumn('made_by', 'integer', (c) => c.references('account.id'))
    .addColumn('made_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('candidate_list_version', ['round_id', 'version'])
    .execute()
  await createPlaces(db)
  await createDropOuts(db)
  for (const list of await listsSoFar(db)) await freeze(db, list)
  await keepPeopleOnly(db)
  for (const table of ['candidate', 'candidate_list', 'candidate_list_place', 'candidate_drop_out']) {
    await makeAppendOnly(db, table)
  }
}

async function createPlaces(db: Kysely<unknown>): Promise<void> {
  // Filled from the old table first, and only then turned to the new one.
  await createTable(db, 'next_candidate')
    .addColumn('round_id', 'integer', (c) => c.notNull().references('voting_round.id'))
    .addColumn('post_id', 'integer', (c) => c.notNull().references('post.id'))
    .addColumn('voter_id', 'integer', (c) => c.references('voter.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('sex', 'text', (c) => c.check(sql`sex in ('male', 'female')`))
    .addColumn('previous_votes', 'integer')
    .addUniqueConstraint('candidate_of_round_once', ['round_id', 'voter_id'])
    .execute()
  const kept = sql.raw('id, round_id, post_id, voter_id, name, sex, previous_votes')
  await sql`insert into next_candidate (${kept}) select ${kept} from candidate`.execute(db)
  await bareTable(db, 'candidate_list_place')
    .addColumn('list_id', 'integer', (c) => c.notNull().references('candidate_list.id'))
    .addColumn('post_id', 'integer', (c) => c.notNull().references('post.id'))
    .addColumn('ballot_order', 'integer', (c) => c.notNull().check(sql`ballot_order > 0`))
    .addColumn('candidate_id', 'integer', (c) => c.notNull().references('next_candidate.id'))
    .addPrimaryKeyConstraint('candidate_list_place_key', ['list_id', 'post_id', 'ballot_order'])
    .addUniqueConstraint('candidate_list_place_once', ['list_id', 'candidate_id'])
    .execute()
}

async function createDropOuts(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'candidate_drop_out')
    .addColumn('candidate_id', 'integer', (c) => c.notNull().references('next_candidate.id').unique())
    .addColumn('list_id', 'integer', (c) => c.notNull().references('candidate_list.id').unique())
    .addColumn('reason', 'text', (c) =>
      c.notNull().check(sql`reason in ('withdrew', 'died', 'disqualified', 'leftRoll')`),
    )
    .addColumn('dropped_on', 'text', (c) => c.notNull())
    .addColumn('document', 'text', (c) => c.notNull().check(sql`document <> ''`))
    .addColumn('late_reason', 'text')
    .addColumn('refill', 'text', (c) =>
      c.notNull().check(sql`refill in ('byVotes', 'tied', 'nominateAgain', 'notNeeded', 'tooLate')`),
    )
    .addColumn('are_ballots_printed', 'integer', (c) => c.notNull().check(sql`are_ballots_printed in (0, 1)`))
    .addColumn('consequences', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .execute()
}

interface OldRow {
  readonly roundId: number
  readonly electionId: number
  readonly number: number
  readonly kind: string
  readonly confirmedOn: string
  readonly postId: number
  readonly title: string
  readonly seats: number
  readonly reservedForWoman: number
  readonly seatsForWomen: number
  readonly id: number
  readonly voterId: number | null
  readonly name: string
  readonly sex: string | null
  readonly previousVotes: number | null
}

/** The candidates recorded before lists were frozen, a list a round. */
async function listsSoFar(db: Kysely<unknown>): Promise<OldRow[][]> {
  const { rows } = await sql<OldRow>`
    select candidate.round_id, voting_round.election_id, voting_round.number, voting_round.kind,
      coalesce(milestone.reached_on, voting_round.voting_day) as confirmed_on,
      post.id as post_id, post.title, round_post.seats, post.reserved_for_woman, round_post.seats_for_women,
      candidate.id, candidate.voter_id, candidate.name, candidate.sex, candidate.previous_votes
    from candidate
      join voting_round on voting_round.id = candidate.round_id
      join post on post.id = candidate.post_id
      join round_post on round_post.round_id = candidate.round_id and round_post.post_id = candidate.post_id
      left join milestone on milestone.election_id = voting_round.election_id
        and milestone.round = voting_round.number and milestone.name = 'candidatesConfirmed'
    order by candidate.round_id, post.rank, candidate.ballot_order`.execute(db)
  const lists = new Map<number, OldRow[]>()
  for (const row of rows) lists.set(row.roundId, [...(lists.get(row.roundId) ?? []), row])
  return [...lists.values()]
}

async function freeze(db: Kysely<unknown>, rows: readonly OldRow[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const { roundId, electionId, number, kind, confirmedOn } = first
  const posts = rows
    .filter((row, index) => rows.findIndex(({ postId }) => postId === row.postId) === index)
    .map(({ postId, title, seats, reservedForWoman, seatsForWomen }) => ({
      ...{ id: postId, title, seats, reservedForWoman: reservedForWoman === 1, seatsForWomen },
      candidates: rows
        .filter((row) => row.postId === postId)
        .map(({ id, voterId, name, sex, previousVotes }) => ({ id, voterId, name, sex, previousVotes })),
    }))
  const content = canonicalJson({ format: 'candidate-list/1', electionId, round: { number, kind }, posts })
  const hash = createHash('sha256').update(content).digest('hex')
  const made = `${confirmedOn}T00:00:00.000Z`
  const { rows: lists } = await sql<{ id: number }>`
    insert into candidate_list (round_id, version, content, hash, made_at)
    values (${roundId}, 1, ${content}, ${hash}, ${made}) returning id`.execute(db)
  for (const post of posts) {
    for (const [index, { id }] of post.candidates.entries()) {
      await sql`insert into candidate_list_place (list_id, post_id, ballot_order, candidate_id)
        values (${lists[0]?.id}, ${post.id}, ${index + 1}, ${id})`.execute(db)
    }
  }
}

/** The table of candidates without places, under its own name again. */
async function keepPeopleOnly(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('candidate').execute()
  await db.schema.alterTable('next_candidate').renameTo('candidate').execute()
  await idsGoOnFrom(db, 'candidate')
}
