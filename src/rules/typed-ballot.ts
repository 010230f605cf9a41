import { type Result, ok, refused } from '../lib/result.js'
import type { Ballot, PostMarks } from './ballot-validity.js'
import { forged } from './invalid-ballots.js'
import type { Contest } from './post.js'
import { plainName, whoIsWho } from './write-in.js'

/**
 * The keys of the ballot desk: one ballot is one line, in marks that a number pad has. Candidates are numbered through
 * the whole ballot from 1, in its order; posts likewise, for what is written in.
 *
 * | key | means |
 * |---|---|
 * | `5` | a vote for candidate 5 |
 * | `-5` | a vote against |
 * | `/2张三` | 张三 written in for post 2 and marked; `/2张三!` without the mark; a blank inside a name is typed `_` |
 * | `x2` | something for post 2 cannot be read; what can be read is typed |
 * | `0` | blank |
 * | `w1` … `w4` | set aside as a whole: not an official ballot, illegible, marked so that the voter is known, forged |
 * | `?…` | doubtful: set apart for a decision, with what is in question |
 */
export type TypedBallot =
  /** No marks at all: a blank ballot. */
  | { readonly kind: 'marks'; readonly marks: Readonly<Record<string, PostMarks>> }
  | { readonly kind: 'setAside'; readonly reason: string }
  | { readonly kind: 'doubtful'; readonly question: string }

/** Why a ballot is set aside as a whole, in the order of their keys. */
export const setAsideKeys = ['not-official', 'illegible', 'identifies-voter', forged] as const

/** What of a line cannot be taken, in the typist's words. */
export interface LineFault {
  readonly code:
    | 'nothing-typed'
    | 'cannot-be-read'
    | 'no-such-candidate'
    | 'no-such-post'
    | 'name-missing'
    | 'marked-twice'
    | 'stands-alone'
  readonly message: string
}

/** A ballot of which nothing is known yet but that it is in question. */
export function isDoubtful(line: string): boolean {
  return line.startsWith('?')
}

/** What two typists are compared by: of a doubtful ballot only that it is one, since both word the question. */
export function comparedLine(line: string): string {
  return isDoubtful(line) ? '?' : line
}

// A full stop parts two marks when one follows; inside a name it is the dot of a minority name.
const between = /[\s,+，、。＋]+|[.．]+(?=[\d０-９－\-/／xXｘＸ]|$)/u

/** Reads one line of the desk; a refusal names the first thing that cannot be taken. */
export function readBallotLine(line: string, contests: readonly Contest[]): Result<TypedBallot, LineFault> {
  const text = line.trim()
  if (text === '') return fault('nothing-typed', '还没有录入；空白票请录 0。')
  if (/^[?？]/u.test(text)) return ok({ kind: 'doubtful', question: text.slice(1).trim() })
  const tokens = text.split(between).filter((token) => token !== '')
  const [first = '', ...more] = tokens
  if (/^[0０]$/u.test(first)) return alone(more, first, { kind: 'marks', marks: {} })
  const whole = /^[wW]([1-4])$/.exec(plain(first))
  if (whole) return alone(more, first, { kind: 'setAside', reason: setAsideKeys[Number(whole[1]) - 1] as string })
  return readMarks(tokens, contests)
}

function fault(code: LineFault['code'], message: string) {
  return refused<LineFault>({ code, message })
}

function alone(more: readonly string[], token: string, ballot: TypedBallot): Result<TypedBallot, LineFault> {
  return more.length === 0 ? ok(ballot) : fault('stands-alone', `“${token}”表示整张选票，后面不能再录别的。`)
}

/** Full-width digits and signs as plain ones; names are never touched by it. */
function plain(token: string): string {
  return token.normalize('NFKC')
}

type Marks = Record<
  string,
  { for: string[]; against: string[]; writeIn: string[]; unmarked: string[]; illegible: boolean }
>

