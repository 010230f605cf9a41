import { longDate } from '../lib/chinese-text.js'
import { isAtLeast } from '../lib/fraction.js'
import { addDays, addMonths, type PlainDate } from '../lib/plain-date.js'
import { comparisonText, shareText } from './arithmetic.js'
import { articleIn } from './citation.js'
import type { ElectionForm } from './election-form.js'
import type { Finding } from './finding.js'
import { type RuleSet, severityOf } from './rule-set.js'

/** A demand for the recall of a member (Urban Residents' Committees Law 2025, art. 20). */
export interface RecallPetition {
  /** The form in which the member was elected. */
  readonly form: ElectionForm
  /** Those who signed and are entitled to, each counted once. */
  readonly signatories: number
  /** All who have the vote, not only those on a roll: a number from outside the election (law.md 7). */
  readonly entitled: number
  /** Where that number comes from. */
  readonly entitledSource: string
  readonly reasons: string
  readonly filedOn: PlainDate
  /** The day on which a recall of the member on the same grounds failed in a vote. */
  readonly lastFailedOn?: PlainDate
}

const petitioners: Readonly<Record<ElectionForm, string>> = {
  allVoters: '有选举权的居民',
  households: '户代表',
  representatives: '居民代表',
}

/** Whether a petition must be put to the vote: enough people, reasons, and not the same again too soon. */
export function checkRecallPetition(petition: RecallPetition, ruleSet: RuleSet): Finding[] {
  return [
    ...signatoryFindings(petition, ruleSet),
    ...statementFindings(petition, articleIn(ruleSet, 20)),
    ...repeatFindings(petition, ruleSet),
  ]
}

function signatoryFindings({ form, signatories, entitled }: RecallPetition, ruleSet: RuleSet): Finding[] {
  const article = ruleSet.provenance.recallPetition.source
  const share = ruleSet.recallPetition[form]
  if (signatories > entitled) {
    const message = `联名${signatories}人，多于${petitioners[form]}${entitled}人，请核对。`
    return [
      { code: 'recall-more-signatories-than-entitled', severity: 'error', fields: ['signatories'], message, article },
    ]
  }
  if (entitled > 0 && isAtLeast(signatories, entitled, share)) return []
  const sum = comparisonText(signatories, entitled, share)
  const message = `提出罢免须有${petitioners[form]}${shareText(share)}以上联名：共${entitled}人，联名${signatories}人（${sum}），不足。`
  return [{ code: 'recall-too-few-signatories', severity: 'error', fields: ['signatories'], message, article }]
}

function statementFindings({ reasons, entitledSource }: RecallPetition, article: string): Finding[] {
  const findings: Finding[] = []
  if (reasons.trim() === '') {
    const message = '提出罢免应当写明理由。'
    findings.push({ code: 'recall-without-reasons', severity: 'error', fields: ['reasons'], message, article })
  }
  if (entitledSource.trim() === '') {
    const message = '有选举权的人数不等于名单上的人数，请写明这个数字的来源。'
    findings.push({ code: 'recall-base-unsourced', severity: 'error', fields: ['entitledSource'], message, article })
  }
  return findings
}

/** Counted from the failed vote; the day itself on which the months are over is free again. */
function repeatFindings({ filedOn, lastFailedOn }: RecallPetition, ruleSet: RuleSet): Finding[] {
  if (lastFailedOn === undefined) return []
  const free = addMonths(lastFailedOn, ruleSet.recallRepeatMonths)
  if (filedOn >= free) return []
  const message = `同一理由的罢免于${longDate(lastFailedOn)}未获通过，${ruleSet.recallRepeatMonths}个月内不再提出，${longDate(free)}起才能再提。`
  const severity = severityOf(ruleSet, 'recallRepeatMonths')
  const article = ruleSet.provenance.recallRepeatMonths.source
  return [{ code: 'recall-repeated', severity, fields: ['filedOn'], message, article }]
}

/** The last day for the vote on a petition. */
export function lastRecallVoteDay(filedOn: PlainDate, { recallVoteWithin: { months, days } }: RuleSet): PlainDate {
  return addDays(addMonths(filedOn, months), days)
}
