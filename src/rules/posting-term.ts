import { longDate } from '../lib/chinese-text.js'
import { addDays, type PlainDate } from '../lib/plain-date.js'
import type { Finding } from './finding.js'
import { type IsHoliday, noHolidays } from './holidays.js'
import { lastObjectionDay } from './roll-objections.js'
import type { RuleSet } from './rule-set.js'

/** A notice on a wall. */
export interface PostedNotice {
  readonly postedOn: PlainDate
  /** The day printed on it. */
  readonly issuedOn: PlainDate
  /** For the list of voters: the day from which it counts the days for objections. */
  readonly rollPostedOn?: PlainDate
}

/**
 * Until when a notice stays on the wall: what prepares the vote until the day of the vote (Urban Residents' Committees
 * Law 2025, arts. 14 to 19, count their days back from it), what comes of the vote until the work is handed over.
 */
export function postedUntil(postedOn: PlainDate, votingDay: PlainDate, { handoverDays }: RuleSet): PlainDate {
  const last = postedOn < votingDay ? votingDay : addDays(votingDay, handoverDays)
  return last < postedOn ? postedOn : last
}

/** Days that do not fit each other. The day of posting counts, not the day of printing (art. 17). */
export function checkPosting(
  { postedOn, issuedOn, rollPostedOn }: PostedNotice,
  ruleSet: RuleSet,
  isHoliday: IsHoliday = noHolidays,
): Finding[] {
  const fields = ['postedOn']
  if (postedOn < issuedOn) {
    const message = `张贴日${longDate(postedOn)}早于印发日${longDate(issuedOn)}。`
    return [{ code: 'posted-before-issue', severity: 'error', fields, message }]
  }
  if (rollPostedOn !== undefined && postedOn > rollPostedOn) {
    const [printed, counted] = [rollPostedOn, postedOn].map((day) =>
      longDate(lastObjectionDay(day, ruleSet, isHoliday)),
    )
    const message = `名单上印的异议截止日${printed}从${longDate(rollPostedOn)}算起；实际${longDate(postedOn)}张贴的，应到${counted}为止。${counted}以前的异议都应受理。`
    const article = ruleSet.provenance.objectionDays.source
    return [{ code: 'roll-posted-late', severity: 'warning', fields, message, article }]
  }
  if (postedOn === issuedOn) return []
  const message = `公告上的日期是${longDate(issuedOn)}，${longDate(postedOn)}才张贴；期限从张贴之日起算。`
  return [{ code: 'posted-after-issue', severity: 'warning', fields, message }]
}
