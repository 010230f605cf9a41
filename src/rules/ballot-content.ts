import { termText } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import type { Figures } from './figures.js'
import type { Finding } from './finding.js'
import type { Post, Sex } from './post.js'

/** The votes that have a ballot of their own. */
export type BallotVote = 'first' | 'runoff' | 'tieBreak' | 'rerun' | 'byElection' | 'primary'

/** A name printed on the ballot. */
export interface BallotName {
  readonly id: string
  readonly name: string
  /** What tells somebody from a namesake on the same ballot; empty for everybody else. */
  readonly note: string
}

export interface BallotPost extends Pick<Post, 'id' | 'title' | 'reservedForWoman'> {
  /** Names that may be marked for; in a primary the places on the list of candidates. */
  readonly seats: number
  /** Of the seats, those kept for women. */
  readonly seatsForWomen: number
  /** In the order of the list of candidates. */
  readonly names: readonly BallotName[]
  /** Blanks for 另选他人. */
  readonly writeIns: number
}

/** The figures that the ballot explains to who fills it in. */
export const ballotRuleNames = [
  'ballotMarks',
  'overvoteScope',
  'multiPost',
  'illegibleScope',
  'writeInWithoutMark',
  'writeInMustBeVoter',
  'candidateOrder',
] as const

export type BallotRules = Pick<Figures, (typeof ballotRuleNames)[number]>

/** Everything that stands on a ballot but how it is laid out. */
export interface BallotContent {
  readonly community: string
  readonly termNumber: number
  readonly vote: BallotVote
  readonly votingDay: PlainDate
  readonly posts: readonly BallotPost[]
  readonly rules: BallotRules
}

const votes: Readonly<Record<BallotVote, string>> = {
  first: '换届选举选票',
  runoff: '另行选举选票',
  tieBreak: '再次投票选票',
  rerun: '重新选举选票',
  byElection: '补选选票',
  primary: '候选人预选选票',
}

/** 奉中社区第九届居民委员会 / 换届选举选票 */
export function ballotTitle({ community, termNumber, vote }: Omit<BallotContent, 'posts' | 'rules' | 'votingDay'>) {
  return { body: `${community}${termText(termNumber)}居民委员会`, paper: votes[vote] }
}

/** A tie is broken among the tied, a primary chooses among nominees; every other vote is open to others (另选他人). */
export function writeInsOf(vote: BallotVote, seats: number): number {
  return vote === 'tieBreak' || vote === 'primary' ? 0 : seats
}

/** The figures as the ballot explains them, out of a rule set. */
export function ballotRulesOf(figures: BallotRules): BallotRules {
  return Object.fromEntries(ballotRuleNames.map((name) => [name, figures[name]])) as BallotRules
}

/** Somebody who is to stand on the ballot; what is not known of them is null. */
export interface BallotPerson {
  readonly id: string
  readonly postId: string
  readonly name: string
  readonly sex: Sex | null
  readonly birthDate: PlainDate | null
  readonly occupation: string | null
}

const sexes: Readonly<Record<Sex, string>> = { male: '男', female: '女' }

/** From the least that tells of somebody to the most. */
const signs: readonly ((person: BallotPerson) => string)[] = [
  ({ sex }) => (sex === null ? '' : sexes[sex]),
  ({ birthDate }) => (birthDate === null ? '' : `${Number(birthDate.slice(0, 4))}年生`),
  ({ birthDate }) =>
    birthDate === null ? '' : `${Number(birthDate.slice(0, 4))}年${Number(birthDate.slice(5, 7))}月生`,
  ({ occupation }) => occupation ?? '',
]

/**
 * The notes that tell namesakes on one ballot apart, by id: the first sign in which all of them differ. Namesakes for
 * whom none is found get no note, and are a finding (`checkBallotContent`).
 */
export function namesakeNotes(people: readonly BallotPerson[]): ReadonlyMap<string, string> {
  const notes = new Map<string, string>()
  for (const { name } of people) {
    const alike = people.filter((other) => other.name === name)
    if (alike.length < 2) continue
    const sign = signs.find((read) => new Set(alike.map(read)).size === alike.length && alike.every((one) => read(one)))
    for (const one of alike) notes.set(one.id, sign?.(one) ?? '')
  }
  return notes
}

/** The people under their posts, with notes where they need them. */
export function namesOf(postId: string, people: readonly BallotPerson[]): BallotName[] {
  const notes = namesakeNotes(people)
  const own = people.filter((person) => person.postId === postId)
  return own.map(({ id, name }) => ({ id, name, note: notes.get(id) ?? '' }))
}

/**
 * Whether ballots so arranged can be counted. The ballots of a vote are counted once for all its posts (how many came
 * back, how many are valid: art. 19), so where several posts are voted on together a sheet a post cannot be.
 */
export function checkArrangement(posts: number, arrangement: 'oneSheet' | 'sheetPerPost'): Finding[] {
  if (arrangement === 'oneSheet' || posts <= 1) return []
  const message = '几项职务同时投票的，收回、有效、无效都按整张选票计，不能一职一张；请用一张选票，每项职务一栏。'
  return [{ code: 'ballot-sheets-apart', severity: 'error', fields: ['arrangement'], message }]
}

/** What stands in the way of setting a ballot, or is to be looked at before. */
export function checkBallotContent({ posts, vote }: BallotContent): Finding[] {
  const findings: Finding[] = []
  if (posts.length === 0) {
    const message = '本次投票没有职务，不能制作选票。'
    findings.push({ code: 'ballot-without-posts', severity: 'error', fields: [], message })
  }
  for (const { title, names, writeIns } of posts) {
    if (names.length > 0) continue
    const severity = writeIns === 0 || vote === 'first' ? 'error' : 'warning'
    // Art. 18 has candidates nominated first; no rule set knows a ballot of blanks only (无候选人直选) for a first vote.
    const why = vote === 'first' ? '选举须先提名、确定候选人，适用规则没有“无候选人直选”。' : ''
    const message = `${title}没有候选人，选票上只有空格。${why}`
    findings.push({ code: 'ballot-post-without-names', severity, fields: [], message })
  }
  const all = posts.flatMap(({ names }) => names)
  const alike = all.filter(
    ({ id, name, note }) => note === '' && all.some((other) => other.id !== id && other.name === name),
  )
  if (alike.length > 0) {
    const names = [...new Set(alike.map(({ name }) => name))].join('、')
    const message = `选票上有同名的人，现有资料分不开：${names}。请在提名资料里补全职业或者单位。`
    findings.push({ code: 'ballot-namesakes-alike', severity: 'error', fields: [], message })
  }
  return findings
}
