import { createHash } from 'node:crypto'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { halfWidth } from '../infra/http/fields.js'
import type { FieldError } from '../infra/http/forms.js'
import type { PlainDate } from '../lib/plain-date.js'
import type { Finding } from '../rules/finding.js'
import { orderByStrokes, orderCandidates, type OrderedNames } from '../rules/name-order.js'
import { readStrokeKey } from '../organisation/queries.js'
import { may } from '../rules/permitted-actions.js'
import type { Post } from '../rules/post.js'
import { checkStepDay } from '../rules/timetable.js'
import type { TimetableKey } from '../rules/timetable-steps.js'
import type { RuleSet } from '../rules/rule-set.js'
import type { NomineeRow } from './queries.js'
import { choicesOf, type PostChoice, standingByVotes } from './primary-choice.js'
import { typedText } from './words.js'
import { readSlate, type Slate, slateFindings } from './slate.js'

/** A post with its people in the order that the rules give them. */
export interface PostInOrder extends OrderedNames<NomineeRow> {
  readonly post: Post
  readonly by: 'strokes' | 'votes'
}

/** Puts people under their posts, each post in order of surname strokes (姓氏笔画). */
export async function inStrokeOrder(
  db: Db,
  posts: readonly Post[],
  people: readonly NomineeRow[],
): Promise<PostInOrder[]> {
  const strokeKey = await readStrokeKey(db)
  return posts.map((post) => ({
    post,
    by: 'strokes',
    ...orderByStrokes(
      people.filter(({ postId }) => String(postId) === post.id),
      ({ name }) => name,
      strokeKey,
    ),
  }))
}

/** Puts the people chosen under their posts in the order of the ballot: after a primary by its votes, else by strokes. */
export async function inBallotOrder(db: Db, choices: readonly PostChoice[], ruleSet: RuleSet): Promise<PostInOrder[]> {
  const strokeKey = await readStrokeKey(db)
  return choices.map(({ post, chosen, votes }) => ({
    post,
    ...orderCandidates(chosen, ({ name }) => name, votes && standingByVotes(votes), ruleSet, strokeKey),
  }))
}

/** What the table of strokes cannot decide: to be looked at by a person. */
export function orderFindings(posts: readonly PostInOrder[]): Finding[] {
  const unknown = [...new Set(posts.flatMap((post) => post.unknown))]
  const findings: Finding[] = posts
    .flatMap(({ alike }) => alike)
    .map((people) => ({
      code: 'names-alike',
      severity: 'warning',
      fields: [],
      message: `${people.map(({ name, voterNumber }) => `${name}（${voterNumber}号）`).join('、')}姓名相同，先后由居民选举委员会核定。`,
    }))
  if (unknown.length === 0) return findings
  const message = `没有“${unknown.join('”“')}”的笔画资料，含有这些字的姓名排在同类之后，请对照字典核定先后，或者请民政局在“笔画补录”中补录，各处即按笔画排列。`
  return [...findings, { code: 'strokes-unknown', severity: 'warning', fields: [], message }]
}

/** Whether a step taken on a day keeps the timetable of this election. */
export function dayFindings(
  key: TimetableKey,
  on: PlainDate,
  { electionDay, form }: ElectionInScope,
  { ruleSet, milestones }: Slate,
): Finding[] {
  return checkStepDay(key, on, { electionDay, ruleSet, milestones, form })
}

/** The candidates as they would be confirmed today, with everything that has to be said about it. */
export interface Proposal {
  readonly ruleSet: RuleSet
  readonly posts: readonly PostInOrder[]
  /** While there is one, nothing can be confirmed. */
  readonly errors: readonly Finding[]
  /** To be acknowledged. */
  readonly warnings: readonly Finding[]
  /** The day is too late: to be acknowledged with a reason (law.md 4). */
  readonly late: readonly Finding[]
  /** Stands for all of the above: what was looked at must be what is confirmed. */
  readonly basis: string
}

export async function readProposal(db: Db, election: ElectionInScope, today: PlainDate): Promise<Proposal> {
  const slate = await readSlate(db, election)
  const posts = await inBallotOrder(db, choicesOf(slate), slate.ruleSet)
  const findings = [
    ...may('confirmCandidates', slate.milestones, slate.ruleSet),
    ...slateFindings(slate),
    ...orderFindings(posts),
  ]
  const late = dayFindings('candidatesConfirmed', today, election, slate)
  const people = slate.nominees.map(({ id, version, isOnRoll }) => [id, version, isOnRoll])
  const seen = [people, [...findings, ...late].map(({ message }) => message), posts.map(({ ordered }) => ordered)]
  return {
    ruleSet: slate.ruleSet,
    posts,
    errors: findings.filter(({ severity }) => severity === 'error'),
    warnings: findings.filter(({ severity }) => severity === 'warning'),
    late,
    basis: createHash('sha256').update(JSON.stringify(seen)).digest('hex'),
  }
}

/** The places on the ballot as somebody wants them, for each post in order. */
export interface Places {
  readonly posts: readonly (Pick<PostInOrder, 'post' | 'by'> & { readonly people: readonly NomineeRow[] })[]
  /** Whether anybody stands elsewhere than the rules put him. */
  readonly isByHand: boolean
  readonly errors: readonly FieldError[]
}

/** Reads the place typed for each person: under each post the numbers from 1 on, each once. */
export function readPlaces(posts: readonly PostInOrder[], typed: Readonly<Record<string, unknown>>): Places {
  const errors: FieldError[] = []
  const placed = posts.map(({ post, by, ordered }) => {
    const wanted = ordered.map((nominee, index) => ({
      nominee,
      place: Number(halfWidth(typedText(typed[`place-${nominee.id}`], String(index + 1)))),
    }))
    const sorted = [...wanted].sort((a, b) => a.place - b.place)
    const first = ordered[0]
    if (first && sorted.some(({ place }, index) => place !== index + 1)) {
      const message = `${post.title}的排列顺序应是 1 到 ${ordered.length}，每个数用一次`
      errors.push({ field: `place-${first.id}`, message })
      return { post, by, people: ordered, isByHand: true }
    }
    const people = sorted.map(({ nominee }) => nominee)
    return { post, by, people, isByHand: people.some((nominee, index) => nominee !== ordered[index]) }
  })
  return { posts: placed, isByHand: placed.some(({ isByHand }) => isByHand), errors }
}
