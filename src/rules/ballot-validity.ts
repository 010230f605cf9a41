import type { Figures } from './figures.js'
import { forged } from './invalid-ballots.js'
import { type Contest, highestFirst } from './post.js'
import { type WhoIsWho, whoIsWho } from './write-in.js'

/** The marks on one ballot for one post. Nobody may be named twice among them (`namedTwice`). */
export interface PostMarks {
  readonly for?: readonly string[] | undefined
  readonly against?: readonly string[] | undefined
  /** Names written in and voted for (另选他人). */
  readonly writeIn?: readonly string[] | undefined
  /** Names written in without the mark of a vote for them. */
  readonly unmarked?: readonly string[] | undefined
  /** A mark or a name for this post cannot be read; what can be read stands above. */
  readonly illegible?: boolean | undefined
}

/** Ballots marked alike. */
export interface Ballot {
  readonly times: number
  /** By post id; a post that is absent was left blank. */
  readonly marks: Readonly<Record<string, PostMarks>>
  /** Why the scrutineers set the whole ballot aside (invalid-ballots.ts): `not-official`, `illegible`, `forged`. */
  readonly invalid?: string | undefined
}

/** What counts of a ballot for one post: standing ids (see write-in.ts). */
export interface CountedMarks {
  readonly postId: string
  readonly for: readonly string[]
  readonly against: readonly string[]
}

/** A part that does not count while the rest of the ballot does. */
export type VoidPart =
  | { readonly postId: string; readonly reason: 'overvote' | 'illegible' | 'write-in-without-mark' }
  /** Standing ids that count for a higher post instead. */
  | { readonly postId: string; readonly reason: 'double-naming'; readonly names: readonly string[] }

export type JudgedBallot =
  | { readonly verdict: 'valid'; readonly counted: readonly CountedMarks[]; readonly voided: readonly VoidPart[] }
  /** Nothing marked: an abstention, kept in the number of ballots cast. */
  | { readonly verdict: 'blank' }
  | { readonly verdict: 'invalid'; readonly reason: string }
  /** Forged: no ballot cast at all. */
  | { readonly verdict: 'setApart' }

export type BallotRules = Pick<Figures, 'overvoteScope' | 'multiPost' | 'illegibleScope' | 'writeInWithoutMark'>

/**
 * A judge of single ballots for these contests. The law is silent at this level; the order of the questions
 * follows the Zhejiang village method, art. 27 (law.md 5.2): set aside as a whole, what cannot be read, more persons
 * than seats, one person for several posts. A ballot of which no marked post stands is invalid.
 */
export function ballotJudge(contests: readonly Contest[], rules: BallotRules): (ballot: Ballot) => JudgedBallot {
  const ranked = highestFirst(contests)
  const who = whoIsWho(contests)
  return (ballot) => {
    if (ballot.invalid !== undefined) return setAside(ballot.invalid)
    const counted: CountedMarks[] = []
    const voided: VoidPart[] = []
    for (const { id: postId, seats } of ranked) {
      const marks = ballot.marks[postId]
      if (!marks) continue
      const illegible = marks.illegible ?? false
      if (illegible && rules.illegibleScope === 'ballot') return { verdict: 'invalid', reason: 'illegible' }
      if (illegible) voided.push({ postId, reason: 'illegible' })
      const read = readMarks(marks, postId, who, rules, voided)
      if (!read) continue
      if (read.for.length <= seats) counted.push(read)
      else if (rules.overvoteScope === 'ballot') return { verdict: 'invalid', reason: 'overvote' }
      else voided.push({ postId, reason: 'overvote' })
    }
    if (counted.length === 0) return voided[0] ? { verdict: 'invalid', reason: voided[0].reason } : { verdict: 'blank' }
    const single = eachPersonOnce(counted, who)
    if (!single) return { verdict: 'valid', counted, voided }
    if (rules.multiPost === 'invalid') return { verdict: 'invalid', reason: 'double-naming' }
    return { verdict: 'valid', counted: single.counted, voided: [...voided, ...single.voided] }
  }
}

function setAside(reason: string): JudgedBallot {
  if (reason === forged) return { verdict: 'setApart' }
  return reason === 'blank' ? { verdict: 'blank' } : { verdict: 'invalid', reason }
}

const none: readonly string[] = []

/** The marks for a post that can count, if there are any; a name without its mark goes to what is void, by the rules. */
function readMarks(
  marks: PostMarks,
  postId: string,
  who: WhoIsWho,
  { writeInWithoutMark }: BallotRules,
  voided: VoidPart[],
): CountedMarks | undefined {
  const { for: printed = none, against = none, unmarked = none } = marks
  let { writeIn: written = none } = marks
  if (unmarked.length > 0) {
    if (writeInWithoutMark === 'for') written = [...written, ...unmarked]
    else voided.push({ postId, reason: 'write-in-without-mark' })
  }
  if (printed.length + written.length + against.length === 0) return undefined
  if (written.length === 0) return { postId, for: printed, against }
  return { postId, for: [...printed, ...written.map((name) => who.standingOf(postId, name))], against }
}

/** The ballot with every person left at the highest post named for; undefined when nobody is named for two. */
function eachPersonOnce(
  counted: readonly CountedMarks[],
  who: WhoIsWho,
): { counted: CountedMarks[]; voided: VoidPart[] } | undefined {
  if (counted.length < 2 || !isAnyoneRepeated(counted, who)) return undefined
  const named = new Set<string>()
  const voided: VoidPart[] = []
  const kept = counted.map((marks) => {
    const again = marks.for.filter((id) => named.has(who.personOf(id)))
    for (const id of marks.for) named.add(who.personOf(id))
    if (again.length === 0) return marks
    voided.push({ postId: marks.postId, reason: 'double-naming', names: again })
    return { ...marks, for: marks.for.filter((id) => !again.includes(id)) }
  })
  return { counted: kept, voided }
}

/** Asked of every ballot, and almost always no: without a set, since a ballot names but a few. */
function isAnyoneRepeated(counted: readonly CountedMarks[], who: WhoIsWho): boolean {
  const named: string[] = []
  for (const marks of counted) {
    for (const id of marks.for) {
      const person = who.personOf(id)
      if (named.includes(person)) return true
      named.push(person)
    }
  }
  return false
}

export const markLists = ['for', 'against', 'writeIn', 'unmarked'] as const

export type MarkList = (typeof markLists)[number]

/** Where a person is named a second time under one post, as the list and the place in it; undefined if nowhere. */
export function namedTwice(
  marks: PostMarks,
  postId: string,
  who: WhoIsWho,
): { readonly list: MarkList; readonly index: number } | undefined {
  const named = new Set<string>()
  for (const list of markLists) {
    for (const [index, entry] of (marks[list] ?? []).entries()) {
      const id = list === 'writeIn' || list === 'unmarked' ? who.standingOf(postId, entry) : entry
      if (named.has(id)) return { list, index }
      named.add(id)
    }
  }
  return undefined
}
