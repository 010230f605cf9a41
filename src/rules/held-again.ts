import { articleIn } from './citation.js'
import type { Standing } from './count.js'
import type { FollowUp, PostOutcome, RunoffPost, Vote } from './outcome.js'
import type { Contest } from './post.js'
import type { RuleSet } from './rule-set.js'
import { cite } from './sentence.js'

/**
 * What follows a void vote. A first vote is held again as a whole (重新选举), because nothing of it stands. A run-off
 * (另行选举) or a tie-break vote (再次投票) is held again as what it was, with the same seats and the same people: those
 * elected before it were elected by a vote that was valid. Who was written in does not stand, for nothing was decided;
 * nor does who was found ineligible in the meantime.
 */
export function heldAgain(
  { round, contests }: Pick<Vote, 'round' | 'contests'>,
  posts: readonly PostOutcome[],
  ineligible: ReadonlyMap<string, unknown>,
): FollowUp {
  if (round === 'first') return { kind: 'rerun' }
  const lines = contests.flatMap((contest) =>
    posts
      .filter(({ post }) => post.id === contest.id)
      .map(({ post, standings, seatsForWoman }) => ({
        post,
        seatsForWoman,
        people: printed(contest, standings, ineligible),
      })),
  )
  if (round === 'tieBreak') {
    return { kind: 'tieBreak', posts: lines.map(({ post, people }) => ({ post, seats: post.seats, tied: people })) }
  }
  const both = lines.flatMap(({ post, seatsForWoman, people }): RunoffPost[] => [
    { post, seats: seatsForWoman, womenOnly: true, candidates: people.filter(({ sex }) => sex !== 'male') },
    { post, seats: post.seats - seatsForWoman, womenOnly: false, candidates: people },
  ])
  return { kind: 'runoff', posts: both.filter(({ seats }) => seats > 0) }
}

/** Those printed on the ballot who may still stand, in its order: the votes of a void vote put nobody first. */
function printed(
  { candidates }: Contest,
  standings: readonly Standing[],
  ineligible: ReadonlyMap<string, unknown>,
): Standing[] {
  const eligible = standings.filter(({ personId }) => !ineligible.has(personId))
  return candidates.flatMap(({ id }) => eligible.filter((standing) => standing.id === id))
}

/** Who stands in the vote that follows, by the key of a post; undefined where nothing of a void vote is settled. */
export function peopleAgain(followUp: FollowUp): ReadonlyMap<string, ReadonlySet<string>> | undefined {
  if (followUp.kind !== 'runoff' && followUp.kind !== 'tieBreak') return undefined
  const people = new Map<string, Set<string>>()
  for (const line of followUp.posts) {
    const standing = 'tied' in line ? line.tied : line.candidates
    const known = people.get(line.post.id) ?? []
    people.set(line.post.id, new Set([...known, ...standing.map(({ personId }) => personId)]))
  }
  return people
}

/** What follows a void vote, in a sentence. */
export function heldAgainSentence({ kind }: FollowUp, posts: readonly PostOutcome[], ruleSet: RuleSet): string {
  const { runoffMinimum, tieAtCut } = ruleSet.provenance
  const seats = posts.map(({ post }) => `${post.title}${post.seats}名`).join('、')
  const stand = '候选人除不具备资格的外不变；此前当选的人不受影响。'
  if (kind === 'runoff') return cite(`本次投票的名额（${seats}）仍须另行选举，${stand}`, runoffMinimum.source)
  if (kind === 'tieBreak') return cite(`本次投票的名额（${seats}）仍须再次投票决定，${stand}`, tieAtCut.source)
  return cite('本次投票的所有职务重新选举。', articleIn(ruleSet, 19))
}
