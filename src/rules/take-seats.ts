import { byVotes, type Standing } from './count.js'
import type { Tie } from './outcome.js'
import { kinGroups, mostTogether, type Relatives } from './relatives.js'
import type { SeatBar } from './seat-bars.js'

/** Somebody with enough votes who can take no seat, and why. */
export interface Barred {
  readonly person: Standing
  readonly bar: SeatBar
}

/** How the seats of one post were taken. */
export interface Taken {
  readonly elected: readonly Standing[]
  readonly ties: readonly Tie[]
  /** Whom the votes alone would have seated. */
  readonly barred: readonly Barred[]
}

export interface SeatTaking {
  readonly relatives: Relatives
  /** Why this person can take no seat beside those who already sit; undefined when nothing is in the way. */
  readonly barOf: (person: Standing, seated: readonly Standing[]) => SeatBar | undefined
}

/**
 * The seats go to the most votes (law.md 6.2, steps 3 and 6). Who is barred leaves the seat to the next. People of
 * equal votes for fewer seats take none of them until they have been voted on again; those above them are elected.
 * Relatives of equal votes are voted on again among themselves, for as many seats as they could take together.
 */
export function takeSeats(people: readonly Standing[], seats: number, { relatives, barOf }: SeatTaking): Taken {
  const elected: Standing[] = []
  const ties: Tie[] = []
  const barred: Barred[] = []
  let left = seats
  for (const equal of ofEqualVotes(people)) {
    if (left <= 0) break
    const free = equal.filter((person) => {
      const bar = barOf(person, elected)
      if (bar) barred.push({ person, bar })
      return bar === undefined
    })
    const groups = kinGroups(free, relatives).map((tied) => ({ seats: mostTogether(tied, relatives), tied }))
    const wanted = groups.reduce((sum, group) => sum + group.seats, 0)
    if (wanted > left) ties.push({ seats: left, tied: free })
    else {
      elected.push(...groups.flatMap(({ tied }) => (tied.length === 1 ? tied : [])))
      const kin = groups.filter(({ tied }) => tied.length > 1)
      ties.push(...kin.map((group) => ({ ...group, areRelatives: true })))
    }
    left -= wanted
  }
  return { elected, ties, barred }
}

function ofEqualVotes(people: readonly Standing[]): Standing[][] {
  const groups: Standing[][] = []
  for (const person of byVotes(people)) {
    const last = groups.at(-1)
    if (last?.[0]?.for === person.for) last.push(person)
    else groups.push([person])
  }
  return groups
}

/**
 * Of the seats so many go to women first (Sichuan art. 32, the ranking technique): those of most votes, before any
 * man. A woman who is outvoted by a relative for the same post gives way to him, and the next woman comes. The seats
 * for which there is no woman stay empty for one.
 */
export function womenFirst(
  people: readonly Standing[],
  seats: number,
  women: number,
  taking: SeatTaking,
): Taken & { readonly kept: number } {
  const { relatives, barOf } = taking
  const outvoted: Barred[] = []
  for (;;) {
    const given = new Set(outvoted.map(({ person }) => person))
    const first = takeSeats(
      people.filter((person) => person.sex === 'female' && !given.has(person)),
      women,
      taking,
    )
    const placed = new Set([...first.elected, ...first.ties.flatMap(({ tied }) => tied)])
    const afterHer = (person: Standing, seated: readonly Standing[]): SeatBar | undefined =>
      barOf(person, [...first.elected.filter((woman) => woman.for >= person.for), ...seated])
    const others = takeSeats(
      people.filter((person) => !placed.has(person) && !given.has(person)),
      seats - women,
      { relatives, barOf: afterHer },
    )
    // A relative of no more votes than hers is barred by her above, so whoever bars her here outvoted her.
    const wayGiven = first.elected.flatMap((person) => {
      const bar = barOf(person, others.elected)
      return bar ? [{ person, bar }] : []
    })
    if (wayGiven.length === 0) {
      return {
        elected: byVotes([...first.elected, ...others.elected]),
        ties: [...first.ties, ...others.ties],
        barred: [...outvoted, ...first.barred, ...others.barred],
        kept: women - first.elected.length - first.ties.reduce((sum, tie) => sum + tie.seats, 0),
      }
    }
    outvoted.push(...wayGiven.slice(0, 1))
  }
}
