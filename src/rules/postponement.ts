import { longDate } from '../lib/chinese-text.js'
import { addMonths, type PlainDate } from '../lib/plain-date.js'
import { articleIn } from './citation.js'
import type { Finding } from './finding.js'
import { type RuleSet, severityOf } from './rule-set.js'

/** An election that is not held when the term ends. */
export interface ShiftedElection {
  /** The day on which the term of the sitting committee ends. */
  readonly termEndsOn: PlainDate
  readonly electionDay: PlainDate
  /** Who approved it and in which document; blank while nobody has. */
  readonly approval: string
}

/**
 * Whether an election may be held so much before or after the end of the term. The law wants the committee elected
 * anew when its term ends (art. 14); a province gives months, with the approval of the district or county. Within the
 * season that the bureau has set for all communities the question does not arise: it is asked of one that is put off
 * or brought forward out of it.
 */
export function checkShift({ termEndsOn, electionDay, approval }: ShiftedElection, ruleSet: RuleSet): Finding[] {
  if (electionDay === termEndsOn) return []
  const isLate = electionDay > termEndsOn
  const word = isLate ? '延期' : '提前'
  const months = ruleSet.postponementMonths
  const bound = addMonths(termEndsOn, isLate ? months : -months)
  const facts = `任期${longDate(termEndsOn)}届满，选举日${longDate(electionDay)}`
  const findings: Finding[] = []
  if (isLate ? electionDay > bound : electionDay < bound) {
    const limit = `${isLate ? '最迟' : '最早'}${longDate(bound)}`
    findings.push({
      code: isLate ? 'postponed-too-long' : 'brought-forward-too-far',
      severity: severityOf(ruleSet, 'postponementMonths'),
      fields: ['electionDay'],
      message: `${word}换届不超过${months}个月：${facts}，${limit}。`,
      article: ruleSet.provenance.postponementMonths.source,
    })
  }
  if (approval.trim() === '') {
    const message = `${word}换届须经区（县、市）批准：${facts}，没有填写批准机关和文件。`
    const article = articleIn(ruleSet, 14)
    findings.push({ code: 'shift-not-approved', severity: 'error', fields: ['approval'], message, article })
  }
  return findings
}

/** Between which days an election may be held with approval, both included. */
export function shiftBounds(
  termEndsOn: PlainDate,
  { postponementMonths }: RuleSet,
): { earliest: PlainDate; latest: PlainDate } {
  return {
    earliest: addMonths(termEndsOn, -postponementMonths),
    latest: addMonths(termEndsOn, postponementMonths),
  }
}
