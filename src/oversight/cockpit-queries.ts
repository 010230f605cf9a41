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
    .select('votingRound.electionId')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('election.seasonId', '=', seasonId)
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
