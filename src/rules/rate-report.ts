import type { PlainDate } from '../lib/plain-date.js'
import type { Finding } from './finding.js'

/** Where a frozen report stands: a second person has yet to look, agreed, or did not. */
export type RateReportState = 'proposed' | 'confirmed' | 'refused'

export const rateReportStateText: Readonly<Record<RateReportState, string>> = {
  proposed: '待复核',
  confirmed: '已确认',
  refused: '复核未通过',
}

export interface SignedReport {
  readonly frozenBy: number
  /** The second person's answer; none yet: undefined. */
  readonly agreed: boolean | undefined
}

export function rateReportStateOf({ agreed }: Pick<SignedReport, 'agreed'>): RateReportState {
  if (agreed === undefined) return 'proposed'
  return agreed ? 'confirmed' : 'refused'
}

/** A report is frozen of a day that has come; two people put their names to it, as to a final verdict on a community. */
export function checkReportDay(day: PlainDate, today: PlainDate): Finding[] {
  if (day <= today) return []
  return [error('day-to-come', 'day', '还没有到这一天，只能冻结今天或以前某一天的直选率')]
}

/**
 * Whether somebody may agree with a report or refuse it: one that waits for it, and not their own; and nobody agrees to
 * figures that are no longer what the system says of that day.
 */
export function checkReportSecond(
  report: SignedReport,
  accountId: number,
  { agrees, note, hasMoved }: { readonly agrees: boolean; readonly note: string; readonly hasMoved: boolean },
): Finding[] {
  if (report.agreed !== undefined) return [error('nothing-to-second', '', '这份报告已经复核过了。')]
  if (report.frozenBy === accountId) return [error('same-person', '', '报告是您冻结的，要由另一位审核员复核。')]
  if (!agrees) return note === '' ? [error('note-missing', 'note', '不同意的，要写明理由。')] : []
  if (!hasMoved) return []
  const message = '冻结以后，这一天的数字有了变化，不能同意。请写明理由不同意，再重新冻结。'
  return [error('figures-moved', '', message)]
}

function error(code: string, field: string, message: string): Finding {
  return { code, severity: 'error', fields: [field], message }
}
