import { type ComparedVote, type DeskPace, paceOf } from '../rules/rate-questions.js'
import type { Db } from '../infra/db/database.js'
import type { Account } from '../infra/http/context.js'
import { loadEvidenceFacts } from './community-evidence.js'
import { countLateRollChanges, countServed } from './question-queries.js'
import { listCommunityElections } from './queries.js'

/** Where the figures of a vote are looked at. */
export interface VoteInSeason extends ComparedVote {
  readonly electionId: number
  readonly townshipId: number
  readonly townshipName: string
}

/** The bureau's sight of the season: a vote is compared with all others, whoever looks. */
const wholeCity = { townshipId: null, communityId: null } as Account

/** Every declared vote of a season, as a comparison sees it. */
export async function comparedVotes(db: Db, seasonId: number): Promise<VoteInSeason[]> {
  const rows = (await listCommunityElections(db, seasonId, wholeCity)).flatMap((row) =>
    row.electionId === null ? [] : [{ ...row, electionId: row.electionId }],
  )
  if (rows.length === 0) return []
  const ids = rows.map(({ electionId }) => electionId)
  const { deciding, counted } = await loadEvidenceFacts(db, ids)
  const served = await countServed(
    db,
    [...deciding.values()].map(({ id }) => id),
  )
  const late = await countLateRollChanges(db, ids)
  return rows.flatMap((row) => {
    const { id, name, townshipId, townshipName, electionId } = row
    const roundId = deciding.get(electionId)?.id ?? 0
    const result = counted.get(roundId)
    if (!result?.counted.outcome.isValid) return []
    const { form, registered, ballotsIssued, outcome } = result.counted
    const { returned, valid, invalid } = outcome.ballots
    return {
      ...{ communityId: id, communityName: name, townshipId, townshipName, electionId, form },
      ...{ registered, issued: ballotsIssued, returned, valid, invalid },
      posts: outcome.posts.map(({ standings }) => standings.map((person) => person.for)),
      desks: desksOf(served.filter((each) => each.roundId === roundId)),
      lateRollChanges: late.get(electionId) ?? 0,
    }
  })
}

/** The pace of each desk: a clerk at a station. */
function desksOf(served: Awaited<ReturnType<typeof countServed>>): DeskPace[] {
  const desks = new Map<string, typeof served>()
  for (const each of served) {
    const key = `${each.stationId} ${each.accountId}`
    desks.set(key, [...(desks.get(key) ?? []), each])
  }
  return [...desks.values()].map((counts) => ({ stationName: counts[0]?.stationName ?? '', ...paceOf(counts) }))
}
