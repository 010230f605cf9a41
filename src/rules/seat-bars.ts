import type { Standing } from './count.js'
import type { Ineligible } from './eligibility.js'
import type { CloseRelation } from './kinship.js'
import type { Round } from './outcome.js'
import { isHigher, type Position, type Post, type Sex } from './post.js'
import type { Relatives } from './relatives.js'

/**
 * Somebody elected in an earlier vote of this election, or, where it is a by-election, a member of the residents'
 * committee in office.
 */
export interface MemberBefore {
  readonly personId: string
  readonly name: string
  readonly position: Position
  /** Of the post held. */
  readonly title: string
  readonly votes: number
  /** In office since before this by-election, which fills empty seats and ends nobody's term (arts. 20 to 24). */
  readonly isInOffice?: true | undefined
  /** Known where the member is in office, for the woman's seat. */
  readonly sex?: Sex | undefined
}

/** Why somebody with enough votes takes no seat. */
export type SeatBar =
  | { readonly kind: 'ineligible'; readonly ineligible: Ineligible }
  /** Elected in an earlier vote to a post as high, or in office with one. */
  | { readonly kind: 'member'; readonly title: string; readonly isInOffice?: true }
  | { readonly kind: 'relative'; readonly relation: CloseRelation; readonly of: RelativeInOffice }

/** The relative who sits, and by what: being in office, a higher post, an earlier vote, or the votes for a post as high. */
export interface RelativeInOffice {
  readonly name: string
  /** Of the post held. */
  readonly title: string
  readonly keepsBy: 'inOffice' | 'higherPost' | 'earlierVote' | 'votes'
  readonly votes: number
}

/** A person already placed in this vote, with the post. */
export interface Placed {
  readonly person: Standing
  readonly post: Post
}

export interface BarFacts {
  readonly round: Round
  readonly relatives: Relatives
  /** By personId. */
  readonly ineligible: ReadonlyMap<string, Ineligible>
  readonly membersBefore: readonly MemberBefore[]
}

/**
 * Whether somebody elected now takes precedence of a relative, or of a lower post of their own, from an earlier vote:
 * with a higher post always; in a tie-break vote also with a post as high, because both belong to one vote, in which
 * the tied had no fewer votes. In a run-off whoever was elected before stays. A member in office stays whatever a
 * by-election decides: a term ends by recall, resignation or of itself (arts. 20 to 23), not by a relative's election.
 */
export function takesPrecedence(position: Position, before: MemberBefore, round: Round): boolean {
  if (before.isInOffice) return false
  if (isHigher({ position }, before)) return true
  return round === 'tieBreak' && position === before.position
}

/**
 * Why this person cannot take a seat of this post (law.md 6.2, steps 4 to 6): not eligible, a member already, or a
 * close relative of somebody who keeps a seat (Urban Residents' Committees Law 2025, art. 8).
 */
export function barFromPost(
  person: Standing,
  post: Post,
  higher: readonly Placed[],
  { round, relatives, ineligible, membersBefore }: BarFacts,
): SeatBar | undefined {
  const found = ineligible.get(person.personId)
  if (found) return { kind: 'ineligible', ineligible: found }
  for (const before of membersBefore) {
    if (before.personId === person.personId) {
      const { title, isInOffice } = before
      if (!isHigher(post, before)) return { kind: 'member', title, ...(isInOffice ? { isInOffice } : {}) }
      continue
    }
    const relation = relatives.between(person.personId, before.personId)
    if (relation && !takesPrecedence(post.position, before, round)) {
      const { name, title, votes } = before
      return { kind: 'relative', relation, of: { name, title, keepsBy: keepsAgainst(post, before), votes } }
    }
  }
  for (const { person: other, post: held } of higher) {
    const relation = relatives.between(person.personId, other.personId)
    const { name, for: votes } = other
    if (relation) return { kind: 'relative', relation, of: { name, title: held.title, keepsBy: 'higherPost', votes } }
  }
  return undefined
}

function keepsAgainst(post: Post, before: MemberBefore): RelativeInOffice['keepsBy'] {
  if (before.isInOffice) return 'inOffice'
  return isHigher(before, post) ? 'higherPost' : 'earlierVote'
}

/** Why this person cannot sit beside those who have more votes for a post as high. */
export function barByVotes(
  person: Standing,
  seated: readonly Standing[],
  title: string,
  relatives: Relatives,
): SeatBar | undefined {
  for (const { personId, name, for: votes } of seated) {
    const relation = relatives.between(person.personId, personId)
    if (relation) return { kind: 'relative', relation, of: { name, title, keepsBy: 'votes', votes } }
  }
  return undefined
}

/** An earlier member who gives up the seat to somebody elected now. */
export interface WayGiven {
  readonly member: MemberBefore
  readonly to: Placed
  /** Absent when it is the same person, who moves up. */
  readonly relation?: CloseRelation
}

/** The members elected before who can no longer sit beside those elected now. */
export function waysGiven(
  elected: readonly Placed[],
  { relatives, membersBefore }: Pick<BarFacts, 'relatives' | 'membersBefore'>,
): WayGiven[] {
  return membersBefore.flatMap((member) => {
    for (const to of elected) {
      if (to.person.personId === member.personId) return [{ member, to }]
      const relation = relatives.between(to.person.personId, member.personId)
      if (relation) return [{ member, to, relation }]
    }
    return []
  })
}
