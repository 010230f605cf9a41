import { longDate } from '../lib/chinese-text.js'
import { isMoreThan } from '../lib/fraction.js'
import type { PlainDate } from '../lib/plain-date.js'
import { assemblyText, checkQuorum } from './assemblies.js'
import { comparisonText } from './arithmetic.js'
import { articleIn } from './citation.js'
import type { ElectionForm } from './election-form.js'
import type { Finding } from './finding.js'
import type { RuleSet } from './rule-set.js'

/** Who may have decided on the form: the law names the forms and not who chooses between them (art. 14; law.md, open points). */
export const formDeciders = ['residentsAssembly', 'representativesAssembly', 'electionCommittee'] as const

export type FormDecider = (typeof formDeciders)[number]

export const formDeciderText: Readonly<Record<FormDecider, string>> = {
  ...assemblyText,
  electionCommittee: '居民选举委员会会议',
}

/** The decision on the form of election as its minutes have it. */
export interface FormDecision {
  readonly form: ElectionForm
  readonly decidedBy: FormDecider
  readonly decidedOn: PlainDate
  readonly entitled: number
  readonly present: number
  readonly inFavour: number
  /** The minutes. */
  readonly document: string
}

const half = { num: 1, den: 2 } as const

/**
 * Whether the minutes hold a decision at all: the meeting had its quorum, more than half of those present were in
 * favour (arts. 27 and 29; of the election committee the same is asked), and the day has come.
 */
export function checkFormDecision(decision: FormDecision, today: PlainDate, ruleSet: RuleSet): Finding[] {
  const { decidedBy, decidedOn, entitled, present, inFavour } = decision
  const findings: Finding[] = []
  const error = (code: string, field: string, message: string, article?: string) =>
    findings.push({ code, severity: 'error', fields: [field], message, ...(article ? { article } : {}) })
  if (decidedOn > today) error('decided-in-future', 'decidedOn', '会议的日子还没有到，请核对。')
  if (present > entitled) error('more-present-than-entitled', 'present', `实到${present}人，多于应到${entitled}人。`)
  if (inFavour > present) error('more-in-favour-than-present', 'inFavour', `赞成${inFavour}人，多于实到${present}人。`)
  if (findings.length > 0) return findings
  if (!isMoreThan(inFavour, present, half)) {
    const sum = comparisonText(inFavour, present, half)
    const message = `赞成${inFavour}人，没有超过实到${present}人的半数（${sum}），没有形成决定。`
    error('not-decided', 'inFavour', message, articleIn(ruleSet, decidedBy === 'representativesAssembly' ? 29 : 27))
  }
  if (decidedBy === 'electionCommittee') {
    if (isMoreThan(present, entitled, half)) return findings
    const sum = comparisonText(present, entitled, half)
    error('no-quorum', 'present', `成员${entitled}人，实到${present}人，没有过半数（${sum}）。`)
    return findings
  }
  return [...findings, ...checkQuorum({ assembly: decidedBy, entitled, present }, ruleSet)]
}

/** The decision in a sentence: who, when, with how many votes. */
export function formDecisionSentence(decision: FormDecision, formText: string): string {
  const { decidedBy, decidedOn, entitled, present, inFavour, document } = decision
  const meeting = `${longDate(decidedOn)}${formDeciderText[decidedBy]}应到${entitled}人，实到${present}人`
  return `${meeting}，赞成${inFavour}人，决定采用${formText}（${document}）。`
}
