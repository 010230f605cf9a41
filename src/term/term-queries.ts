import type { Insertable } from 'kysely'
import type { PlainDate } from '../lib/plain-date.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { ByElectionTable, OfficeEndTable, SuccessionTable, VacancyDecisionTable } from '../infra/db/tables/term.js'

/** Who left the committee so far, in the order in which it was recorded. */
export async function listOfficeEnds(db: Db, regularId: number) {
  return await db
    .selectFrom('officeEnd')
    .innerJoin('post', 'post.id', 'officeEnd.postId')
    .select(['officeEnd.id', 'officeEnd.electedMemberId', 'officeEnd.successionId', 'officeEnd.postId'])
    .select(['officeEnd.name', 'officeEnd.cause', 'officeEnd.onDay', 'officeEnd.explanation', 'officeEnd.document'])
    .select(['post.title as postTitle', 'officeEnd.facts'])
    .where('officeEnd.electionId', '=', regularId)
    .orderBy('officeEnd.id')
    .execute()
}

export type OfficeEndRow = Awaited<ReturnType<typeof listOfficeEnds>>[number]

/** Records that a member left. The same member twice is a unique violation. */
export async function insertOfficeEnd(trx: Trx, end: Insertable<OfficeEndTable>): Promise<void> {
  await trx.insertInto('officeEnd').values(end).execute()
}

/** Who followed by votes, in the order in which it was recorded. */
export async function listSuccessions(db: Db, regularId: number) {
  return await db
    .selectFrom('succession')
    .innerJoin('post', 'post.id', 'succession.postId')
    .leftJoin('voter', 'voter.id', 'succession.voterId')
    .select(['succession.id', 'succession.postId', 'succession.voterId', 'succession.name', 'succession.votes'])
    .select(['succession.since', 'post.title as postTitle', 'post.position', 'voter.sex', 'voter.identityHash'])
    .where('succession.electionId', '=', regularId)
    .orderBy('succession.id')
    .execute()
}

/** Seats somebody by votes. The same person twice is a unique violation. */
export async function insertSuccession(trx: Trx, succession: Insertable<SuccessionTable>): Promise<void> {
  await trx.insertInto('succession').values(succession).execute()
}

/** That seats stay empty after a vote, if it was decided. */
export async function findVacancyDecision(db: Db, roundId: number) {
  return await db
    .selectFrom('vacancyDecision')
    .select(['seats', 'decidedByBody', 'decidedOn', 'reason'])
    .where('roundId', '=', roundId)
    .executeTakeFirst()
}

export async function insertVacancyDecision(trx: Trx, decision: Insertable<VacancyDecisionTable>): Promise<void> {
  await trx.insertInto('vacancyDecision').values(decision).execute()
}

/** The by-elections of a committee, first to last, with how far each has come. */
export async function listByElections(db: Db, regularId: number) {
  return await db
    .selectFrom('byElection')
    .innerJoin('election', 'election.id', 'byElection.electionId')
    .select(['byElection.electionId', 'byElection.heldBy', 'byElection.decidedOn', 'byElection.entitled'])
    .select(['byElection.present', 'byElection.inFavour', 'election.electionDay', 'election.form'])
    .select((eb) =>
      eb
        .selectFrom('milestone')
        .select('milestone.reachedOn')
        .whereRef('milestone.electionId', '=', 'byElection.electionId')
        .where('milestone.name', '=', 'handedOver')
        .as('closedOn'),
    )
    .where('byElection.regularId', '=', regularId)
    .orderBy('byElection.electionId')
    .execute()
}

export type ByElectionRow = Awaited<ReturnType<typeof listByElections>>[number]

/** The posts of a by-election, each with the post of the regular election that it fills again. */
export async function listByElectionPosts(db: Db, byElectionId: number) {
  return await db
    .selectFrom('byElectionPost')
    .innerJoin('post', 'post.id', 'byElectionPost.postId')
    .select(['byElectionPost.postId', 'byElectionPost.regularPostId', 'post.title', 'post.seats'])
    .where('post.electionId', '=', byElectionId)
    .orderBy('post.rank')
    .execute()
}

export async function insertByElection(
  trx: Trx,
  byElection: Insertable<ByElectionTable>,
  posts: readonly { readonly postId: number; readonly regularPostId: number }[],
): Promise<void> {
  await trx.insertInto('byElection').values(byElection).execute()
  await trx.insertInto('byElectionPost').values(posts).execute()
}

/** Members elected at a by-election, by the post of the regular election that they fill. */
export async function listByElected(db: Db, byElectionId: number) {
  return await db
    .selectFrom('electedMember')
    .innerJoin('byElectionPost', 'byElectionPost.postId', 'electedMember.postId')
    .innerJoin('post', 'post.id', 'byElectionPost.regularPostId')
    .innerJoin('result', 'result.roundId', 'electedMember.roundId')
    .leftJoin('voter', 'voter.id', 'electedMember.voterId')
    .select(['electedMember.id', 'electedMember.name', 'electedMember.voterId', 'electedMember.votes'])
    .select(['byElectionPost.regularPostId as postId', 'post.title as postTitle', 'post.position'])
    .select(['result.declaredOn', 'voter.sex', 'voter.identityHash'])
    .where('electedMember.electionId', '=', byElectionId)
    // Of a vote that was counted again the result declared last.
    .where('result.recount', '=', (eb) =>
      eb
        .selectFrom('result as later')
        .select(({ fn }) => fn.max('later.recount').as('last'))
        .whereRef('later.roundId', '=', 'electedMember.roundId')
        .where('later.declaredOn', 'is not', null),
    )
    .orderBy('electedMember.id')
    .execute()
}

/** Members elected at the regular election, with the day on which they were declared. */
export async function listElectedWithDay(db: Db, regularId: number) {
  return await db
    .selectFrom('electedMember')
    .innerJoin('post', 'post.id', 'electedMember.postId')
    .innerJoin('result', 'result.roundId', 'electedMember.roundId')
    .leftJoin('voter', 'voter.id', 'electedMember.voterId')
    .select(['electedMember.id', 'electedMember.name', 'electedMember.voterId', 'electedMember.votes'])
    .select(['electedMember.postId', 'post.title as postTitle', 'post.position', 'result.declaredOn'])
    .select(['voter.sex', 'voter.identityHash'])
    .where('electedMember.electionId', '=', regularId)
    // Of a vote that was counted again the result declared last.
    .where('result.recount', '=', (eb) =>
      eb
        .selectFrom('result as later')
        .select(({ fn }) => fn.max('later.recount').as('last'))
        .whereRef('later.roundId', '=', 'electedMember.roundId')
        .where('later.declaredOn', 'is not', null),
    )
    .orderBy('post.rank')
    .orderBy('electedMember.votes', 'desc')
    .execute()
}

/** The day on which the committee came into being, as the milestones have it: the last result declared. */
export async function findFoundingDay(db: Db, regularId: number): Promise<PlainDate | undefined> {
  const row = await db
    .selectFrom('milestone')
    .select('reachedOn')
    .where('electionId', '=', regularId)
    .where('name', '=', 'resultDeclared')
    .orderBy('round', 'desc')
    .executeTakeFirst()
  return row?.reachedOn
}
