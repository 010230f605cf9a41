import type { PlainDate } from '../lib/plain-date.js'
import type { Db } from '../infra/db/database.js'
import { isHigher, type Position, type Sex } from '../rules/post.js'
import type { RuleSet } from '../rules/rule-set.js'
import { hasOpenLaterVote, isLaterVoteDue } from '../rules/stages.js'
import { listMilestones, listPosts } from '../timetable/queries.js'
import {
  findFoundingDay,
  listByElected,
  listByElections,
  listElectedWithDay,
  listOfficeEnds,
  listSuccessions,
  type OfficeEndRow,
} from './term-queries.js'

export type MemberBasis = 'elected' | 'byElection' | 'succession'

/** Somebody who holds or held a post of the committee. */
export interface StandingMember {
  /** In addresses: `e12` elected, `s3` followed by votes. */
  readonly key: string
  readonly electedMemberId: number | null
  readonly successionId: number | null
  /** The post as the regular election has it. */
  readonly postId: number
  readonly postTitle: string
  readonly position: Position
  readonly name: string
  readonly sex: Sex | null
  readonly voterId: number | null
  readonly votes: number
  readonly since: PlainDate
  readonly basis: MemberBasis
  readonly end: MemberEnd | undefined
}

/** Why and since when somebody holds the post no longer: on record, or because a by-election moved them up. */
export interface MemberEnd extends Pick<OfficeEndRow, 'onDay' | 'explanation' | 'document'> {
  readonly cause: OfficeEndRow['cause'] | 'movedUp'
}

export interface StandingPost {
  readonly id: number
  readonly title: string
  readonly position: Position
  readonly seats: number
  readonly reservedForWoman: boolean
  readonly vacant: number
}

/** A residents' committee as it stands today: who sits, who left, which seats are empty. */
export interface Standing {
  readonly regularId: number
  /** Absent until the first result is declared. */
  readonly since: PlainDate | undefined
  /** Nothing is left to be voted on: the committee has come into being. */
  readonly hasFormed: boolean
  readonly sitting: readonly StandingMember[]
  readonly former: readonly StandingMember[]
  readonly posts: readonly StandingPost[]
  readonly seats: number
  readonly vacant: number
  /** Since when it has been below its least size; absent while it is not. */
  readonly belowMinimumSince?: PlainDate
}

/** Puts together who sits from those elected, those who followed and those who left. */
export async function standingCommittee(db: Db, regularId: number, ruleSet: RuleSet): Promise<Standing> {
  const everybody = await listEverybody(db, regularId)
  const ranks = new Map((await listPosts(db, regularId)).map(({ id }, rank) => [Number(id), rank]))
  const sitting = everybody
    .filter(({ end }) => end === undefined)
    .sort((a, b) => (ranks.get(a.postId) ?? 0) - (ranks.get(b.postId) ?? 0))
  const milestones = await listMilestones(db, regularId)
  const since = await findFoundingDay(db, regularId)
  const posts = (await listPosts(db, regularId)).map(({ id, title, position, seats, reservedForWoman }) => {
    const held = sitting.filter(({ postId }) => String(postId) === id).length
    return { id: Number(id), title, position, seats, reservedForWoman, vacant: Math.max(0, seats - held) }
  })
  const below = belowSince(everybody, ruleSet.committeeSize.min)
  return {
    regularId,
    since,
    hasFormed: since !== undefined && !hasOpenLaterVote(milestones) && !isLaterVoteDue(milestones),
    sitting,
    former: everybody.filter(({ end }) => end !== undefined),
    posts,
    seats: posts.reduce((sum, post) => sum + post.seats, 0),
    vacant: posts.reduce((sum, post) => sum + post.vacant, 0),
    ...(below === undefined ? {} : { belowMinimumSince: below }),
  }
}

async function listEverybody(db: Db, regularId: number): Promise<StandingMember[]> {
  const ends = await listOfficeEnds(db, regularId)
  const elected = (await listElectedWithDay(db, regularId)).map((row) => ({ ...row, basis: 'elected' as const }))
  const later = []
  for (const { electionId } of await listByElections(db, regularId)) {
    later.push(...(await listByElected(db, electionId)).map((row) => ({ ...row, basis: 'byElection' as const })))
  }
  const followed = await listSuccessions(db, regularId)
  const everybody = [
    ...[...elected, ...later].flatMap(({ id, declaredOn, ...member }): Seat[] => {
      if (declaredOn === null) return []
      const end = ends.find(({ electedMemberId }) => electedMemberId === id)
      return [{ ...member, key: `e${id}`, electedMemberId: id, successionId: null, since: declaredOn, end }]
    }),
    ...followed.map(({ id, ...member }): Seat => {
      const end = ends.find(({ successionId }) => successionId === id)
      return { ...member, key: `s${id}`, electedMemberId: null, successionId: id, basis: 'succession', end }
    }),
  ]
  return everybody.map((seat) => ({ ...seat, end: seat.end ?? movedUp(seat, everybody) }))
}

/** The same person has another row on the roll of every by-election. */
interface Seat extends StandingMember {
  readonly identityHash: string | null
}

/** A by-election can give a member a higher post; the post held before is empty from the day of its declaration. */
function movedUp(before: Seat, everybody: readonly Seat[]): MemberEnd | undefined {
  const higher = everybody.find(
    (seat) => before.identityHash !== null && seat.identityHash === before.identityHash && isHigher(seat, before),
  )
  if (!higher) return undefined
  const explanation = `${before.name}经补选当选${higher.postTitle}，${before.postTitle}职务随之出缺。`
  return { cause: 'movedUp', onDay: higher.since, explanation, document: '补选结果公告' }
}

/** Going back from today over those who left: the day on which the committee was last of its least size. */
function belowSince(everybody: readonly StandingMember[], min: number): PlainDate | undefined {
  const ends = everybody.flatMap(({ end }) => (end === undefined ? [] : [end.onDay])).sort()
  let members = everybody.length - ends.length
  if (members >= min) return undefined
  for (const day of ends.reverse()) {
    members += 1
    if (members === min) return day
  }
  return undefined
}
