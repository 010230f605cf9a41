import { isMoreThan } from '../lib/fraction.js'
import type { Db } from '../infra/db/database.js'
import { asKinship, listKinships } from '../nomination/queries.js'
import { personIdOf } from '../rules/person-id.js'
import { relativesOf } from '../rules/relatives.js'
import type { RuleSet } from '../rules/rule-set.js'
import { type Succession, successionByVotes } from '../rules/succession.js'
import { listResults } from '../tally/queries.js'
import type { Standing, StandingPost } from './standing.js'

/** Who takes the empty seats of a post by votes, and by which vote. */
export interface Followers extends Succession {
  readonly post: StandingPost
  readonly roundId: number
  readonly ballotsCast: number
  /** Close relatives of a member in office, who follow nobody (art. 8). */
  readonly kept: readonly { readonly name: string; readonly relativeOf: string }[]
}

/**
 * By post, who follows by the votes of the first valid vote on it (law.md 6.2, step 6). Whoever was elected to any post,
 * or left one, follows nobody; nor does a close relative of a member in office (art. 8).
 */
export async function followersOf(db: Db, standing: Standing, ruleSet: RuleSet): Promise<Followers[]> {
  const results = await listResults(db, standing.regularId)
  const held = new Set([...standing.sitting, ...standing.former].map(({ voterId, name }) => personIdOf(voterId, name)))
  const barred = new Set(results.flatMap(({ counted }) => counted.ineligible.map(({ personId }) => personId)))
  const relatives = relativesOf((await listKinships(db, standing.regularId)).map(asKinship), ruleSet)
  const relativeInOffice = (personId: string) =>
    standing.sitting.find(({ voterId, name }) => relatives.between(personId, personIdOf(voterId, name)) !== undefined)
  return standing.posts.flatMap((post): Followers[] => {
    const freed = standing.former.filter(({ postId }) => postId === post.id).length
    const seats = Math.min(freed, post.vacant)
    const vote = results.find(
      ({ counted: { outcome } }) => outcome.isValid && outcome.posts.some((one) => one.post.id === String(post.id)),
    )
    const decided = vote?.counted.outcome.posts.find((one) => one.post.id === String(post.id))
    if (seats === 0 || !vote || !decided) return []
    const ballotsCast = vote.counted.outcome.ballots.returned
    const others = decided.standings
      .filter(({ personId, sex }) => {
        return !held.has(personId) && !barred.has(personId) && !(post.reservedForWoman && sex === 'male')
      })
      .map(({ personId, name, for: votes }) => ({ id: personId, name, votes, relative: relativeInOffice(personId) }))
    const notElected = others.filter(({ relative }) => relative === undefined)
    const { hasFormed: hasCommitteeFormed } = standing
    const succession = successionByVotes(notElected, { seats, ballotsCast, hasCommitteeFormed }, ruleSet)
    const kept = others.flatMap(({ name, votes, relative }) =>
      relative && isMoreThan(votes, ballotsCast, ruleSet.winningShare) ? [{ name, relativeOf: relative.name }] : [],
    )
    return [{ ...succession, post, roundId: vote.roundId, ballotsCast, kept }]
  })
}
