import { longDate } from '../lib/chinese-text.js'
import { addDays, daysBetween, type PlainDate } from '../lib/plain-date.js'
import type { Finding } from './finding.js'
import { firstWorkingDay, type IsHoliday, noHolidays } from './holidays.js'
import type { RuleSet } from './rule-set.js'

/**
 * The last day on which the roll may be objected to (Urban Residents' Committees Law 2025, art. 17): the day of
 * posting does not count (Civil Code art. 201), and a last day that is a holiday moves to the day after the
 * holiday (art. 203) where the rule set says so.
 */
export function lastObjectionDay(postedOn: PlainDate, ruleSet: RuleSet, isHoliday: IsHoliday = noHolidays): PlainDate {
  const last = addDays(postedOn, ruleSet.objectionDays)
  return ruleSet.residentsDeadlineSkipsHolidays ? firstWorkingDay(last, isHoliday) : last
}

/** The last day for deciding an objection, counted from its receipt (art. 17). A committee's day never moves. */
export function decisionDay(receivedOn: PlainDate, ruleSet: RuleSet): PlainDate {
  return addDays(receivedOn, ruleSet.decisionDays)
}

/**
 * An objection as it comes in. One that comes late is recorded all the same, because the person must be
 * answered and a plain mistake may still be put right; so lateness is a warning, not an error.
 */
export function checkObjection(
  { postedOn, receivedOn }: { readonly postedOn: PlainDate; readonly receivedOn: PlainDate },
  ruleSet: RuleSet,
  isHoliday: IsHoliday = noHolidays,
): Finding[] {
  const article = ruleSet.provenance.objectionDays.source
  const fields = ['receivedOn']
  if (receivedOn < postedOn) {
    const message = `异议于${longDate(receivedOn)}提出，早于名单公布日${longDate(postedOn)}。`
    return [{ code: 'objection-before-posting', severity: 'error', fields, message, article }]
  }
  const last = lastObjectionDay(postedOn, ruleSet, isHoliday)
  if (receivedOn <= last) return []
  const message = `对名单的异议应在公布之日起${ruleSet.objectionDays}日内提出：${longDate(postedOn)}公布，最迟${longDate(last)}；于${longDate(receivedOn)}提出，迟${daysBetween(last, receivedOn)}日。`
  return [{ code: 'objection-late', severity: 'warning', fields, message, article }]
}

/** A ruling as it is recorded. What has come about late is still recorded, with a warning (art. 17). */
export function checkRuling(
  { receivedOn, decidedOn }: { readonly receivedOn: PlainDate; readonly decidedOn: PlainDate },
  ruleSet: RuleSet,
): Finding[] {
  const article = ruleSet.provenance.decisionDays.source
  const fields = ['decidedOn']
  if (decidedOn < receivedOn) {
    const message = `处理决定日${longDate(decidedOn)}早于异议提出日${longDate(receivedOn)}。`
    return [{ code: 'ruling-before-objection', severity: 'error', fields, message, article }]
  }
  const last = decisionDay(receivedOn, ruleSet)
  if (decidedOn <= last) return []
  const message = `异议应在收到之日起${ruleSet.decisionDays}日内作出处理决定：${longDate(receivedOn)}收到，最迟${longDate(last)}；于${longDate(decidedOn)}作出，迟${daysBetween(last, decidedOn)}日。`
  return [{ code: 'ruling-late', severity: 'warning', fields, message, article }]
}

/** Whether the roll may be closed: the days for objecting are over and every objection is decided (art. 17). */
export function checkRollClosing(
  facts: { readonly postedOn: PlainDate; readonly closingOn: PlainDate; readonly openObjections: number },
  ruleSet: RuleSet,
  isHoliday: IsHoliday = noHolidays,
): Finding[] {
  const article = ruleSet.provenance.objectionDays.source
  const findings: Finding[] = []
  const last = lastObjectionDay(facts.postedOn, ruleSet, isHoliday)
  if (facts.closingOn <= last) {
    const message = `异议期到${longDate(last)}为止，${longDate(addDays(last, 1))}起才能确定名单；拟于${longDate(facts.closingOn)}确定。`
    findings.push({ code: 'objection-days-running', severity: 'error', fields: [], message, article })
  }
  if (facts.openObjections > 0) {
    const message = `还有${facts.openObjections}件异议没有处理，处理完才能确定名单。`
    findings.push({ code: 'objections-undecided', severity: 'error', fields: [], message, article })
  }
  return findings
}

/** An objection to one matter of the roll. */
export interface ObjectionMatter {
  /** The voter or person it is about, and what is asked: being put on, taken off, corrected. */
  readonly about: string
  readonly asks: string
}

/** One that came before it, by its number in the docket. */
export interface EarlierObjection extends ObjectionMatter {
  readonly number: number
  readonly state: 'open' | 'decided' | 'withdrawn'
}

/**
 * The same matter brought again. While the first is open the second adds nothing; one that was decided is decided
 * anew only on new facts, so it is recorded with a warning; one that was withdrawn may be brought again.
 */
export function checkRepeatedObjection(
  { about, asks }: ObjectionMatter,
  earlier: readonly EarlierObjection[],
  ruleSet: RuleSet,
): Finding[] {
  const article = ruleSet.provenance.objectionDays.source
  const fields = ['subject']
  const same = earlier.filter((one) => one.about === about && one.asks === asks)
  const open = same.find(({ state }) => state === 'open')
  if (open !== undefined) {
    const message = `同一事项已作为第${open.number}号异议受理，尚未处理，不必重复登记。`
    return [{ code: 'objection-pending', severity: 'error', fields, message, article }]
  }
  const decided = same.find(({ state }) => state === 'decided')
  if (decided === undefined) return []
  const message = `同一事项已由第${decided.number}号异议处理；没有新的事实，可以告知原处理决定。`
  return [{ code: 'objection-repeated', severity: 'warning', fields, message, article }]
}

/** An objection is withdrawn after it was raised and before it is decided; a ruling stands. */
export function checkObjectionWithdrawal({
  receivedOn,
  withdrawnOn,
  decidedOn,
}: {
  readonly receivedOn: PlainDate
  readonly withdrawnOn: PlainDate
  readonly decidedOn?: PlainDate
}): Finding[] {
  const finding = (code: string, message: string): Finding[] => [
    { code, severity: 'error', fields: ['withdrawnOn'], message },
  ]
  if (withdrawnOn < receivedOn) {
    return finding(
      'withdrawn-before-objection',
      `撤回日${longDate(withdrawnOn)}早于异议提出日${longDate(receivedOn)}。`,
    )
  }
  if (decidedOn === undefined) return []
  return finding('withdrawn-after-ruling', `异议已于${longDate(decidedOn)}作出处理决定，不能再撤回。`)
}
