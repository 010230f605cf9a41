import { longDate } from '../lib/chinese-text.js'
import { addDays, daysBetween, type PlainDate } from '../lib/plain-date.js'
import type { Finding } from './finding.js'
import { firstWorkingDay, type IsHoliday, noHolidays } from './holidays.js'
import type { RuleSet } from './rule-set.js'

/**
 * The last day for taking a ruling on an objection to the township, or undefined where there is no second appeal:
 * the law gives none (Urban Residents' Committees Law 2025, art. 17). A resident's day, so it moves past a holiday.
 */
export function lastAppealDay(
  decidedOn: PlainDate,
  { appealDays, residentsDeadlineSkipsHolidays }: Pick<RuleSet, 'appealDays' | 'residentsDeadlineSkipsHolidays'>,
  isHoliday: IsHoliday = noHolidays,
): PlainDate | undefined {
  if (appealDays === 0) return undefined
  const last = addDays(decidedOn, appealDays)
  return residentsDeadlineSkipsHolidays ? firstWorkingDay(last, isHoliday) : last
}

/** A ruling taken further. What comes late is still recorded, because the person must be answered. */
export function checkAppeal(
  { decidedOn, appealedOn }: { readonly decidedOn: PlainDate; readonly appealedOn: PlainDate },
  ruleSet: RuleSet,
  isHoliday: IsHoliday = noHolidays,
): Finding[] {
  const article = ruleSet.provenance.appealDays.source
  const fields = ['appealedOn']
  const last = lastAppealDay(decidedOn, ruleSet, isHoliday)
  if (last === undefined) {
    const message = '适用的规则没有设再次申诉：可以登记，转街道（镇）按来信来访办理。'
    return [{ code: 'no-second-appeal', severity: 'warning', fields, message, article }]
  }
  if (appealedOn < decidedOn) {
    const message = `再次申诉于${longDate(appealedOn)}提出，早于处理决定日${longDate(decidedOn)}。`
    return [{ code: 'appeal-before-ruling', severity: 'error', fields, message, article }]
  }
  if (appealedOn <= last) return []
  const message = `对处理决定不服的，应在决定之日起${ruleSet.appealDays}日内提出：${longDate(decidedOn)}决定，最迟${longDate(last)}；于${longDate(appealedOn)}提出，迟${daysBetween(last, appealedOn)}日。`
  return [{ code: 'appeal-late', severity: 'warning', fields, message, article }]
}
