import type { InspectionSubject } from '../rules/random-draw.js'
import type { Db } from '../infra/db/database.js'
import { comparedVotes, type VoteInSeason } from './compared-votes.js'
import { loadEvidenceFacts } from './community-evidence.js'
import { listSheetItems } from './inspection-queries.js'

/** Something on a list that is drawn from. */
export interface InspectionItem {
  readonly township: string
  readonly community: string
  /** The station or the sheet; empty where whole communities are drawn. */
  readonly what: string
}

/** Everything of a kind in the elections that are declared, in the order of the communities' codes. */
export async function inspectionItems(db: Db, seasonId: number, subject: InspectionSubject): Promise<InspectionItem[]> {
  const votes = await comparedVotes(db, seasonId)
  if (subject === 'community' || votes.length === 0) return votes.map((vote) => itemOf(vote, ''))
  const facts = await loadEvidenceFacts(
    db,
    votes.map(({ electionId }) => electionId),
  )
  const roundOf = ({ electionId }: VoteInSeason) => facts.deciding.get(electionId)?.id ?? 0
  if (subject === 'station') {
    return votes.flatMap((vote) =>
      facts.stations.filter(({ roundId }) => roundId === roundOf(vote)).map(({ name }) => itemOf(vote, name)),
    )
  }
  const sheets = await listSheetItems(db, votes.map(roundOf))
  return votes.flatMap((vote) =>
    sheets
      .filter(({ roundId }) => roundId === roundOf(vote))
      .map(({ stationName, number }) => itemOf(vote, `${stationName}第${number}张计票单`)),
  )
}

function itemOf({ townshipName, communityName }: VoteInSeason, what: string): InspectionItem {
  return { township: townshipName, community: communityName, what }
}
