import { longDate } from '../lib/chinese-text.js'
import { addDays, type PlainDate } from '../lib/plain-date.js'
import type { Finding } from './finding.js'
import { decisionDay, lastObjectionDay } from './roll-objections.js'
import { checkStepDay, earliestElectionDay, stepDays } from './timetable.js'
import type { TimetableFacts } from './timetable-rule.js'

/** What follows from posting the roll on a day, before it is posted. */
export interface PostingConsequences {
  readonly lastObjection: PlainDate
  /** When the last objection, raised on the last day, is decided at the latest. */
  readonly lastDecision: PlainDate
  /** The first election day for which this posting is in time. */
  readonly earliestElection: PlainDate
  /** Lateness of the posting itself, and steps that the roll would then come too late for. */
  readonly findings: readonly Finding[]
  /** The last day for posting on which no later step is pressed. */
  readonly easyUntil: PlainDate
}

/**
 * The critical path (law.md 4): a roll posted on its last day is only final after the nominees are posted, so that
 * nominators and nominees are to be checked again whenever it changes.
 */
export function consequencesOfPosting(on: PlainDate, facts: TimetableFacts): PostingConsequences {
  const { ruleSet, isHoliday } = facts
  const lastObjection = lastObjectionDay(on, ruleSet, isHoliday)
  const lastDecision = decisionDay(lastObjection, ruleSet)
  const nominees = stepDays('nomineesPosted', facts).latest
  const candidates = stepDays('candidatesConfirmed', facts).latest
  const easyUntil = lastEasyDay(nominees, facts)
  return {
    lastObjection,
    lastDecision,
    earliestElection: earliestElectionDay(on, ruleSet),
    easyUntil,
    findings: [
      ...checkStepDay('rollPosted', on, facts),
      ...(lastDecision > nominees ? [pressed('nominees', nominees, lastDecision, easyUntil)] : []),
      ...(lastObjection >= candidates ? [pressed('candidates', candidates, addDays(lastObjection, 1), easyUntil)] : []),
    ],
  }
}

/** Counted back: the last day whose last objection is still decided when the nominees are posted. */
function lastEasyDay(nominees: PlainDate, { ruleSet, isHoliday }: TimetableFacts): PlainDate {
  let day = nominees
  while (decisionDay(lastObjectionDay(day, ruleSet, isHoliday), ruleSet) > nominees) day = addDays(day, -1)
  return day
}

function pressed(what: 'nominees' | 'candidates', last: PlainDate, standsOn: PlainDate, easyUntil: PlainDate): Finding {
  const list = what === 'nominees' ? '初步候选人名单' : '正式候选人名单'
  const follows =
    what === 'nominees' ? '名单每改动一次，都要重新核对联名人和被提名人' : '名单没有确定，正式候选人不能按期确定'
  const message = `名单最晚要到${longDate(standsOn)}才能确定，${list}最迟${longDate(last)}公布：${follows}。${longDate(easyUntil)}或以前公布名单，就没有这个冲突。`
  return { code: `roll-stands-after-${what}`, severity: 'warning', fields: [], message }
}
