import type { PlainDate } from '../lib/plain-date.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { NewRoundPost } from '../infra/db/tables/election.js'
import type { ElectionForm } from '../rules/election-form.js'
import type { Post } from '../rules/post.js'

export {
  type CommitteeChangeRow,
  type ElectionCommitteeMember,
  type ElectionCommitteeReserve,
  endMembership,
  findElectionCommittee,
  insertCommitteeChange,
  insertJoiningMember,
  listCommitteeChanges,
  listEverybodyWhoSat,
  listReserves,
  markSucceeded,
  type NewCommitteeChange,
  saveElectionCommittee,
  setMemberPosition,
  takeCommitteeVersion,
  takeLastChangeBack,
  updateRollAnswer,
} from './committee-queries.js'
export { listMilestones, moveMilestone, recordMilestone, withdrawMilestone } from './milestone-queries.js'
export { listProcedureDocuments } from './setting-queries.js'
export { stageAddress } from './stage-pages.js'
export { findCalendar, holidaysOf, recordStepOnce, timetableOptions, timetableOptionsOfSeason } from './step-queries.js'

/** The posts of an election in order of rank. */
export async function listPosts(db: Db, electionId: number): Promise<Post[]> {
  const rows = await db.selectFrom('post').selectAll().where('electionId', '=', electionId).orderBy('rank').execute()
  return rows.map(({ id, title, position, seats, reservedForWoman }) => ({
    id: String(id),
    title,
    position,
    seats,
    reservedForWoman: reservedForWoman === 1,
  }))
}

/** The posts voted on in a round, with the seats open in it. */
export async function listRoundPosts(db: Db, roundId: number): Promise<Post[]> {
  const rows = await db
    .selectFrom('roundPost')
    .innerJoin('post', 'post.id', 'roundPost.postId')
    .select(['post.id', 'post.title', 'post.position', 'roundPost.seats', 'post.reservedForWoman'])
    .select('roundPost.seatsForWomen')
    .where('roundPost.roundId', '=', roundId)
    .orderBy('post.rank')
    .execute()
  return rows.map(({ seatsForWomen, ...row }) => {
    const post = { ...row, id: String(row.id), reservedForWoman: row.reservedForWoman === 1 }
    return seatsForWomen > 0 ? { ...post, seatsForWomen } : post
  })
}

/** Every round of an election, first to last. */
export async function listRounds(db: Db, electionId: number) {
  return await db
    .selectFrom('votingRound')
    .select(['id', 'number', 'kind', 'votingDay', 'ballotsPrinted'])
    .where('electionId', '=', electionId)
    .orderBy('number')
    .execute()
}

export interface NewElection {
  /** Absent: the regular election of the term. */
  readonly kind?: 'regular' | 'byElection'
  readonly seasonId: number
  readonly communityId: number
  readonly termNumber: number
  readonly form: ElectionForm
  readonly electionDay: PlainDate
  readonly ruleSetId: string
  readonly ruleSetVersion: number
  readonly contactPlace: string
  readonly contactTelephone: string
  readonly openedAt: string
  readonly posts: readonly NewPost[]
}

export interface NewPost {
  readonly title: string
  readonly position: 'chair' | 'viceChair' | 'member'
  readonly seats: number
  readonly reservedForWoman: boolean
}

/** What the community's own procedure decides, taken over from one election into another of the same term. */
export async function copySettings(trx: Trx, from: number, to: number): Promise<void> {
  const { settings } = await trx
    .selectFrom('election')
    .select('settings')
    .where('id', '=', from)
    .executeTakeFirstOrThrow()
  await trx.updateTable('election').set({ settings }).where('id', '=', to).execute()
  const decisions = await trx
    .selectFrom('ruleSetting')
    .selectAll()
    .where('electionId', '=', from)
    .where('supersededAt', 'is', null)
    .orderBy('id')
    .execute()
  const copies = decisions.map((decision) => ({ ...decision, id: undefined, electionId: to }))
  if (copies.length > 0) await trx.insertInto('ruleSetting').values(copies).execute()
}

/** Opens an election with its posts and its first round. */
export async function insertElection(trx: Trx, { posts, ...election }: NewElection): Promise<number> {
  const { id } = await trx
    .insertInto('election')
    .values({ kind: 'regular', ...election })
    .returning('id')
    .executeTakeFirstOrThrow()
  const round = await insertRound(trx, { electionId: id, number: 1, kind: 'first', votingDay: election.electionDay })
  await insertPosts(trx, id, round, posts)
  return id
}

export async function insertPosts(
  trx: Trx,
  electionId: number,
  roundId: number,
  posts: readonly NewPost[],
): Promise<void> {
  for (const [index, post] of posts.entries()) {
    const { id } = await trx
      .insertInto('post')
      .values({ ...post, electionId, rank: index + 1, reservedForWoman: post.reservedForWoman ? 1 : 0 })
      .returning('id')
      .executeTakeFirstOrThrow()
    await trx.insertInto('roundPost').values({ roundId, postId: id, seats: post.seats }).execute()
  }
}

export interface NewRound {
  readonly electionId: number
  readonly number: number
  readonly kind: 'first' | 'runoff' | 'tieBreak' | 'rerun'
  readonly votingDay: PlainDate
}

export async function insertRound(trx: Trx, round: NewRound): Promise<number> {
  const { id } = await trx.insertInto('votingRound').values(round).returning('id').executeTakeFirstOrThrow()
  return id
}

/** `seatsForWomen`: of the seats, those that the vote before kept for women. */
export async function insertRoundPost(trx: Trx, roundId: number, post: Omit<NewRoundPost, 'roundId'>): Promise<void> {
  const { postId, seats, seatsForWomen } = post
  await trx.insertInto('roundPost').values({ roundId, postId, seats, seatsForWomen }).execute()
}

/** The election of a community in a season, if one is open. */
export async function findElectionOf(db: Db, seasonId: number, communityId: number) {
  return await db
    .selectFrom('election')
    .select('id')
    .where('seasonId', '=', seasonId)
    .where('communityId', '=', communityId)
    .where('kind', '=', 'regular')
    .executeTakeFirst()
}

/** The regular election of the committee that an election belongs to: itself, or the one that a by-election adds to. */
export async function regularIdOf(db: Db, electionId: number): Promise<number> {
  const row = await db
    .selectFrom('byElection')
    .select('regularId')
    .where('electionId', '=', electionId)
    .executeTakeFirst()
  return row?.regularId ?? electionId
}
