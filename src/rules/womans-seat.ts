import { byVotes, type Standing } from './count.js'
import type { Contest, Sex } from './post.js'
import type { RuleSet } from './rule-set.js'
import type { MemberBefore } from './seat-bars.js'
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
 * technique, a post of its own (`reservedForWoman`), needs no step here: only women are elected to it. In a by-election
 * the members in office are part of the committee, so their women count.
 */
export function womansSeat(
  fillings: readonly Filling[],
  mayBeElected: (standing: Standing, contest: Contest) => boolean,
  { womanSeat, womenMinimum }: Pick<RuleSet, 'womanSeat' | 'womenMinimum'>,
  inOffice: readonly Pick<MemberBefore, 'personId' | 'sex'>[] = [],
): WomansSeat {
  const members = fillings.filter(({ contest }) => contest.position === 'member')
  const hasOwnLine = members.some(({ contest }) => contest.reservedForWoman)
  const last = members.at(-1)
  if (womanSeat !== 'ranking' || hasOwnLine || !last) return { kind: 'settled' }
  const elected = fillings.flatMap((filling) => filling.elected)
  const others = inOffice.filter(({ personId }) => !elected.some((person) => person.personId === personId))
  const committee = [...elected, ...others]
  const wanted = womenMinimum - committee.filter(isWoman).length
  if (wanted <= 0) return { kind: 'settled' }
  if (committee.some(({ sex }) => sex === undefined)) return { kind: 'unknown' }
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

function isWoman({ sex }: { readonly sex?: Sex | undefined }): boolean {
  return sex === 'female'
}
