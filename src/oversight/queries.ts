import type { Db } from '../infra/db/database.js'
import type { Account } from '../infra/http/context.js'
import type { Milestone, MilestoneName } from '../rules/stages.js'

/** Every community an account may see, with its election of the season and its participation. */
export async function listCommunityElections(db: Db, seasonId: number, account: Account) {
  return await db
    .selectFrom('community')
    .innerJoin('township', 'township.id', 'community.townshipId')
    .leftJoin('election', (join) =>
      join
        .onRef('election.communityId', '=', 'community.id')
        .on('election.seasonId', '=', seasonId)
        .on('election.kind', '=', 'regular'),
    )
    .leftJoin('seasonCommunity', (join) =>
      join.onRef('seasonCommunity.communityId', '=', 'community.id').on('seasonCommunity.seasonId', '=', seasonId),
    )
    .select(['community.id', 'community.name', 'community.townshipId', 'township.name as townshipName'])
    .select(['election.id as electionId', 'election.form', 'election.electionDay', 'election.ruleSetId'])
    .select(['election.settings', 'seasonCommunity.participation', 'seasonCommunity.reason'])
    .$if(account.townshipId !== null, (query) => query.where('community.townshipId', '=', account.townshipId))
    .$if(account.communityId !== null, (query) => query.where('community.id', '=', account.communityId))
    .orderBy('community.code')
    .execute()
}

/** The milestones of every election of a season, by election. */
export async function milestonesByElection(db: Db, seasonId: number): Promise<Map<number, Milestone[]>> {
  const rows = await db
    .selectFrom('milestone')
    .innerJoin('election', 'election.id', 'milestone.electionId')
    .select(['milestone.electionId', 'milestone.name', 'milestone.reachedOn', 'milestone.round'])
    .where('election.seasonId', '=', seasonId)
    .orderBy('milestone.id')
    .execute()
  const byElection = new Map<number, Milestone[]>()
  for (const { electionId, name, reachedOn, round } of rows) {
    const milestones = byElection.get(electionId) ?? []
    milestones.push({ name: name as MilestoneName, on: reachedOn, round })
    byElection.set(electionId, milestones)
  }
  return byElection
}

/** Elections whose first vote, or the last one held again in its place, was declared void: nobody was elected in it. */
export async function listVoidElections(db: Db, seasonId: number): Promise<ReadonlySet<number>> {
  const rows = await db
    .selectFrom('result')
    .innerJoin('votingRound', 'votingRound.id', 'result.roundId')
    .innerJoin('election', 'election.id', 'votingRound.electionId')
    .select(['votingRound.electionId', 'result.outcome'])
    .where('election.seasonId', '=', seasonId)
    .where('result.declaredOn', 'is not', null)
    .where('votingRound.kind', 'in', ['first', 'rerun'])
    .orderBy('votingRound.number')
    .orderBy('result.id')
    .execute()
  const voided = new Set<number>()
  for (const { electionId, outcome } of rows) {
    const { isValid } = (JSON.parse(outcome) as { outcome: { isValid: boolean } }).outcome
    if (isValid) voided.delete(electionId)
    else voided.add(electionId)
  }
  return voided
}

/**
 * Registered and voted of the vote that decides whether a community has elected: the first or the last re-run that is
 * declared, by its last count.
 */
export async function listDecidingTurnout(db: Db, seasonId: number) {
  const rows = await db
    .selectFrom('result')
    .innerJoin('votingRound', 'votingRound.id', 'result.roundId')
    .innerJoin('election', 'election.id', 'votingRound.electionId')
    .select(['votingRound.electionId', 'result.roundId', 'result.outcome'])
    .where('election.seasonId', '=', seasonId)
    .where('result.declaredOn', 'is not', null)
    .where('votingRound.kind', 'in', ['first', 'rerun'])
    .orderBy('votingRound.number')
    .orderBy('result.recount')
    .execute()
  return new Map(
    rows.map(({ electionId, roundId, outcome }) => {
      const { registered, votersWhoVoted } = JSON.parse(outcome) as { registered: number; votersWhoVoted: number }
      return [electionId, { roundId, registered, voted: votersWhoVoted }]
    }),
  )
}

/** Electors on the roll, and ballots issued in the first vote, of every election of a season. */
export async function turnoutByElection(db: Db, seasonId: number) {
  const electors = await db
    .selectFrom('election')
    .innerJoin('voter', 'voter.electionId', 'election.id')
    .select('election.id as electionId')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('election.seasonId', '=', seasonId)
    // By election and state, so that the index of counts answers alone.
    .where('voter.state', '=', 'registered')
    .where('voter.isElector', '=', 1)
    .groupBy('election.id')
    .execute()
  const issued = await db
    .selectFrom('checkIn')
    .innerJoin('votingRound', 'votingRound.id', 'checkIn.roundId')
    .innerJoin('election', 'election.id', 'votingRound.electionId')
    .select('votingRound.electionId')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('election.seasonId', '=', seasonId)
    .where('votingRound.number', '=', 1)
    .where('checkIn.undoneAt', 'is', null)
    .groupBy('votingRound.electionId')
    .execute()
  return {
    electors: new Map(electors.map(({ electionId, count }) => [electionId, count])),
    issued: new Map(issued.map(({ electionId, count }) => [electionId, count])),
  }
}

/** The end of the chain: how many events there are, and the fingerprint of the last. */
export async function getChainHead(db: Db) {
  return await db.selectFrom('auditHead').select(['sequence', 'hash']).where('id', '=', 1).executeTakeFirstOrThrow()
}

/** Everybody nominated this season, with where: the names whose order on ballots and notices goes by strokes. */
export async function listNomineeNames(db: Db, seasonId: number) {
  return await db
    .selectFrom('nominee')
    .innerJoin('voter', 'voter.id', 'nominee.voterId')
    .innerJoin('election', 'election.id', 'nominee.electionId')
    .innerJoin('community', 'community.id', 'election.communityId')
    .select(['voter.name', 'nominee.electionId', 'community.name as communityName'])
    .where('election.seasonId', '=', seasonId)
    .orderBy('community.id')
    .orderBy('nominee.id')
    .execute()
}

/** An administrator in whose name the house does what it does by itself; undefined where nobody has begun. */
export async function findAdministrator(db: Db): Promise<number | undefined> {
  const row = await db
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'administrator')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}
