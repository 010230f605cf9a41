import { longDate } from '../lib/chinese-text.js'
import { addDays, daysBetween, type PlainDate } from '../lib/plain-date.js'
import type { Finding } from './finding.js'
import type { PersonId } from './kinship.js'
import type { Post } from './post.js'
import { type RuleSet, severityOf } from './rule-set.js'

/** Why a confirmed candidate is one no longer. */
export const dropOutReasons = ['withdrew', 'died', 'disqualified', 'leftRoll'] as const

export type DropOutReason = (typeof dropOutReasons)[number]

export const dropOutText: Readonly<Record<DropOutReason, string>> = {
  withdrew: '书面放弃',
  died: '去世',
  disqualified: '经查不符合候选人条件',
  leftRoll: '被取消选民登记',
}

interface Person {
  readonly id: PersonId
  readonly name: string
}

/** A confirmed candidate who drops out. */
export interface DropOut extends Person {
  readonly reason: DropOutReason
  readonly on: PlainDate
  /** Whether it was handed in on paper and signed; looked at for a withdrawal only. */
  readonly isWritten: boolean
}

/** The last day on which a candidate may withdraw. */
export function lastWithdrawalDay(electionDay: PlainDate, { withdrawalDaysBefore }: RuleSet): PlainDate {
  return addDays(electionDay, -withdrawalDaysBefore)
}

/**
 * Whether the name of somebody who dropped out still stands on the ballots that are voted with: those that were printed
 * by then are not printed anew after the last day for withdrawing. A mark for the name counts for nobody.
 */
export function staysOnBallot(
  { on, areBallotsPrinted }: Pick<DropOut, 'on'> & { readonly areBallotsPrinted: boolean },
  electionDay: PlainDate,
  ruleSet: RuleSet,
): boolean {
  return areBallotsPrinted && on > lastWithdrawalDay(electionDay, ruleSet)
}

/** Whether a candidate may still withdraw (ZJ villages art. 19): in writing, and by the last day for it. */
export function checkWithdrawal(dropOut: DropOut, electionDay: PlainDate, ruleSet: RuleSet): Finding[] {
  if (dropOut.reason !== 'withdrew') return []
  const { name, on, isWritten } = dropOut
  const article = ruleSet.provenance.withdrawalDaysBefore.source
  const findings: Finding[] = []
  if (!isWritten) {
    const message = `${name}放弃候选人资格，须本人书面提出。`
    findings.push({ code: 'withdrawal-not-written', severity: 'error', fields: ['isWritten'], message, article })
  }
  const last = lastWithdrawalDay(electionDay, ruleSet)
  if (on > last) {
    const message = `候选人放弃应在选举日${ruleSet.withdrawalDaysBefore}日前提出：选举日${longDate(electionDay)}，最迟${longDate(last)}；${name}于${longDate(on)}提出，迟${daysBetween(last, on)}日。`
    const severity = severityOf(ruleSet, 'withdrawalDaysBefore')
    findings.push({ code: 'withdrawal-late', severity, fields: ['on'], message, article })
  }
  return findings
}

/** Somebody who passed the review and accepted, but was not put on the list. */
export interface Reserve extends Person {
  /** Votes of the primary; where there was none, voters who nominated. */
  readonly votes: number
}

/** The candidates of a post before somebody drops out, and who could follow. */
export interface StandingList<R extends Reserve> {
  readonly post: Post
  readonly candidates: readonly Person[]
  readonly reserves: readonly R[]
}

/** How the place of a candidate who dropped out is filled. */
export type Refill<R> =
  /** By votes; several where those of equal votes all go on. */
  | { readonly kind: 'byVotes'; readonly people: readonly R[] }
  /** Of equal votes, to be voted on again. */
  | { readonly kind: 'tied'; readonly people: readonly R[] }
  /** Too few are left for a contest: nominations are taken again. */
  | { readonly kind: 'nominateAgain'; readonly missing: number }
  /** Nobody follows, and enough are left. */
  | { readonly kind: 'notNeeded' }
  /** After the last day for withdrawing nobody follows: ballots and list stand as they are. */
  | { readonly kind: 'tooLate'; readonly missing: number }

interface Circumstances {
  /** The day of the vote. */
  readonly electionDay: PlainDate
  readonly areBallotsPrinted: boolean
  /** False where the reserves stand in order of the voters who nominated them. */
  readonly hadPrimary: boolean
  /** A run-off or the like, which has its candidates from the vote before. */
  readonly isLaterVote: boolean
}

export interface AfterDropOut<R> {
  readonly candidates: readonly Person[]
  readonly refill: Refill<R>
  /** What remains wrong with the list. */
  readonly findings: readonly Finding[]
  /** What is done, in words; the first keeps the trace of who dropped out. */
  readonly explanation: readonly string[]
}

/**
 * What follows when a confirmed candidate drops out (ZJ villages art. 19, Sichuan art. 23). Until the last day for
 * withdrawing the next by votes follows, and if too few are left nominations are taken again. Later, the list
 * cannot be posted anew in time: the name is struck with its trace and nobody follows.
 */
