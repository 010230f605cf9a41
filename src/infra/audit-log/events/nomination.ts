import type { PlainDate } from '../../../lib/plain-date.js'

export type NominationEvent =
  | {
      type: 'nominationReceived'
      paperId: number
      number: number
      kind: string
      nomineeId: number
      postId: number
      nominators: number
    }
  | { type: 'nomineeChanged'; nomineeId: number; before: object; after: object }
  | { type: 'nomineeConsented'; nomineeId: number; on: PlainDate }
  | { type: 'nomineeVetted'; nomineeId: number; vetting: string; reason: string | null; bars?: readonly string[] }
  | {
      type: 'vettingOpinionGiven'
      nomineeId: number
      body: string
      department: string
      opinion: string
      bar: string | null
      basis: string
      note: string
      givenBy: string
      on: PlainDate
      document: string
      reason: string | null
    }
  | { type: 'vettingDepartmentsChanged'; seasonId: number; before: readonly string[]; after: readonly string[] }
  | { type: 'nomineePhotoAdded'; nomineeId: number; sha256: string }
  | { type: 'nomineePhotoSeen'; nomineeId: number; sha256: string }
  | { type: 'nomineePhotoRemoved'; nomineeId: number; sha256: string }
  | {
      type: 'nominationScanAdded' | 'nominationScanSeen' | 'nominationScanRemoved'
      /** What it is a scan of: `paper`, `consent`, `opinion`, `drop-out`. */
      behind: string
      /** Null where it is of a candidate who dropped out. */
      nomineeId: number | null
      name: string
      title: string
      sha256: string
    }
  | { type: 'nomineeWithdrew'; nomineeId: number; reason: string }
  | {
      type: 'nomineesPosted'
      on: PlainDate
      nominees: object[]
      acknowledged: readonly string[]
      reason: string | null
    }
  | {
      type: 'candidatesConfirmed'
      roundId: number
      /** The frozen list. */
      list: { readonly version: number; readonly hash: string }
      candidates: object[]
      acknowledged?: readonly string[]
      reason?: string | null
      orderReason?: string | null
    }
  | { type: 'committeeLinked'; members: object[] }
  | {
      type: 'committeeMemberLeft'
      name: string
      on: PlainDate
      reason: string
      /** The nominee who is the reason, the member or a relative. */
      because: string | null
      document: string
    }
  | {
      type: 'committeeSeatFilled'
      name: string
      insteadOf: string
      how: string
      on: PlainDate
      votes: number
      document: string
      /** Who had more votes and does not follow, and why not. */
      passedOver: string | null
    }
  | { type: 'committeeChairChosen'; name: string; on: PlainDate; document: string }
  | { type: 'committeeChangeUndone'; kind: string; name: string; reason: string }
  | {
      type: 'primarySetUp'
      primaryId: number
      number: number
      kind: string
      heldOn: PlainDate
      opens: string
      closes: string
      place: string
      posts: object[]
    }
  | { type: 'primaryChanged'; primaryId: number; heldOn: PlainDate; opens: string; closes: string; place: string }
  | { type: 'primaryCancelled'; primaryId: number; number: number; reason: string }
  | { type: 'primaryEntryStarted'; primaryId: number; entry: 'first' | 'second' | 'correction' }
  | {
      type: 'primaryEntered'
      primaryId: number
      entry: 'first' | 'second' | 'correction'
      state: string
      findings: string[]
    }
  | { type: 'primaryEntryDiscarded'; primaryId: number }
  | { type: 'primaryDifferencesResolved'; primaryId: number; resolution: string; state: string; reason: string }
  | {
      type: 'primaryDecided'
      primaryId: number
      number: number
      isValid: boolean
      electors: number
      issued: number
      returned: number
      valid: number
      invalid: number
      /** With the votes of each. */
      nominees: object[]
    }
  | {
      type: 'candidateDroppedOut'
      roundId: number
      candidateId: number
      name: string
      reason: string
      on: PlainDate
      document: string
      lateReason: string | null
      refill: string
      /** Names that follow. */
      added: readonly string[]
      /** Whether the list is open again until it is confirmed anew. */
      isReopened: boolean
      acknowledged: readonly string[]
      list: { readonly version: number; readonly hash: string }
    }
