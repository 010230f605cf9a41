import { longDate } from '../lib/chinese-text.js'
import { isMoreThan } from '../lib/fraction.js'
import { addDays, addMonths, daysBetween, type PlainDate } from '../lib/plain-date.js'
import { comparisonText } from './arithmetic.js'
import { type Assembly, assemblyText, checkQuorum } from './assemblies.js'
import { articleIn } from './citation.js'
import { type Finding, hasErrors } from './finding.js'
import { type RuleSet, severityOf } from './rule-set.js'
import { cite } from './sentence.js'

/** A member's wish to leave, and the meeting that dealt with it. */
export interface Resignation {
  readonly member: string
  readonly appliedOn: PlainDate
  readonly meeting: {
    readonly assembly: Assembly
    readonly on: PlainDate
    readonly entitled: number
    readonly present: number
    readonly inFavour: number
  }
}

export interface ResignationDecision {
  /** The day on which it takes effect; absent when it was not approved. */
  readonly effectiveOn?: PlainDate
  readonly sentence: string
  readonly findings: readonly Finding[]
}

const half = { num: 1, den: 2 }

/**
 * A resignation takes effect on the day on which the residents' assembly or the representatives' assembly approves
 * it (Urban Residents' Committees Law 2025, art. 21): a quorate meeting, and more than half of those present.
 */
export function decideResignation(resignation: Resignation, ruleSet: RuleSet): ResignationDecision {
  const { member, meeting } = resignation
  const findings = [
    ...dayFindings(resignation, ruleSet),
    ...checkQuorum(meeting, ruleSet),
    ...voteFindings(resignation, ruleSet),
  ]
  const article = articleIn(ruleSet, 21)
  if (hasErrors(findings.filter(({ code }) => code !== 'resignation-meeting-late'))) {
    return { sentence: cite(`${member}的辞职没有生效。`, article), findings }
  }
  const sum = comparisonText(meeting.inFavour, meeting.present, half)
  const sentence = `${assemblyText[meeting.assembly]}于${longDate(meeting.on)}同意${member}辞职：同意${meeting.inFavour}人，超过到会${meeting.present}人的半数（${sum}），自当日起生效。`
  return { effectiveOn: meeting.on, sentence: cite(sentence, article), findings }
}

function dayFindings({ appliedOn, meeting: { on } }: Resignation, ruleSet: RuleSet): Finding[] {
  const article = ruleSet.provenance.resignationMeetingDays.source
  const fields = ['on']
  if (on < appliedOn) {
    const message = `会议日${longDate(on)}早于提出辞职之日${longDate(appliedOn)}。`
    return [{ code: 'resignation-meeting-before-application', severity: 'error', fields, message, article }]
  }
  const latest = addDays(appliedOn, ruleSet.resignationMeetingDays)
  if (on <= latest) return []
  const message = `辞职应在提出后${ruleSet.resignationMeetingDays}日内由会议讨论：${longDate(appliedOn)}提出，最迟${longDate(latest)}；于${longDate(on)}开会，迟${daysBetween(latest, on)}日。`
  const severity = severityOf(ruleSet, 'resignationMeetingDays')
  return [{ code: 'resignation-meeting-late', severity, fields, message, article }]
}

function voteFindings({ meeting }: Resignation, ruleSet: RuleSet): Finding[] {
  const { assembly, present, inFavour } = meeting
  const fields = ['inFavour']
  if (inFavour > present) {
    const message = `同意${inFavour}人，多于到会${present}人。`
    return [{ code: 'resignation-more-votes-than-present', severity: 'error', fields, message }]
  }
  if (isMoreThan(inFavour, present, half)) return []
  const sum = comparisonText(inFavour, present, half)
  const message = `同意${inFavour}人，未超过到会${present}人的半数（${sum}），辞职未获同意。`
  const article = articleIn(ruleSet, assembly === 'residentsAssembly' ? 27 : 29)
  return [{ code: 'resignation-not-approved', severity: 'error', fields, message, article }]
}

/** Whether an absence without a break counts as a resignation, where a rule says so: from the day the months are full. */
export function absenceAsResignation(
  { member, absentSince, on }: { readonly member: string; readonly absentSince: PlainDate; readonly on: PlainDate },
  ruleSet: RuleSet,
): Finding[] {
  const months = ruleSet.absenceMonths
  if (months === 0) return []
  const full = addMonths(absentSince, months)
  if (on < full) return []
  const message = `${member}自${longDate(absentSince)}起连续${months}个月不能履行职务，到${longDate(full)}已满，视为辞职。`
  const article = ruleSet.provenance.absenceMonths.source
  return [{ code: 'absence-counts-as-resignation', severity: 'warning', fields: ['absentSince'], message, article }]
}

/** The last day for posting and filing a change of members, counted from the day it took effect. */
export function lastChangeNoticeDay(effectiveOn: PlainDate, { changeNoticeDays }: RuleSet): PlainDate {
  return addDays(effectiveOn, changeNoticeDays)
}
