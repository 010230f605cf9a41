import { byVotes, type Standing } from './count.js'
import type { Contest } from './post.js'
import type { RuleSet } from './rule-set.js'
import type { Filling } from './seats.js'

/** What must be done so that women sit on the committee (Urban Residents' Committees Law 2025, art. 8). */
export type WomansSeat =
  /** Nothing: enough women are elected, the ballot has a line for one, or the rules secure her otherwise. */
  | { readonly kind: 'settled' }
  /** Somebody's sex is not recorded, so it cannot be told. */
  | { readonly kind: 'unknown' }
  /** So many seats of this post go to women first (Sichuan art. 32, the ranking technique). */
  | { readonly kind: 'womanFirst'; readonly postId: string; readonly seats: number }

/**
 * The ranking technique, decided on a first vote filled by votes alone. With enough votes the woman of most votes
 * takes a member's seat before the men; with no such woman a member's seat is kept for a run-off among women, an
 * empty one where there is one. Where more women are asked for than one, as many seats of the post. The other
 * technique, a post of its own (`reservedForWoman`), needs no step here: only women are elected to it.
 */
export function womansSeat(
  fillings: readonly Filling[],
  mayBeElected: (standing: Standing, contest: Contest) => boolean,
  { womanSeat, womenMinimum }: Pick<RuleSet, 'womanSeat' | 'womenMinimum'>,
): WomansSeat {
  const members = fillings.filter(({ contest }) => contest.position === 'member')
  const hasOwnLine = members.some(({ contest }) => contest.reservedForWoman)
  const last = members.at(-1)
  if (womanSeat !== 'ranking' || hasOwnLine || !last) return { kind: 'settled' }
  const elected = fillings.flatMap((filling) => filling.elected)
  const wanted = womenMinimum - elected.filter(isWoman).length
  if (wanted <= 0) return { kind: 'settled' }
  if (elected.some(({ sex }) => sex === undefined)) return { kind: 'unknown' }
  const [best] = byVotes(
    members.flatMap(({ contest, standings, elected: seated }) =>
      standings.filter((p) => isWoman(p) && !seated.includes(p) && mayBeElected(p, contest)),
    ),
  )
  const chosen =
    members.find(({ standings }) => best !== undefined && standings.includes(best)) ??
    members.find((filling) => filling.elected.length < filling.contest.seats) ??
    last
  const seats = Math.min(wanted + chosen.elected.filter(isWoman).length, chosen.contest.seats)
  return { kind: 'womanFirst', postId: chosen.contest.id, seats }
}

function isWoman({ sex }: Standing): boolean {
  return sex === 'female'
}