function readMarks(tokens: readonly string[], contests: readonly Contest[]): Result<TypedBallot, LineFault> {
  const marks: Marks = {}
  const candidates = contests.flatMap((contest) => contest.candidates.map(({ id, name }) => ({ id, name, contest })))
  // Most ballots name nobody beside the candidates.
  let who: ReturnType<typeof whoIsWho> | undefined
  const named = new Set<string>()
  const of = (postId: string) =>
    (marks[postId] ??= { for: [], against: [], writeIn: [], unmarked: [], illegible: false })
  for (const token of tokens) {
    const printed = /^(-?)(\d{1,3})$/.exec(plain(token))
    const written = /^[/／]([\d０-９]{0,2})(.*?)([!！]?)$/u.exec(token)
    const part = /^[xX](\d{1,2})$/.exec(plain(token))
    if (printed) {
      const candidate = candidates[Number(printed[2]) - 1]
      if (!candidate)
        return fault('no-such-candidate', `没有 ${printed[2]} 号候选人，序号是 1 至 ${candidates.length}。`)
      if (named.has(`${candidate.contest.id} ${candidate.id}`)) return twice(candidate.name, candidate.contest)
      named.add(`${candidate.contest.id} ${candidate.id}`)
      of(candidate.contest.id)[printed[1] === '-' ? 'against' : 'for'].push(candidate.id)
    } else if (part) {
      const contest = contests[Number(part[1]) - 1]
      if (!contest) return noSuchPost(part[1] as string, contests)
      of(contest.id).illegible = true
    } else if (written) {
      const [, number = '', typed = '', unmarked = ''] = written
      const contest = contests[Number(plain(number)) - 1]
      if (!contest) return noSuchPost(plain(number), contests)
      const name = plainName(typed.replace(/[.．•・‧･](?=\p{Script=Han})/gu, '·').replaceAll('_', ' '))
      if (name === '') return fault('name-missing', `“${token}”后面要写另选人的姓名。`)
      who ??= whoIsWho(contests)
      const standing = `${contest.id} ${who.standingOf(contest.id, name)}`
      if (named.has(standing)) return twice(name, contest)
      named.add(standing)
      of(contest.id)[unmarked === '' ? 'writeIn' : 'unmarked'].push(name)
    } else {
      return fault('cannot-be-read', `“${token}”看不懂。按 ? 看按键说明。`)
    }
  }
  return ok({ kind: 'marks', marks })
}

function twice(name: string, { title }: Contest) {
  return fault('marked-twice', `${name}在${title}中录了两次。`)
}

function noSuchPost(number: string, contests: readonly Contest[]) {
  const posts = contests.map(({ title }, index) => `${index + 1} ${title}`).join('、')
  return fault('no-such-post', `没有第 ${number || '？'} 项职务：${posts}。`)
}

/** The line by which a ballot is kept and compared: the same marks are the same text, in whatever order they were typed. */
export function ballotLine(ballot: TypedBallot, contests: readonly Contest[]): string {
  if (ballot.kind === 'doubtful') return `?${ballot.question}`
  if (ballot.kind === 'setAside') {
    return `w${setAsideKeys.findIndex((reason) => reason === ballot.reason) + 1}`
  }
  let number = 0
  const tokens = contests.flatMap(({ id: postId, candidates }, index) => {
    const { for: chosen = [], against = [], writeIn = [], unmarked = [], illegible } = ballot.marks[postId] ?? {}
    const printed = candidates.flatMap(({ id }) => {
      number += 1
      return chosen.includes(id) ? [String(number)] : against.includes(id) ? [`-${number}`] : []
    })
    return [
      ...printed,
      ...[...writeIn].sort().map((name) => `/${index + 1}${name.replaceAll(' ', '_')}`),
      ...[...unmarked].sort().map((name) => `/${index + 1}${name.replaceAll(' ', '_')}!`),
      ...(illegible === true ? [`x${index + 1}`] : []),
    ]
  })
  return tokens.length === 0 ? '0' : tokens.join(' ')
}

/** The ballot as the rules judge it; undefined while it is doubtful. */
export function asBallot(typed: TypedBallot): Ballot | undefined {
  if (typed.kind === 'doubtful') return undefined
  if (typed.kind === 'setAside') return { times: 1, marks: {}, invalid: typed.reason }
  return { times: 1, marks: typed.marks }
}
