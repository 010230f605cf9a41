import { byVotes, type Standing, type Standings, standingsFor } from './count.js'
import type { Tie } from './outcome.js'
import { type Contest, highestFirst } from './post.js'
import { barByVotes, type BarFacts, barFromPost, type Placed, type SeatBar } from './seat-bars.js'
import { type Barred, takeSeats, womenFirst } from './take-seats.js'

/** How the seats of one post were taken. */
export interface Filling {
  readonly contest: Contest
  /** In order of votes, votes carried down included. */
  readonly standings: readonly Standing[]
  readonly elected: readonly Standing[]
  readonly ties: readonly Tie[]
  /** Enough votes here, but elected to a higher post. */
  readonly electedHigher: readonly Standing[]
  /** Enough votes and a place by votes, but barred from it: the seat went on. */
  readonly barred: readonly Barred[]
  /** Seats left that only a woman can take. */
  readonly seatsForWoman: number
}

export interface SeatRules extends BarFacts {
  /** Whether the votes are enough to be elected at all. */
  readonly isEnough: (standing: Standing) => boolean
  /** Votes that elect nobody count for the person's lower post too (票数下加, Hainan villages art. 31). */
  readonly carriesDown: boolean
  /** A member's post of which so many seats go to women first (see womans-seat.ts). */
  readonly womenFirstIn?: { readonly postId: string; readonly seats: number } | undefined
}

/**
 * Fills the posts from high to low (law.md 6.2): those with enough votes, by votes; who is elected to a higher post
 * keeps that one, and who is a relative of somebody placed higher takes none; the place goes to the next.
 */
export function fillPosts(contests: readonly Contest[], counted: Standings, rules: SeatRules): Filling[] {
  const fillings: Filling[] = []
  for (const level of levels(contests)) {
    const open = level.map((contest) => {
      const own = standingsFor(counted, contest.id)
      return { contest, standings: rules.carriesDown ? withCarriedDown(own, fillings) : own }
    })
    fillings.push(...fillLevel(open, fillings, rules))
  }
  return contests.flatMap((contest) => fillings.filter((filling) => filling.contest === contest))
}

/** Posts as high as each other, the highest together first. */
function levels(contests: readonly Contest[]): Contest[][] {
  const found: Contest[][] = []
  for (const contest of highestFirst(contests)) {
    const last = found.at(-1)
    if (last?.[0]?.position === contest.position) last.push(contest)
    else found.push([contest])
  }
  return found
}

/**
 * Relatives with posts as high as each other: whoever has more votes keeps the seat (law.md 6.2, step 6), with equal
 * votes whose post comes first on the ballot, since no vote between two posts can be held. The other's place goes to
 * the next, so the posts are filled anew until no relatives sit together.
 */
function fillLevel(
  posts: readonly { readonly contest: Contest; readonly standings: readonly Standing[] }[],
  higher: readonly Filling[],
  rules: SeatRules,
): Filling[] {
  const outvoted = new Map<string, SeatBar>()
  for (;;) {
    const fillings: Filling[] = []
    for (const { contest, standings } of posts) {
      fillings.push(fillPost(contest, standings, { higher, beside: fillings, outvoted }, rules))
    }
    const clash = strongestClash(fillings, rules)
    if (!clash) return fillings
    outvoted.set(clash.personId, clash.bar)
  }
}

interface Around {
  /** The posts above, filled for good. */
  readonly higher: readonly Filling[]
  /** The posts as high that come before on the ballot. */
  readonly beside: readonly Filling[]
  /** Relatives of somebody with more votes for a post as high. */
  readonly outvoted: ReadonlyMap<string, SeatBar>
}

function fillPost(contest: Contest, standings: readonly Standing[], around: Around, rules: SeatRules): Filling {
  const { relatives, isEnough } = rules
  const { higher, beside, outvoted } = around
  const held = new Set([...higher, ...beside].flatMap(({ elected }) => elected.map(({ personId }) => personId)))
  const enough = standings.filter((person) => isEnough(person) && !(contest.reservedForWoman && person.sex === 'male'))
  const free = enough.filter(({ personId }) => !held.has(personId))
  const above = placed(higher)
  const barOf = (person: Standing, seated: readonly Standing[]): SeatBar | undefined =>
    barFromPost(person, contest, above, rules) ??
    outvoted.get(person.personId) ??
    barByVotes(person, seated, contest.title, relatives)
  const women = seatsForWomenFirst(contest, rules)
  const { kept, ...taken } =
    women > 0
      ? womenFirst(free, contest.seats, women, { relatives, barOf })
      : { ...takeSeats(free, contest.seats, { relatives, barOf }), kept: 0 }
  const electedHigher = enough.filter(({ personId }) => held.has(personId))
  const seatsForWoman = contest.reservedForWoman ? contest.seats - taken.elected.length : kept
  return { contest, standings, ...taken, electedHigher, seatsForWoman }
}

function seatsForWomenFirst({ id, seats, seatsForWomen = 0 }: Contest, { womenFirstIn }: SeatRules): number {
  return Math.min(seats, womenFirstIn?.postId === id ? womenFirstIn.seats : seatsForWomen)
}

export function placed(fillings: readonly Filling[]): Placed[] {
  return fillings.flatMap(({ contest, elected }) => elected.map((person) => ({ person, post: contest })))
}

/**
 * Of the relatives with posts as high, the one to give way to the most votes: elected, or tied for a seat that a
 * relative of more votes leaves closed. Who is tied keeps nobody out yet.
 */
function strongestClash(
  fillings: readonly Filling[],
  { relatives }: SeatRules,
): { personId: string; bar: SeatBar } | undefined {
  const elected = placed(fillings).sort((a, b) => b.person.for - a.person.for)
  const tied = fillings.flatMap(({ ties }) => ties.flatMap((tie) => tie.tied))
  for (const [index, { person: stronger, post }] of elected.entries()) {
    const weaker = [
      ...elected.slice(index + 1).map(({ person }) => person),
      ...tied.filter((person) => person.for <= stronger.for),
    ]
    for (const { personId } of weaker) {
      const relation = relatives.between(stronger.personId, personId)
      if (!relation) continue
      const of = { name: stronger.name, title: post.title, keepsBy: 'votes', votes: stronger.for } as const
      return { personId, bar: { kind: 'relative', relation, of } }
    }
  }
  return undefined
}

function withCarriedDown(own: readonly Standing[], higher: readonly Filling[]): Standing[] {
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
