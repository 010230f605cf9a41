import { isAtLeast } from '../lib/fraction.js'
import { byVotes, type Standing } from './count.js'
import type { Figures } from './figures.js'
import type { PostOutcome, RunoffPost } from './outcome.js'
import { isHigher, type Post } from './post.js'
import { type BarFacts, barFromPost } from './seat-bars.js'

/**
 * Whether so many votes elect in a run-off (另行选举): at least a third of the ballots cast in it, invalid
 * and blank ones included (Urban Residents' Committees Law 2025, art. 19). Nobody is elected by no vote.
 */
export function isEnoughInRunoff(votes: number, ballotsCast: number, figures: Pick<Figures, 'runoffMinimum'>): boolean {
  return votes > 0 && isAtLeast(votes, ballotsCast, figures.runoffMinimum)
}

/** In a tie-break vote (再次投票) the most votes win without a threshold, but only among the tied. */
export function isEnoughInTieBreak({ for: votes, writeIn }: Standing): boolean {
  return votes > 0 && !writeIn
}

/**
 * Who stands in the run-off for the seats left: the persons not elected, write-ins too, by votes for that
 * post, as many as the seats and the surplus (art. 19; law.md 6.3). All who are equal at the edge stand,
 * because nothing says who of them should not. Who could not take the seat does not stand for it: the ineligible,
 * and close relatives of those with a post as high. A seat kept for a woman has its own line of women.
 */
export function runoffPosts(
  posts: readonly PostOutcome[],
  { surplusMinimum }: Pick<Figures, 'surplusMinimum'>,
  facts: Omit<BarFacts, 'round'>,
): RunoffPost[] {
  const elected = new Set(posts.flatMap((post) => post.elected.map(({ personId }) => personId)))
  return posts.flatMap(({ post, standings, seatsLeft, seatsForWoman }) => {
    const left = byVotes(standings).filter(
      (person) => !elected.has(person.personId) && mayStand(person, post, posts, facts),
    )
    const women = atMost(
      left.filter(({ sex }) => sex !== 'male'),
      seatsForWoman,
      surplusMinimum,
    )
    const others = atMost(
      left.filter((person) => !women.includes(person)),
      seatsLeft - seatsForWoman,
      surplusMinimum,
    )
    const lines = [
      { post, seats: seatsForWoman, womenOnly: true, candidates: women },
      { post, seats: seatsLeft - seatsForWoman, womenOnly: false, candidates: others },
    ]
    return lines.filter(({ seats }) => seats > 0)
  })
}

/** Whether a winner of the run-off could sit beside those elected in this vote and before. */
function mayStand(
  person: Standing,
  post: Post,
  posts: readonly PostOutcome[],
  facts: Omit<BarFacts, 'round'>,
): boolean {
  const asHigh = posts
    .filter((other) => !isHigher(post, other.post))
    .flatMap(({ post: held, elected }) => elected.map((other) => ({ person: other, post: held })))
  return barFromPost(person, post, asHigh, { ...facts, round: 'runoff' }) === undefined
}

function atMost(people: readonly Standing[], seats: number, surplus: number): Standing[] {
  if (seats === 0) return []
  const last = people[seats + surplus - 1]
  return last ? people.filter(({ for: votes }) => votes >= last.for) : [...people]
}
