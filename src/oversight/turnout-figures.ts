import type { Db } from '../infra/db/database.js'
import { type listCommunityElections, listDecidingTurnout, turnoutByElection } from './queries.js'

type Row = Awaited<ReturnType<typeof listCommunityElections>>[number]

/** Who took part in the vote of a community that the rate asks about: the first, or the last one held in its place. */
export interface CommunityTurnout {
  readonly communityId: number
  readonly name: string
  readonly townshipName: string
  readonly participation: 'takingPart' | 'postponed' | 'notHeld'
  readonly isOpened: boolean
  /** `declared`: as the result says; `voting`: ballots handed out so far. */
  readonly state: 'declared' | 'voting' | 'none'
  readonly registered: number
  readonly voted: number
  /** The vote that the result is of; 0 while there is none. */
  readonly roundId: number
}

/** The turnout of every community of these rows, in as many statements for 340 as for one. */
export async function turnoutOfSeason(db: Db, seasonId: number, rows: readonly Row[]): Promise<CommunityTurnout[]> {
  const declared = await listDecidingTurnout(db, seasonId)
  const { electors, issued } = await turnoutByElection(db, seasonId)
  return rows.map((row) => {
    const electionId = row.electionId ?? 0
    const place = { communityId: row.id, name: row.name, townshipName: row.townshipName }
    const standing = {
      ...place,
      roundId: 0,
      participation: row.participation ?? 'takingPart',
      isOpened: row.electionId !== null,
    }
    const result = declared.get(electionId)
    if (result) return { ...standing, state: 'declared', ...result }
    const voted = issued.get(electionId) ?? 0
    if (voted === 0) return { ...standing, state: 'none', registered: 0, voted: 0 }
    return { ...standing, state: 'voting', registered: electors.get(electionId) ?? 0, voted }
  })
}

/** Of those that vote or have voted. */
export function sumTurnout(all: readonly CommunityTurnout[]) {
  const counted = all.filter(({ state }) => state !== 'none')
  const sum = (of: (row: CommunityTurnout) => number) => counted.reduce((so, row) => so + of(row), 0)
  return { communities: counted.length, registered: sum((row) => row.registered), voted: sum((row) => row.voted) }
}
