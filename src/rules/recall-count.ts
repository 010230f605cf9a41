import { type Result, ok, refused } from '../lib/result.js'
import type { Finding } from './finding.js'

/** The tally sheet of a recall vote as written: one question, 同意罢免 or 不同意罢免. */
export interface RecallSheet {
  readonly issued: number
  readonly returned: number
  readonly for: number
  readonly against: number
  /** Returned without a mark. */
  readonly blank: number
  readonly invalid: number
}

export const recallSheetFields = ['issued', 'returned', 'for', 'against', 'blank', 'invalid'] as const

export interface RecallEntered {
  readonly accountId: number
  readonly sheet: RecallSheet
}

/** Where the double entry of the sheet stands; plain JSON. Nothing is definitive that two people did not type alike. */
export type RecallEntry =
  | { readonly status: 'empty' }
  | { readonly status: 'once'; readonly first: RecallEntered }
  | { readonly status: 'differ'; readonly first: RecallEntered; readonly second: RecallEntered }
  | { readonly status: 'definitive'; readonly first: RecallEntered; readonly second: RecallEntered }

/** What does not add up on a sheet. */
export function checkRecallSheet(sheet: RecallSheet, voters: number): Finding[] {
  const { issued, returned, blank, invalid } = sheet
  const sum = sheet.for + sheet.against + blank + invalid
  const findings: Finding[] = []
  if (returned !== sum) {
    const message = `收回${returned}张，不等于同意${sheet.for}张＋不同意${sheet.against}张＋空白${blank}张＋无效${invalid}张＝${sum}张。`
    findings.push(error('recall-ballots-do-not-add-up', 'returned', message))
  }
  if (returned > issued) {
    findings.push(error('recall-more-ballots-than-issued', 'returned', `收回${returned}张，多于发出${issued}张。`))
  }
  if (issued > voters) {
    findings.push(error('recall-more-issued-than-voters', 'issued', `发出${issued}张，多于参加表决的${voters}人。`))
  }
  return findings
}

function error(code: string, field: string, message: string): Finding {
  return { code, severity: 'error', fields: [field], message }
}

/** A person types the sheet: the first, or blind of it the second, who must be somebody else. */
export function enterRecallSheet(
  entry: RecallEntry,
  entered: RecallEntered,
): Result<RecallEntry, 'same-person' | 'wrong-state'> {
  if (entry.status === 'empty') return ok({ status: 'once', first: entered })
  if (entry.status !== 'once') return refused('wrong-state')
  const { first } = entry
  if (first.accountId === entered.accountId) return refused('same-person')
  const status = differingFields(first.sheet, entered.sheet).length === 0 ? 'definitive' : 'differ'
  return ok({ status, first, second: entered })
}

/** The fields in which two entries differ: the paper decides between them. */
export function differingFields(one: RecallSheet, other: RecallSheet): (typeof recallSheetFields)[number][] {
  return recallSheetFields.filter((field) => one[field] !== other[field])
}
