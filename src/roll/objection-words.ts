import { longDate } from '../lib/chinese-text.js'
import { daysBetween, type PlainDate } from '../lib/plain-date.js'
import { checkObjection, checkRuling, decisionDay } from '../rules/roll-objections.js'
import type { ObjectionTable } from '../infra/db/tables/roll.js'
import type { RollFacts } from './roll-facts.js'

export type ObjectionSubject = ObjectionTable['subject']
export type ObjectionState = ObjectionTable['state']
export type ObjectionManner = 'inPerson' | 'written' | 'telephone' | 'onBehalf'

export const subjectText: Readonly<Record<ObjectionSubject, string>> = {
  missing: '漏登：应列入而没有列入',
  notEntitled: '错登：不应列入而列入了',
  wrongDetails: '登记内容有误',
}

/** The same for a narrow column. */
export const shortSubjectText: Readonly<Record<ObjectionSubject, string>> = {
  missing: '漏登',
  notEntitled: '错登',
  wrongDetails: '内容有误',
}

/** How an objection was brought. */
export const mannerText: Readonly<Record<ObjectionManner, string>> = {
  inPerson: '当面提出',
  written: '书面提出',
  telephone: '电话提出',
  onBehalf: '由他人代为提出',
}

export const objectionStateText: Readonly<Record<ObjectionState, string>> = {
  open: '待处理',
  upheld: '成立',
  dismissed: '不成立',
  withdrawn: '已撤回',
  notHeard: '逾期，不予受理',
}

interface Clocked {
  readonly receivedOn: PlainDate
  readonly state: ObjectionState
  readonly decidedOn: PlainDate | null
}

/** An objection's clock on a day: when it must be decided, what is left of that, and what came late (art. 17). */
export function clockOf(
  { receivedOn, state, decidedOn }: Clocked,
  { postedOn, ruleSet, timetable }: Pick<RollFacts, 'postedOn' | 'ruleSet' | 'timetable'>,
  today: PlainDate,
) {
  const due = decisionDay(receivedOn, ruleSet)
  const posting = { postedOn: postedOn ?? today, receivedOn }
  const left = daysBetween(today, due)
  const isOpen = state === 'open'
  const isOverdue = isOpen && left < 0
  const isRulingLate = decidedOn !== null && checkRuling({ receivedOn, decidedOn }, ruleSet).length > 0
  return {
    dueText: longDate(due),
    leftText: !isOpen ? '' : isOverdue ? `已超期 ${-left} 天` : left === 0 ? '今天到期' : `还有 ${left} 天`,
    isOpen,
    isOverdue,
    isRulingLate,
    isLate: checkObjection(posting, ruleSet, timetable.isHoliday).some(({ code }) => code === 'objection-late'),
  }
}
