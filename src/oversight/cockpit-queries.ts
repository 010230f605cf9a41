import type { PlainDate } from '../lib/plain-date.js'
import type { Db } from '../infra/db/database.js'

/** Keys of the papers in force of every election of a season: issued, not withdrawn. One that was replaced was issued. */
export async function papersByElection(db: Db, seasonId: number): Promise<Map<number, Set<string>>> {
  const rows = await db
    .selectFrom('issuedPaper')
    .innerJoin('election', 'election.id', 'issuedPaper.electionId')
    .leftJoin('paperWithdrawal', 'paperWithdrawal.paperId', 'issuedPaper.id')
    .select(['issuedPaper.electionId', 'issuedPaper.key'])
    .where('election.seasonId', '=', seasonId)
    .where('paperWithdrawal.id', 'is', null)
    .groupBy(['issuedPaper.electionId', 'issuedPaper.key'])
    .execute()
  const byElection = new Map<number, Set<string>>()
  for (const { electionId, key } of rows) {
    byElection.set(electionId, (byElection.get(electionId) ?? new Set()).add(key))
  }
  return byElection
}

/** Objections to the roll that nobody has ruled on, by election, with the day each came in. */
export async function openObjectionsByElection(db: Db, seasonId: number): Promise<Map<number, PlainDate[]>> {
  const rows = await db
    .selectFrom('objection')
    .innerJoin('election', 'election.id', 'objection.electionId')
    .select(['objection.electionId', 'objection.receivedOn'])
    .where('election.seasonId', '=', seasonId)
    .where('objection.state', '=', 'open')
    .orderBy('objection.receivedOn')
    .execute()
  const byElection = new Map<number, PlainDate[]>()
  for (const { electionId, receivedOn } of rows) {
    byElection.set(electionId, [...(byElection.get(electionId) ?? []), receivedOn])
  }
  return byElection
}

/** What raises doubts about a count: sheets whose two entries differ, ballot accounts that needed an explanation. */
export interface CountDoubts {
  readonly sheets: number
  readonly accounts: number
}

/** Doubts about the counts of a season, by election; an election without any is not in the map. */
export async function countDoubtsByElection(db: Db, seasonId: number): Promise<Map<number, CountDoubts>> {
  const sheets = await db
    .selectFrom('tallySheet')
    .innerJoin('votingRound', 'votingRound.id', 'tallySheet.roundId')
    .innerJoin('election', 'election.id', 'votingRound.electionId')
    .leftJoin('recount', (join) =>
      join.onRef('recount.roundId', '=', 'tallySheet.roundId').onRef('recount.number', '=', 'tallySheet.recount'),
    )
    .select('votingRound.electionId')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('election.seasonId', '=', seasonId)
    .where((eb) => eb.or([eb('recount.state', 'is', null), eb('recount.state', '<>', 'abandoned')]))
    .where('tallySheet.state', 'in', ['entriesDiffer', 'firstEntryHasErrors', 'correctionOrdered'])
    .groupBy('votingRound.electionId')
    .execute()
  const accounts = await db
    .selectFrom('pollingStation')
    .innerJoin('votingRound', 'votingRound.id', 'pollingStation.roundId')
    .innerJoin('election', 'election.id', 'votingRound.electionId')
    .select('votingRound.electionId')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('election.seasonId', '=', seasonId)
    .where('pollingStation.differenceExplained', 'is not', null)
    .groupBy('votingRound.electionId')
    .execute()
  const doubts = new Map<number, CountDoubts>()
  for (const { electionId, count } of sheets) doubts.set(electionId, { sheets: count, accounts: 0 })
  for (const { electionId, count } of accounts) {
    doubts.set(electionId, { sheets: doubts.get(electionId)?.sheets ?? 0, accounts: count })
  }
  return doubts
}

/** The first day on which each paper of each election was issued, by election and key; withdrawn ones are left out. */
export async function paperDaysByElection(db: Db, seasonId: number): Promise<Map<number, Map<string, PlainDate>>> {
  const rows = await db
    .selectFrom('issuedPaper')
    .innerJoin('election', 'election.id', 'issuedPaper.electionId')
    .leftJoin('paperWithdrawal', 'paperWithdrawal.paperId', 'issuedPaper.id')
    .select(['issuedPaper.electionId', 'issuedPaper.key'])
    .select((eb) => eb.fn.min('issuedPaper.issuedOn').as('issuedOn'))
    .where('election.seasonId', '=', seasonId)
    .where('paperWithdrawal.id', 'is', null)
    .groupBy(['issuedPaper.electionId', 'issuedPaper.key'])
    .execute()
  const byElection = new Map<number, Map<string, PlainDate>>()
  for (const { electionId, key, issuedOn } of rows) {
    byElection.set(electionId, (byElection.get(electionId) ?? new Map<string, PlainDate>()).set(key, issuedOn))
  }
  return byElection
}

/** Candidates on the list in force of the first vote, by election. */
export async function candidatesByElection(db: Db, seasonId: number): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('candidateList')
    .innerJoin('votingRound', 'votingRound.id', 'candidateList.roundId')
    .innerJoin('election', 'election.id', 'votingRound.electionId')
    .innerJoin('candidateListPlace', 'candidateListPlace.listId', 'candidateList.id')
    .leftJoin('candidateList as later', (join) =>
      join.onRef('later.roundId', '=', 'candidateList.roundId').onRef('later.version', '>', 'candidateList.version'),
    )
    .select('votingRound.electionId')
    .select((eb) => eb.fn.count<number>('candidateListPlace.candidateId').distinct().as('count'))
    .where('election.seasonId', '=', seasonId)
    .where('votingRound.number', '=', 1)
    .where('later.id', 'is', null)
    .groupBy('votingRound.electionId')
    .execute()
  return new Map(rows.map(({ electionId, count }) => [electionId, count]))
}

/** Seats to be filled, and seats filled by declared results, by election. */
export async function seatsByElection(db: Db, seasonId: number) {
  const seats = await db
    .selectFrom('post')
    .innerJoin('election', 'election.id', 'post.electionId')
    .select(['post.electionId', 'post.seats'])
    .where('election.seasonId', '=', seasonId)
    .execute()
  const elected = await db
    .selectFrom('electedMember')
    .innerJoin('election', 'election.id', 'electedMember.electionId')
    .select('electedMember.electionId')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('election.seasonId', '=', seasonId)
    .groupBy('electedMember.electionId')
    .execute()
  const all = new Map<number, { seats: number; elected: number }>()
  for (const { electionId, seats: own } of seats) {
    all.set(electionId, { seats: (all.get(electionId)?.seats ?? 0) + own, elected: 0 })
  }
  for (const { electionId, count } of elected) {
    all.set(electionId, { seats: all.get(electionId)?.seats ?? 0, elected: count })
  }
  return all
}

/** People registered on the roll, by election. */
export async function votersByElection(db: Db, seasonId: number): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('election')
    .innerJoin('voter', 'voter.electionId', 'election.id')
    .select('election.id as electionId')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('election.seasonId', '=', seasonId)
    .where('voter.state', '=', 'registered')
    .groupBy('election.id')
    .execute()
  return new Map(rows.map(({ electionId, count }) => [electionId, count]))
}
