import { addBallots, noBallots, type SealedBallots, type VoteSealed } from '../rules/ballot-seals.js'
import type { Db } from '../infra/db/database.js'
import { listStations } from '../polling/queries.js'
import type { CountedVote } from './counted-vote.js'
import { listResults } from './result-queries.js'
import { type BallotSeal, listSeals } from './seal-queries.js'
import { voteTitle } from './vote-facts.js'

/** What lies in packages whose seal is whole. */
export function sealedIn(seals: readonly BallotSeal[]): SealedBallots {
  return addBallots(seals.filter(({ opening }) => opening === undefined))
}

/** Of every vote declared so far what is to be sealed and what is, with the packages. */
export async function listSealedVotes(
  db: Db,
  electionId: number,
): Promise<(VoteSealed & { readonly seals: readonly BallotSeal[] })[]> {
  const votes = []
  for (const { roundId, roundNumber: number, roundKind: kind, counted } of await listResults(db, electionId)) {
    const seals = await listSeals(db, roundId)
    const due = await dueOf(db, roundId, counted)
    votes.push({ title: voteTitle({ number, kind }), due, sealed: sealedIn(seals), seals })
  }
  return votes
}

/** The ballots of a count and those the stations kept over. */
export async function dueOf(db: Db, roundId: number, counted: Pick<CountedVote, 'stations'>): Promise<SealedBallots> {
  const fromBoxes = counted.stations.map(({ valid, invalid, blank }) => ({
    ...noBallots,
    valid,
    invalid: invalid + blank,
  }))
  const keptOver = (await listStations(db, roundId)).map(({ unused, spoiled }) => ({
    ...noBallots,
    unused: unused ?? 0,
    spoiled: spoiled ?? 0,
  }))
  return addBallots([...fromBoxes, ...keptOver])
}
