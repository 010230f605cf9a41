import type { PlainDate } from '../lib/plain-date.js'
import type { Actor } from '../infra/audit-log/record-event.js'
import type { Role } from '../infra/security/roles.js'

/** What was picked to be printed: every paper and sheet of every community. */
export interface PrintChoice {
  readonly electionIds: readonly number[]
  readonly papers: readonly string[]
  readonly sheets: readonly string[]
  /** Of the sheets that have one; absent: all. */
  readonly group?: number
  readonly format: 'pdf' | 'zip'
  readonly isDuplex: boolean
  readonly copies: number
}

/** What the worker is told: the choice, and who asked for it on which day. */
export interface PrintOrder {
  readonly runId: number
  readonly choice: PrintChoice
  readonly today: PlainDate
  readonly bureau: string
  readonly isSample: boolean
  readonly actor: Actor
  readonly role: Role
}

/** What a run left out, and why. */
export interface LeftOut {
  readonly community: string
  readonly title: string
  readonly why: string
}

export interface PrintOutcome {
  readonly documents: number
  readonly pages: number
  readonly leftOut: readonly LeftOut[]
}

/** Who prints by the dozen: for all communities of a township, or for one's own. */
export const bulkPrinters: readonly Role[] = ['townshipOfficer', 'electionOfficer']
