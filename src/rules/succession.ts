import { isMoreThan } from '../lib/fraction.js'
import { sichuanRegulationArticle, zhejiangVillageArticle } from './citation.js'
import type { PersonId } from './kinship.js'
import type { Position } from './post.js'
import type { RuleSet } from './rule-set.js'
import { cite } from './sentence.js'

/** A member in office, in the order of the ballot within a position. */
export interface MemberInOffice {
  readonly id: PersonId
  readonly name: string
  readonly position: Position
  /** Votes with which the member was elected. */
  readonly votes: number
}

/** Who leads the committee while it has no chair. */
export interface ActingChair {
  /** `tie`: vice-chairs with equal votes; the representatives choose between them. */
  readonly by: 'viceChair' | 'tie' | 'selection' | 'nobody'
  /** Who leads, or those among whom somebody is to be picked. */
  readonly among: readonly MemberInOffice[]
  readonly sentence: string
}

/**
 * While no chair is elected or the post is empty, a vice-chair leads; where there is none the residents'
 * representatives pick a member (law.md 3, "no director elected"). Of several vice-chairs the one with most votes.
 */
export function actingChair(members: readonly MemberInOffice[], ruleSet: RuleSet): ActingChair {
  const article = actingArticle(ruleSet)
  const viceChairs = members.filter(({ position }) => position === 'viceChair')
  const most = Math.max(...viceChairs.map(({ votes }) => votes))
  const leading = viceChairs.filter(({ votes }) => votes === most)
  if (leading.length === 1) {
    const sentence = `主任出缺，由副主任${namesOf(leading)}主持工作。`
    return { by: 'viceChair', among: leading, sentence: cite(sentence, article) }
  }
  if (leading.length > 1) {
    const sentence = `主任出缺，副主任${namesOf(leading)}得票相同，由居民代表会议推选一人主持工作。`
    return { by: 'tie', among: leading, sentence: cite(sentence, article) }
  }
  if (members.length > 0) {
    const sentence = '主任、副主任都出缺，由居民代表会议在委员中推选一人主持工作。'
    return { by: 'selection', among: members, sentence: cite(sentence, article) }
  }
  return { by: 'nobody', among: [], sentence: cite('居民委员会没有成员，应当补选或者重新选举。', article) }
}

function namesOf(members: readonly MemberInOffice[]): string {
  return members.map(({ name }) => name).join('、')
}

function actingArticle({ provenance }: RuleSet): string {
  const binding = sichuanRegulationArticle(36)
  return provenance.seatsMayStayEmptyFrom.source === binding ? binding : zhejiangVillageArticle(30)
}

/** Somebody who stood for the post and was not elected. */
export interface NotElected {
  readonly id: PersonId
  readonly name: string
  readonly votes: number
}

/** Who follows by votes; `tied` when more are equal at the last place than there are seats: they are voted on again. */
export interface Succession {
  readonly follow: readonly NotElected[]
  readonly tied: readonly NotElected[]
  /** Seats that nobody follows into: a run-off or a by-election fills them. */
  readonly left: number
}

/**
 * Who takes a seat that is freed before the new committee has come into being: the next by votes, of those whom more
 * than half elected (law.md 6.2, step 6). Once the committee sits nobody follows; an empty seat is filled by a
 * by-election (art. 24).
 */
export function successionByVotes(
  notElected: readonly NotElected[],
  {
    seats,
    ballotsCast,
    hasCommitteeFormed,
  }: { readonly seats: number; readonly ballotsCast: number; readonly hasCommitteeFormed: boolean },
  { winningShare }: Pick<RuleSet, 'winningShare'>,
): Succession {
  if (hasCommitteeFormed) return { follow: [], tied: [], left: seats }
  const enough = notElected
    .filter(({ votes }) => isMoreThan(votes, ballotsCast, winningShare))
    .sort((a, b) => b.votes - a.votes)
  const excluded = enough[seats]
  if (excluded === undefined) return { follow: enough, tied: [], left: seats - enough.length }
  const follow = enough.filter(({ votes }) => votes > excluded.votes)
  const tied = follow.length === seats ? [] : enough.filter(({ votes }) => votes === excluded.votes)
  return { follow, tied, left: seats - follow.length }
}
