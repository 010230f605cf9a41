import { articleIn } from './citation.js'
import { type CommitteeMember, checkElectionCommittee } from './election-committee.js'
import { type Leaving, membersWhoMustLeave, type StandingNominee } from './election-committee-leaving.js'
import type { Finding } from './finding.js'
import type { Kinship, PersonId } from './kinship.js'
import type { RuleSet } from './rule-set.js'

/** Somebody who had votes when the election committee was selected. */
export interface Ranked {
  readonly id: PersonId
  readonly name: string
  readonly votes: number
}

/** A member with the votes of the selection. */
export interface RankedMember extends CommitteeMember {
  readonly votes: number
}

/** Who follows those who left, and what is still open. */
export interface Succession<R extends Ranked> {
  readonly successors: readonly R[]
  /** Of equal votes for fewer places: the meeting that made the selection chooses among them. */
  readonly tied: readonly R[]
  readonly placesForTied: number
  /** Places that nobody of the ranking is left for: a fresh selection. */
  readonly unfilled: number
  /** Why each is taken, passed over or left to a choice. */
  readonly explanation: readonly string[]
}

/**
 * Who follows those who left the election committee: the next in the votes of the original selection (依次递补,
 * Urban Residents' Committees Law 2025, art. 15), passing over whoever would have to leave at once. How a tie is
 * decided the law does not say; lots would be chance, so the meeting that selected chooses.
 */
export function succession<R extends Ranked>(
  reserves: readonly R[],
  vacancies: number,
  nominees: readonly StandingNominee[],
  kinships: readonly Kinship[],
  ruleSet: RuleSet,
): Succession<R> {
  const barred = new Map(
    membersWhoMustLeave(reserves, nominees, kinships, ruleSet).map((leaving) => [leaving.memberId, leaving]),
  )
  const free = reserves.filter(({ id }) => !barred.has(id)).sort((a, b) => b.votes - a.votes)
  const edge = free[vacancies]?.votes
  const isTie = edge !== undefined && free[vacancies - 1]?.votes === edge
  const successors = isTie ? free.filter(({ votes }) => votes > edge) : free.slice(0, vacancies)
  const tied = isTie ? free.filter(({ votes }) => votes === edge) : []
  const placesForTied = isTie ? vacancies - successors.length : 0
  const unfilled = vacancies - successors.length - placesForTied
  const found = { successors, tied, placesForTied, unfilled }
  return { ...found, explanation: explain(found, [...barred.values()], ruleSet) }
}

function explain(found: Omit<Succession<Ranked>, 'explanation'>, barred: readonly Leaving[], ruleSet: RuleSet) {
  const { successors, tied, placesForTied, unfilled } = found
  const article = `（${articleIn(ruleSet, 15)}）`
  const names = tied.map(({ name }) => name).join('、')
  return [
    ...barred.map(({ reason }) => `${reason}，不能递补。`),
    ...successors.map(({ name, votes }) => `按推选时得票多少依次递补：${name}，得${votes}票${article}。`),
    ...tied.slice(0, 1).map(({ votes }) => `${names}各得${votes}票，只缺${placesForTied}名，由原推选会议在其中确定。`),
    ...(unfilled > 0 ? [`递补后仍缺${unfilled}名，另行推选${article}。`] : []),
  ]
}

/** Who chairs what is left of the election committee. */
export type Presiding =
  | { readonly kind: 'chair' | 'viceChair'; readonly id: PersonId; readonly name: string; readonly sentence: string }
  /** Nobody who could chair, or vice-chairs of equal votes: the members choose one of these. */
  | { readonly kind: 'choose'; readonly among: readonly PersonId[]; readonly sentence: string }

/**
 * Who chairs after members have left: the chair, else the vice-chair of most votes until the meeting that made
 * the selection has chosen a chair. The law is silent on it; a successor takes a member's place, never the chair.
 */
export function presiding(members: readonly RankedMember[]): Presiding {
  const chair = members.find(({ position }) => position === 'chair')
  if (chair) return { kind: 'chair', id: chair.id, name: chair.name, sentence: `${chair.name}继续担任主任。` }
  const vice = members.filter(({ position }) => position === 'viceChair').sort((a, b) => b.votes - a.votes)
  const first = vice[0]
  if (!first) {
    const among = members.map(({ id }) => id)
    return { kind: 'choose', among, sentence: '主任已退出，又没有副主任，由成员推选一人主持，并由原推选会议确定主任。' }
  }
  const equal = vice.filter(({ votes }) => votes === first.votes)
  if (equal.length > 1) {
    const names = equal.map(({ name }) => name).join('、')
    const sentence = `主任已退出，副主任${names}推选得票相等，由成员推选一人主持，并由原推选会议确定主任。`
    return { kind: 'choose', among: equal.map(({ id }) => id), sentence }
  }
  const sentence = `主任已退出，由副主任${first.name}（推选得${first.votes}票）主持，直到原推选会议确定主任。`
  return { kind: 'viceChair', id: first.id, name: first.name, sentence }
}

/** What a change of the election committee amounts to, for the page that decides it and for the notice. */
export interface CommitteeChange<R extends Ranked> extends Succession<R> {
  readonly left: readonly Leaving[]
  /** The committee as it stands with the successors, who come in as members. */
  readonly members: readonly RankedMember[]
  readonly presiding: Presiding
  /** On the committee as it then stands. */
  readonly findings: readonly Finding[]
}

/** Takes out who must leave, lets the next of the ranking follow, and says who chairs (art. 15). */
export function committeeChange<R extends Ranked>(
  members: readonly RankedMember[],
  reserves: readonly R[],
  nominees: readonly StandingNominee[],
  kinships: readonly Kinship[],
  ruleSet: RuleSet,
): CommitteeChange<R> {
  const left = membersWhoMustLeave(members, nominees, kinships, ruleSet)
  const staying = members.filter(({ id }) => left.every(({ memberId }) => memberId !== id))
  const following = succession(reserves, left.length, nominees, kinships, ruleSet)
  const joined = following.successors.map(({ id, name, votes }): RankedMember => {
    return { id, name, votes, position: 'member' }
  })
  const after = [...staying, ...joined]
  return {
    ...following,
    left,
    members: after,
    presiding: presiding(staying),
    findings: checkElectionCommittee(after, ruleSet),
  }
}
