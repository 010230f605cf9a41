import type { PlainDate } from '../lib/plain-date.js'
import type { Milestone, MilestoneName } from '../rules/stages.js'
import { type Actor, recordEvent } from '../infra/audit-log/record-event.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { ElectionCommitteeTable } from '../infra/db/tables/election.js'
import type { ElectionForm } from '../rules/election-form.js'
import type { Post } from '../rules/post.js'

/** What an election has reached, for the rules to decide from. */
export async function listMilestones(db: Db, electionId: number): Promise<Milestone[]> {
  const rows = await db
    .selectFrom('milestone')
    .select(['name', 'reachedOn', 'round'])
    .where('electionId', '=', electionId)
    .orderBy('id')
    .execute()
  return rows.map(({ name, reachedOn, round }) => ({ name: name as MilestoneName, on: reachedOn, round }))
}

/**
 * Records that an election has reached something, with its event. A milestone is reached once: a second
 * time is a unique violation and rolls the change back.
 */
export async function recordMilestone(
  trx: Trx,
  actor: Actor,
  electionId: number,
  milestone: { readonly name: MilestoneName; readonly on: PlainDate; readonly round?: number },
): Promise<void> {
  const { name, on, round = 0 } = milestone
  await trx.insertInto('milestone').values({ electionId, name, reachedOn: on, round }).execute()
  await recordEvent(trx, actor, { type: 'milestoneReached', milestone: name, round, on }, electionId)
}

/** Corrects the day of a milestone that belongs to no vote, when what was recorded of it is corrected. */
export async function moveMilestone(
  trx: Trx,
  electionId: number,
  { name, on }: { readonly name: MilestoneName; readonly on: PlainDate },
): Promise<void> {
  await trx
    .updateTable('milestone')
    .set({ reachedOn: on })
    .where('electionId', '=', electionId)
    .where('name', '=', name)
    .where('round', '=', 0)
    .execute()
}

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
    .where('roundPost.roundId', '=', roundId)
    .orderBy('post.rank')
    .execute()
  return rows.map((row) => ({ ...row, id: String(row.id), reservedForWoman: row.reservedForWoman === 1 }))
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

/** Opens an election with its posts and its first round. */
export async function insertElection(trx: Trx, { posts, ...election }: NewElection): Promise<number> {
  const { id } = await trx
    .insertInto('election')
    .values({ ...election, kind: 'regular' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const round = await insertRound(trx, { electionId: id, number: 1, kind: 'first', votingDay: election.electionDay })
  await insertPosts(trx, id, round, posts)
  return id
}

async function insertPosts(trx: Trx, electionId: number, roundId: number, posts: readonly NewPost[]): Promise<void> {
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

export async function insertRoundPost(trx: Trx, roundId: number, postId: number, seats: number): Promise<void> {
  await trx.insertInto('roundPost').values({ roundId, postId, seats }).execute()
}

/** Changes form, day and contact; false when the election has changed since the form was opened. */
export async function updateElection(
  trx: Trx,
  electionId: number,
  version: number,
  change: Pick<NewElection, 'form' | 'electionDay' | 'contactPlace' | 'contactTelephone'>,
): Promise<boolean> {
  const updated = await trx
    .updateTable('election')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', electionId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!updated) return false
  await trx
    .updateTable('votingRound')
    .set({ votingDay: change.electionDay })
    .where('electionId', '=', electionId)
    .where('number', '=', 1)
    .execute()
  return true
}

/** Replaces the posts of an election whose candidates are not yet confirmed and that nobody is nominated in. */
export async function replacePosts(trx: Trx, electionId: number, posts: readonly NewPost[]): Promise<void> {
  const round = await trx
    .selectFrom('votingRound')
    .select('id')
    .where('electionId', '=', electionId)
    .where('number', '=', 1)
    .executeTakeFirstOrThrow()
  await trx.deleteFrom('roundPost').where('roundId', '=', round.id).execute()
  await trx.deleteFrom('post').where('electionId', '=', electionId).execute()
  await insertPosts(trx, electionId, round.id, posts)
}

/** Whether somebody is nominated already: posts can then no longer be replaced. */
export async function hasNominees(db: Db, electionId: number): Promise<boolean> {
  const row = await db
    .selectFrom('nominee')
    .select('id')
    .where('electionId', '=', electionId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
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

/** How the residents' election committee was selected, and its members by rank. */
export async function findElectionCommittee(db: Db, electionId: number) {
  const selection = await db
    .selectFrom('electionCommittee')
    .selectAll()
    .where('electionId', '=', electionId)
    .executeTakeFirst()
  if (!selection) return undefined
  const members = await db
    .selectFrom('electionCommitteeMember')
    .select(['position', 'name', 'sex', 'residentsGroup', 'votes'])
    .where('electionId', '=', electionId)
    .orderBy('rank')
    .execute()
  return { ...selection, members }
}

export interface NewElectionCommitteeMember {
  readonly position: 'chair' | 'viceChair' | 'member'
  readonly name: string
  readonly sex: 'male' | 'female'
  readonly residentsGroup: number | null
  readonly votes: number
}

/** Records the election committee, or replaces what was recorded while it may still be corrected. */
export async function saveElectionCommittee(
  trx: Trx,
  selection: Omit<ElectionCommitteeTable, 'version'>,
  members: readonly NewElectionCommitteeMember[],
): Promise<void> {
  const { electionId } = selection
  await trx.deleteFrom('electionCommitteeMember').where('electionId', '=', electionId).execute()
  await trx
    .insertInto('electionCommittee')
    .values(selection)
    .onConflict((conflict) =>
      conflict
        .column('electionId')
        .doUpdateSet((eb) => ({ ...selection, version: eb('electionCommittee.version', '+', 1) })),
    )
    .execute()
  const rows = members.map((member, index) => ({ ...member, electionId, rank: index + 1 }))
  await trx.insertInto('electionCommitteeMember').values(rows).execute()
}
