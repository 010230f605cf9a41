import { longDate } from '../lib/chinese-text.js'
import { groupsOf } from '../lib/fingerprint.js'
import { addDays, daysBetween, type PlainDate } from '../lib/plain-date.js'
import type { Finding } from './finding.js'
import type { RuleSet } from './rule-set.js'

/** What goes to the township with the result (law.md 4, D+1 to D+5); those that must and those that may. */
export const filingPaperText = {
  electionReturn: '选举结果报告单',
  roster: '当选人员名册',
  resultNotice: '选举结果公告',
  memberForms: '当选人员登记表',
  summary: '换届选举工作总结',
} as const

export type FilingPaper = keyof typeof filingPaperText

/** Without these there is nothing to be filed. */
export const filingNeeds: readonly FilingPaper[] = ['electionReturn', 'roster']

export interface FilingFacts {
  readonly isDeclared: boolean
  readonly isLaterVoteOpen: boolean
  readonly isRecounting: boolean
  /** The day of the last declaration: the founding of the committee. */
  readonly foundedOn: PlainDate | undefined
  /** People of the register whose facts are not complete. */
  readonly incompleteMembers: number
}

/** What stands in the way of sending the result to the township; warnings are for the sender to weigh. */
export function checkFiling({ isDeclared, isLaterVoteOpen, isRecounting, incompleteMembers }: FilingFacts): Finding[] {
  const finding = (code: string, severity: Finding['severity'], message: string): Finding => ({
    ...{ code, severity, fields: [], message },
  })
  if (!isDeclared) return [finding('not-yet-result-declared', 'error', '选举结果尚未宣布，还不能报送备案。')]
  if (isLaterVoteOpen) {
    return [finding('later-vote-due', 'error', '还要再次投票，新一届居民委员会产生以后再报送备案。')]
  }
  if (isRecounting) return [finding('recount-open', 'error', '选举结果正在复核，复核结果宣布以后再报送备案。')]
  if (incompleteMembers === 0) return []
  const message = `还有${incompleteMembers}名当选人的情况没有登记齐全，名册上会有空白。`
  return [finding('members-incomplete', 'warning', message)]
}

interface Sending {
  readonly on: PlainDate
  readonly foundedOn: PlainDate
  readonly today: PlainDate
  readonly sent: readonly FilingPaper[]
}

/** Whether a result was sent whole and in time (the days are a figure of the rule set, after Sichuan's art. 37). */
export function checkSending({ on, foundedOn, today, sent }: Sending, ruleSet: RuleSet): Finding[] {
  const findings: Finding[] = []
  const error = (code: string, field: string, message: string) =>
    findings.push({ code, severity: 'error', fields: [field], message })
  if (on > today) error('filing-not-yet', 'on', '报送日期还没有到，请在送出之后登记。')
  if (on < foundedOn) error('filing-before-founding', 'on', `报送日期早于宣布结果的${longDate(foundedOn)}，请核对。`)
  const missing = filingNeeds.filter((paper) => !sent.includes(paper))
  if (missing.length > 0) {
    error('filing-incomplete', 'sent', `没有${missing.map((paper) => filingPaperText[paper]).join('、')}，不能备案。`)
  }
  const latest = lastFilingDay(foundedOn, ruleSet)
  if (on > latest && on <= today) {
    const message = `选举结果最迟应在${longDate(latest)}报送备案，迟${daysBetween(latest, on)}日。`
    const article = ruleSet.provenance.filingDays.source
    // Late is late; it is filed all the same.
    findings.push({ code: 'filing-late', severity: 'warning', fields: ['on'], message, article })
  }
  return findings
}

/** A group of the fingerprint that is typed from the signed return, counted from 1. */
export interface PaperGroup {
  readonly group: number
  readonly typed: string
}

/**
 * Whether the return that goes up is of the result on record: its fingerprint is printed on it, and two groups of it are
 * typed from the paper. Somebody who copies them from the screen proves nothing, which no program can prevent.
 */
export function checkPaperGroups(fingerprint: string, typed: readonly PaperGroup[]): Finding[] {
  const groups = groupsOf(fingerprint)
  return typed.flatMap(({ group, typed: text }): Finding[] => {
    const plain = text.normalize('NFKC').replace(/\s/g, '').toLowerCase()
    const fields = [`group-${group}`]
    if (plain === groups[group - 1]) return []
    if (!/^[0-9a-f]{4}$/.test(plain)) {
      const message = `请照纸质报告单填写第${group}组，是4位数字或者字母a至f。`
      return [{ code: 'paper-group-missing', severity: 'error', fields, message }]
    }
    const message = `第${group}组与系统里的选举记录不一致，没有登记。请再看一遍纸；仍不一致的，这份报告单不是现在的结果，请重新打印、签字盖章后报送，不要在纸上改。`
    return [{ code: 'paper-group-differs', severity: 'error', fields, message }]
  })
}

/** The last day for sending the result, counted from the founding of the committee. */
export function lastFilingDay(foundedOn: PlainDate, { filingDays }: Pick<RuleSet, 'filingDays'>): PlainDate {
  return addDays(foundedOn, filingDays)
}
