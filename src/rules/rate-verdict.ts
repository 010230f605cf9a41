import { type ElectionForm, electionFormText } from './election-form.js'
import { type EvidencePiece, evidenceTitle, standingOf } from './rate-evidence.js'
import type { Finding } from './finding.js'

/** What an auditor finds of a community's claim to have elected in its form. */
export const verdicts = ['confirmed', 'doubtful', 'sentBack'] as const

export type RateVerdictKind = (typeof verdicts)[number]

export const verdictKindText: Readonly<Record<RateVerdictKind, string>> = {
  confirmed: '核定',
  doubtful: '存疑',
  sentBack: '退回补充',
}

/** A verdict with what came after it. */
export interface GivenVerdict {
  readonly verdict: RateVerdictKind
  /** The form that was found; of what is confirmed. */
  readonly form: ElectionForm | null
  readonly givenBy: number
  /** The second person's answer; none yet: undefined. */
  readonly agreed: boolean | undefined
  /** Whether the township has answered what was sent back. */
  readonly isAnswered: boolean
}

/**
 * Where a claim stands. `proposed`: one person has found it confirmed or doubtful, a second has yet to agree.
 * `refused`: the second did not agree, so nothing is found. Final are `confirmed` and `doubtful` alone.
 */
export type ClaimState = 'unexamined' | 'proposed' | 'refused' | 'confirmed' | 'doubtful' | 'sentBack' | 'answered'

export const claimStateText: Readonly<Record<ClaimState, string>> = {
  unexamined: '未审核',
  proposed: '待复核',
  refused: '复核未通过',
  confirmed: '已核定',
  doubtful: '存疑',
  sentBack: '已退回，等补充',
  answered: '已补充，等审核',
}

/** What holds is the last verdict; sending back needs one person, a final verdict two. */
export function claimStateOf(last: GivenVerdict | undefined): ClaimState {
  if (!last) return 'unexamined'
  if (last.verdict === 'sentBack') return last.isAnswered ? 'answered' : 'sentBack'
  if (last.agreed === undefined) return 'proposed'
  return last.agreed ? last.verdict : 'refused'
}

/** The form that two people confirmed; undefined while there is none. */
export function confirmedForm(last: GivenVerdict | undefined): ElectionForm | undefined {
  return claimStateOf(last) === 'confirmed' ? (last?.form ?? undefined) : undefined
}

export interface VerdictWish {
  readonly verdict: RateVerdictKind
  readonly form: ElectionForm | null
  readonly reason: string
}

/**
 * Whether a verdict may be given. Confirmed is only what was held; where a piece of evidence is missing or contradicts the
 * claim, or the form found is not the one claimed, the reason why it is confirmed all the same must be written.
 */
export function checkVerdict(
  wish: VerdictWish,
  claim: { readonly form: ElectionForm; readonly isHeld: boolean; readonly pieces: readonly EvidencePiece[] },
  last: GivenVerdict | undefined,
): Finding[] {
  const error = (code: string, field: string, message: string): Finding[] => [
    { code, severity: 'error', fields: [field], message },
  ]
  const state = claimStateOf(last)
  if (state === 'proposed') return error('verdict-pending', 'verdict', '上一次的审核意见还在等复核，不能另提意见。')
  const { verdict, form, reason } = wish
  if (verdict !== 'confirmed') {
    return reason === '' ? error('reason-missing', 'reason', '存疑或者退回的，要写明理由。') : []
  }
  if (!claim.isHeld) return error('not-held', 'verdict', '还没有举行有效的选举，不能核定。')
  if (form === null) return error('form-missing', 'form', '核定的，要选定核定为哪种选举方式。')
  if (reason !== '') return []
  if (form !== claim.form) {
    const message = `申报的是${electionFormText[claim.form]}，核定为${electionFormText[form]}的，要写明理由。`
    return error('reason-missing', 'reason', message)
  }
  if (standingOf(claim.pieces) === 'complete') return []
  const open = claim.pieces.filter(({ state: each }) => each !== 'consistent').map(({ key }) => evidenceTitle[key])
  return error('reason-missing', 'reason', `${open.join('、')}不齐全或不一致，仍要核定的，请写明理由。`)
}

/** Whether somebody may agree with a verdict or refuse it: one that waits for it, and not their own. */
export function checkSecond(
  last: GivenVerdict | undefined,
  accountId: number,
  agrees: boolean,
  note: string,
): Finding[] {
  const error = (code: string, field: string, message: string): Finding[] => [
    { code, severity: 'error', fields: [field], message },
  ]
  if (claimStateOf(last) !== 'proposed') return error('nothing-to-second', '', '没有等待复核的审核意见。')
  if (last?.givenBy === accountId) return error('same-person', '', '审核意见是您提出的，要由另一位审核员复核。')
  return agrees || note !== '' ? [] : error('note-missing', 'note', '不同意的，要写明理由。')
}
