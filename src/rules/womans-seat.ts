import { byVotes, type Standing } from './count.js'
import type { RuleSet } from './rule-set.js'
import type { Filling } from './seats.js'

/** What must be done so that a woman sits on the committee (Urban Residents' Committees Law 2025, art. 8). */
export type WomansSeat =
  /** Nothing: a woman is elected, the ballot has a line for her, or the rules secure her otherwise. */
  | { readonly kind: 'settled' }
  /** Somebody's sex is not recorded, so it cannot be told. */
  | { readonly kind: 'unknown' }
  /** One seat of this post goes to a woman first (Sichuan art. 32, the ranking technique). */
  | { readonly kind: 'womanFirst'; readonly postId: string }

/**
 * The ranking technique, decided on a first vote filled by votes alone. With enough votes the woman of most
 * votes takes a member's seat before the men; with no such woman a member's seat is kept for a run-off among
 * women, an empty one where there is one. The other technique, a post of its own (`reservedForWoman`), needs
 * no step here: only women are elected to it.
 */
export function womansSeat(
  fillings: readonly Filling[],
  isEnough: (standing: Standing) => boolean,
  { womanSeat, womenMinimum }: Pick<RuleSet, 'womanSeat' | 'womenMinimum'>,
): WomansSeat {
  const members = fillings.filter(({ contest }) => contest.position === 'member')
  const hasOwnLine = members.some(({ contest }) => contest.reservedForWoman)
  const last = members.at(-1)
  if (womanSeat !== 'ranking' || womenMinimum === 0 || hasOwnLine || !last) return { kind: 'settled' }
  const elected = fillings.flatMap((filling) => filling.elected)
  if (elected.some(({ sex }) => sex === 'female')) return { kind: 'settled' }
  if (elected.some(({ sex }) => sex === undefined)) return { kind: 'unknown' }
  const best = byVotes(
    members.flatMap(({ standings }) => standings.filter((p) => p.sex === 'female' && isEnough(p))),
  )[0]
  const chosen =
    members.find(({ standings }) => best !== undefined && standings.includes(best)) ??
    members.find((filling) => filling.elected.length < filling.contest.seats) ??
    last
  return { kind: 'womanFirst', postId: chosen.contest.id }
}
