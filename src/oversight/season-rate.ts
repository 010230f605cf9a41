import { type DirectElectionTarget, directElectionRate, type Participation } from '../rules/direct-election-rate.js'
import { confirmedForm } from '../rules/rate-verdict.js'
import type { Milestone } from '../rules/stages.js'
import type { getSeason, listSeasonTownships } from '../organisation/queries.js'
import type { listCommunityElections } from './queries.js'
import type { Claim } from './rate-claims.js'
import { givenVerdict } from './verdict-queries.js'

type Row = Awaited<ReturnType<typeof listCommunityElections>>[number]
type Season = Awaited<ReturnType<typeof getSeason>>
type Townships = Awaited<ReturnType<typeof listSeasonTownships>>

/**
 * The rate by its rule. An election counts as held once the result of a valid first vote is declared; a community
 * whose form is not yet decided is still to vote, and counts in neither number.
 */
export function rateOf(
  rows: readonly Row[],
  milestones: ReadonlyMap<number, readonly Milestone[]>,
  { targetNum, targetDen, directForms }: Season,
  townships: Townships,
  voided: ReadonlySet<number>,
) {
  const communities = rows.map((row) => ({
    communityId: row.id,
    communityName: row.name,
    townshipId: row.townshipId,
    form: row.form ?? 'allVoters',
    participation: participationOf(row, milestones.get(row.electionId ?? 0) ?? [], voided),
  }))
  return directElectionRate(communities, targetOf({ targetNum, targetDen, directForms }, townships))
}

function targetOf(
  { targetNum, targetDen, directForms }: Pick<Season, 'targetNum' | 'targetDen' | 'directForms'>,
  townships: Townships,
): DirectElectionTarget {
  const mustAllBeDirect = townships.filter((township) => township.mustAllBeDirect).map(({ id }) => id)
  return { target: { num: targetNum, den: targetDen }, directForms, mustAllBeDirect }
}

/**
 * The rate as far as two people of the bureau have confirmed it: of what was held only what is confirmed counts, in the form
 * that was found; the rest is still open, like a community that has yet to vote.
 */
export function confirmedRate(rows: readonly Row[], claims: readonly Claim[], season: Season, townships: Townships) {
  const byCommunity = new Map(claims.map((claim) => [claim.row.id, claim]))
  const communities = rows.map((row) => {
    const claim = byCommunity.get(row.id)
    const form = claim?.isHeld ? confirmedForm(givenVerdict(claim.verdicts.at(-1))) : undefined
    return {
      communityId: row.id,
      communityName: row.name,
      townshipId: row.townshipId,
      form: form ?? row.form ?? 'allVoters',
      participation: form
        ? ('held' as const)
        : claim?.isHeld
          ? ('pending' as const)
          : participationOf(row, [], noneVoid),
    }
  })
  return directElectionRate(communities, targetOf(season, townships))
}

const noneVoid: ReadonlySet<number> = new Set()

/** A vote that was void elected nobody and is held again: until then the community has yet to vote. */
export function participationOf(
  row: Row,
  milestones: readonly Milestone[],
  voided: ReadonlySet<number>,
): Participation {
  const isDeclared = milestones.some(({ name }) => name === 'resultDeclared')
  if (isDeclared && !voided.has(row.electionId ?? 0)) return 'held'
  if (row.participation === 'postponed' || row.participation === 'notHeld') return row.participation
  return 'pending'
}
