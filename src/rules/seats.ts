import { byVotes, type Standing, type Standings, standingsFor } from './count.js'
import type { Tie } from './outcome.js'
import { type Contest, highestFirst, isHigher } from './post.js'

/** How the seats of one post were taken. */
export interface Filling {
  readonly contest: Contest
  /** In order of votes, votes carried down included. */
  readonly standings: readonly Standing[]
  readonly elected: readonly Standing[]
  readonly ties: readonly Tie[]
  /** Enough votes here, but elected to a higher post. */
  readonly electedHigher: readonly Standing[]
  /** Seats left that only a woman can take. */
  readonly seatsForWoman: number
}

export interface SeatRules {
  /** Whether the votes are enough to be elected at all. */
  readonly isEnough: (standing: Standing) => boolean
  /** Votes that elect nobody count for the person's lower post too (票数下加, Hainan villages art. 31). */
  readonly carriesDown: boolean
  /** The member's post of which one seat goes to a woman first (see womans-seat.ts). */
  readonly womanFirstIn?: string | undefined
}

/**
 * Fills the posts from high to low (law.md 6.2): those with enough votes, by votes; who is elected to a
 * higher post keeps that one, and the place below goes to the next. A bar on sitting together is applied
 * the same way, by leaving the barred person out of the places below.
 */
export function fillPosts(contests: readonly Contest[], counted: Standings, rules: SeatRules): Filling[] {
  const fillings: Filling[] = []
  for (const contest of highestFirst(contests)) {
    const own = standingsFor(counted, contest.id)
    fillings.push(fillPost(contest, rules.carriesDown ? withCarriedDown(own, contest, fillings) : own, fillings, rules))
  }
  return contests.flatMap((contest) => fillings.filter((filling) => filling.contest === contest))
}

function fillPost(
  contest: Contest,
  standings: readonly Standing[],
  before: readonly Filling[],
  { isEnough, womanFirstIn }: SeatRules,
): Filling {
  const higher = new Set(before.flatMap(({ elected }) => elected.map(({ personId }) => personId)))
  const enough = standings.filter((person) => isEnough(person) && !(contest.reservedForWoman && person.sex === 'male'))
  const free = enough.filter(({ personId }) => !higher.has(personId))
  const taken = contest.id === womanFirstIn ? womanFirst(free, contest.seats) : takeSeats(free, contest.seats)
  const left = contest.seats - taken.elected.length
  const seatsForWoman = contest.reservedForWoman ? left : Number(contest.id === womanFirstIn && taken.isWomanMissing)
  const electedHigher = enough.filter(({ personId }) => higher.has(personId))
  return { contest, standings, elected: taken.elected, ties: taken.ties, electedHigher, seatsForWoman }
}

interface Taken {
  readonly elected: Standing[]
  readonly ties: Tie[]
  readonly isWomanMissing?: boolean
}

/**
 * The seats go to the most votes. People of equal votes for fewer seats take none of them until they have
 * been voted on again (ZJ villages art. 28); those above them are elected.
 */
export function takeSeats(people: readonly Standing[], seats: number): Taken {
  const inOrder = byVotes(people)
  const last = inOrder[seats - 1]
  if (!last) return { elected: seats > 0 ? inOrder : [], ties: [] }
  if (inOrder[seats]?.for !== last.for) return { elected: inOrder.slice(0, seats), ties: [] }
  const elected = inOrder.filter(({ for: votes }) => votes > last.for)
  const tied = inOrder.filter(({ for: votes }) => votes === last.for)
  return { elected, ties: [{ seats: seats - elected.length, tied }] }
}

/** The woman of most votes takes a seat before the others; where there is none, a seat is kept for one. */
function womanFirst(people: readonly Standing[], seats: number): Taken {
  const woman = takeSeats(
    people.filter(({ sex }) => sex === 'female'),
    1,
  )
  const placed = new Set([...woman.elected, ...woman.ties.flatMap(({ tied }) => tied)])
  const others = takeSeats(
    people.filter((person) => !placed.has(person)),
    seats - 1,
  )
  return {
    elected: byVotes([...woman.elected, ...others.elected]),
    ties: [...woman.ties, ...others.ties],
    isWomanMissing: placed.size === 0,
  }
}

function withCarriedDown(own: readonly Standing[], contest: Contest, before: readonly Filling[]): Standing[] {
  const higher = before.filter((filling) => isHigher(filling.contest, contest))
  const carried = (personId: string): number =>
    higher
      .filter(
        ({ elected, ties }) => ![...elected, ...ties.flatMap(({ tied }) => tied)].some((p) => p.personId === personId),
      )
      .flatMap(({ standings }) => standings.filter((person) => person.personId === personId))
      .reduce((sum, { for: votes, carriedDown = 0 }) => sum + votes - carriedDown, 0)
  return byVotes(
    own.map((person) => {
      const carriedDown = carried(person.personId)
      return carriedDown > 0 ? { ...person, for: person.for + carriedDown, carriedDown } : person
    }),
  )
}
