import { chineseNumber } from '../lib/chinese-text.js'
import { isAtLeast, isMoreThan } from '../lib/fraction.js'
import { comparisonText } from './arithmetic.js'
import { articleIn } from './citation.js'
import type { Finding } from './finding.js'
import type { Figures } from './figures.js'
import type { Quorum } from './figures/wording.js'
import type { RuleSet } from './rule-set.js'

/** The meetings that may select the election committee and adopt the election procedure. */
export type Assembly = 'residentsAssembly' | 'representativesAssembly'

export const assemblyText: Readonly<Record<Assembly, string>> = {
  residentsAssembly: '居民会议',
  representativesAssembly: '居民代表会议',
}

const quorumFigure = {
  residentsAssembly: 'residentsAssemblyQuorum',
  representativesAssembly: 'representativesAssemblyQuorum',
} as const satisfies Readonly<Record<Assembly, keyof Figures>>

/** Whether enough came for the meeting to decide anything (Urban Residents' Committees Law 2025, arts. 27 and 29). */
export function checkQuorum(
  meeting: { readonly assembly: Assembly; readonly entitled: number; readonly present: number },
  ruleSet: RuleSet,
): Finding[] {
  const { assembly, entitled, present } = meeting
  const figure = quorumFigure[assembly]
  const { share, reachedBy } = ruleSet[figure]
  const isReached = (reachedBy === 'atLeast' ? isAtLeast : isMoreThan)(present, entitled, share)
  if (isReached) return []
  const words = quorumText(ruleSet[figure])
  const message = `${assemblyText[assembly]}应有${words}的人员到会：应到${entitled}人，实到${present}人，不足法定人数。`
  const article = ruleSet.provenance[figure].source
  return [{ code: 'no-quorum', severity: 'error', fields: ['present'], message, article }]
}

/** A meeting that decided something by votes. */
export interface MeetingVote {
  readonly assembly: Assembly
  readonly entitled: number
  readonly present: number
  readonly inFavour: number
}

/** Whether a meeting decided: quorate, and more than half of those present in favour (arts. 27 and 29). */
export function checkMeetingVote(meeting: MeetingVote, ruleSet: RuleSet): Finding[] {
  const { assembly, present, inFavour } = meeting
  const findings = checkQuorum(meeting, ruleSet)
  const article = articleIn(ruleSet, assembly === 'residentsAssembly' ? 27 : 29)
  const fields = ['inFavour']
  const half = { num: 1, den: 2 }
  if (inFavour > present) {
    const message = `同意${inFavour}人，多于到会${present}人。`
    findings.push({ code: 'more-votes-than-present', severity: 'error', fields, message })
  } else if (!isMoreThan(inFavour, present, half)) {
    const message = `同意${inFavour}人，未超过到会${present}人的半数（${comparisonText(inFavour, present, half)}），没有通过。`
    findings.push({ code: 'meeting-did-not-decide', severity: 'error', fields, message, article })
  }
  return findings
}

/** In the words of the law: 过半数, 三分之二以上, 超过三分之二. */
export function quorumText({ share: { num, den }, reachedBy }: Quorum): string {
  if (reachedBy === 'moreThan' && num === 1 && den === 2) return '过半数'
  const share = `${chineseNumber(den)}分之${chineseNumber(num)}`
  return reachedBy === 'atLeast' ? `${share}以上` : `超过${share}`
}
