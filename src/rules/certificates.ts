import { addDays, addMonths, type PlainDate } from '../lib/plain-date.js'
import type { Finding } from './finding.js'
import type { RuleSet } from './rule-set.js'

/** Why a certificate of election no longer holds. */
export const withdrawalText = {
  recount: '复核后当选人变动',
  resigned: '本人辞职',
  ended: '职务终止',
  recalled: '被罢免',
  error: '证书有误，另发',
} as const

export type WithdrawalGround = keyof typeof withdrawalText

export interface TermOfOffice {
  readonly from: PlainDate
  readonly until: PlainDate
}

/** The term of a member: it ends with that of the committee, counted from its founding (2025 law, art. 14). */
export function termOfOffice(
  since: PlainDate,
  committeeFoundedOn: PlainDate,
  { termYears }: Pick<RuleSet, 'termYears'>,
): TermOfOffice {
  return { from: since, until: addDays(addMonths(committeeFoundedOn, termYears * 12), -1) }
}

/** （2027）桃源里社区居选证第3号: year of issue, community, number in the election. */
export function certificateNumberText(issuedOn: PlainDate, community: string, number: number): string {
  return `（${issuedOn.slice(0, 4)}）${community}居选证第${number}号`
}

interface Held {
  readonly personId: string
  readonly postId: number
  readonly name: string
}

interface HeldCertificate extends Held {
  readonly isWithdrawn: boolean
}

/** Those elected to whom no certificate in force was issued for their post. */
export function withoutCertificate<T extends Held>(
  members: readonly T[],
  certificates: readonly HeldCertificate[],
): T[] {
  return members.filter((member) => !certificates.some((one) => !one.isWithdrawn && isFor(one, member)))
}

/** Certificates in force of people who no longer are what they say: they are to be withdrawn. */
export function untrueCertificates<T extends HeldCertificate>(
  certificates: readonly T[],
  members: readonly Held[],
): T[] {
  return certificates.filter((one) => !one.isWithdrawn && !members.some((member) => isFor(one, member)))
}

function isFor(one: Held, other: Held): boolean {
  return one.personId === other.personId && one.postId === other.postId && one.name === other.name
}

interface IssuingFacts {
  readonly isDeclared: boolean
  /** Something is left to be voted on. */
  readonly isLaterVoteOpen: boolean
  readonly isRecounting: boolean
  readonly isFiled: boolean
  readonly untrue: readonly { readonly number: number }[]
}

/** What stands in the way of issuing certificates; warnings are for whoever issues them to weigh. */
export function checkIssuing({ isDeclared, isLaterVoteOpen, isRecounting, isFiled, untrue }: IssuingFacts): Finding[] {
  const finding = (code: string, severity: Finding['severity'], message: string): Finding => ({
    ...{ code, severity, fields: [], message },
  })
  if (!isDeclared) return [finding('not-yet-result-declared', 'error', '选举结果尚未宣布，还不能颁发当选证书。')]
  const findings: Finding[] = []
  if (isLaterVoteOpen) {
    findings.push(finding('later-vote-due', 'error', '还要再次投票，新一届居民委员会产生以后再颁发当选证书。'))
  }
  if (isRecounting) {
    findings.push(finding('recount-open', 'error', '选举结果正在复核，复核结果宣布以后再颁发当选证书。'))
  }
  if (untrue.length > 0) {
    const numbers = untrue.map(({ number }) => `第${number}号`).join('、')
    findings.push(finding('untrue-certificate', 'error', `${numbers}证书与现在的当选人不符，请先收回。`))
  }
  if (!isFiled) {
    const message = '选举结果还没有备案。一般先报街道（镇）备案，再颁发当选证书。'
    findings.push(finding('not-yet-filed', 'warning', message))
  }
  return findings
}