export function afterDropOut<R extends Reserve>(
  list: StandingList<R>,
  dropOut: DropOut,
  circumstances: Circumstances,
  ruleSet: RuleSet,
): AfterDropOut<R> {
  const isLate = dropOut.on > lastWithdrawalDay(circumstances.electionDay, ruleSet)
  const left = list.candidates.filter(({ id }) => id !== dropOut.id)
  const needed = circumstances.isLaterVote ? list.post.seats : list.post.seats + ruleSet.surplusMinimum
  const missing = Math.max(0, needed - left.length)
  const refill = refillOf(list, dropOut, { missing, isLate, isLaterVote: circumstances.isLaterVote }, ruleSet)
  const candidates = refill.kind === 'byVotes' ? [...left, ...refill.people] : left
  return {
    candidates,
    refill,
    findings: surplusFindings(list.post, candidates.length, { needed, isLate: refill.kind === 'tooLate' }, ruleSet),
    explanation: [
      `${dropOut.name}于${longDate(dropOut.on)}${dropOutText[dropOut.reason]}，不再列为${list.post.title}候选人，原名单和本次变动一并留存。`,
      refillSentence(list.post, refill, circumstances, ruleSet),
      ballotSentence(dropOut, isLate, circumstances.areBallotsPrinted),
    ],
  }
}

function refillOf<R extends Reserve>(
  list: StandingList<R>,
  dropOut: DropOut,
  {
    missing,
    isLate,
    isLaterVote,
  }: { readonly missing: number; readonly isLate: boolean; readonly isLaterVote: boolean },
  ruleSet: RuleSet,
): Refill<R> {
  if (isLaterVote) return missing > 0 ? { kind: 'tooLate', missing } : { kind: 'notNeeded' }
  return isLate ? { kind: 'tooLate', missing } : refillFrom(list, dropOut, missing, ruleSet)
}

function refillFrom<R extends Reserve>(
  { reserves }: StandingList<R>,
  dropOut: DropOut,
  missing: number,
  ruleSet: RuleSet,
): Refill<R> {
  const following = ruleSet.withdrawalRefill === 'byVotes' ? reserves.filter(({ id }) => id !== dropOut.id) : []
  const most = Math.max(...following.map(({ votes }) => votes))
  const people = following.filter(({ votes }) => votes === most)
  if (people.length === 0) return missing > 0 ? { kind: 'nominateAgain', missing } : { kind: 'notNeeded' }
  if (people.length > 1 && ruleSet.primaryTie === 'voteAgain') return { kind: 'tied', people }
  return { kind: 'byVotes', people }
}

function surplusFindings(
  post: Post,
  left: number,
  { needed, isLate }: { readonly needed: number; readonly isLate: boolean },
  ruleSet: RuleSet,
): Finding[] {
  if (left >= needed) return []
  return [
    {
      code: isLate ? 'contest-lost-late' : 'too-few-candidates',
      // Nothing can be put right any more: the election committee and the township decide what becomes of the day.
      severity: isLate ? 'warning' : severityOf(ruleSet, 'surplusMinimum'),
      fields: [post.id],
      message: `${post.title}应选${post.seats}名，候选人应有${needed}名以上，只剩${left}名。${isLate ? '请居民选举委员会报街道（镇）研究是否改期。' : ''}`,
      article: ruleSet.provenance.surplusMinimum.source,
    },
  ]
}

function refillSentence(
  post: Post,
  refill: Refill<Reserve>,
  { hadPrimary, isLaterVote }: Circumstances,
  ruleSet: RuleSet,
): string {
  const article = `（${ruleSet.provenance.withdrawalRefill.source}）`
  const [by, unit] = hadPrimary ? ['按预选得票多少', '票'] : ['没有举行预选，按联名提名人数多少', '人']
  switch (refill.kind) {
    case 'byVotes':
      return `${by}依次递补：${refill.people.map(({ name, votes }) => `${name}（${votes}${unit}）`).join('、')}${article}。`
    case 'tied':
      return `${refill.people.map(({ name, votes }) => `${name}（${votes}${unit}）`).join('、')}相等，在其中再次投票确定递补的人${article}。`
    case 'nominateAgain':
      return `没有可以递补的人，${post.title}还差${refill.missing}名候选人，须另行提名${article}。`
    case 'notNeeded':
      return isLaterVote
        ? `${post.title}候选人由前一次投票产生，不再递补。`
        : `${post.title}其余候选人仍多于应选名额，不再递补${article}。`
    case 'tooLate':
      return isLaterVote
        ? `${post.title}候选人由前一次投票产生，不再递补。`
        : `已过选举日${ruleSet.withdrawalDaysBefore}日前的期限，${post.title}不再递补（${ruleSet.provenance.withdrawalDaysBefore.source}）。`
  }
}

function ballotSentence({ name }: DropOut, isLate: boolean, areBallotsPrinted: boolean): string {
  if (!areBallotsPrinted) return '选票还没有印制，按变动后的名单印制。'
  if (!isLate) return '已经印好的选票全部封存作废，按变动后的名单重新印制。'
  return `选票不再重印：在每个投票站张贴更正并当众宣布，投给${name}的不计票，选票上其他选择照常有效。`
}
