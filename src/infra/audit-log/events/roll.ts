import type { PlainDate } from '../../../lib/plain-date.js'

export type RollEvent =
  | { type: 'registerUploaded'; importId: number; fileName: string; sha256: string; rows: number }
  /** What the columns mean, told by hand: our field to the header; none: recognised by themselves again. */
  | { type: 'registerColumnsSet'; importId: number; columns: Readonly<Record<string, string>> }
  | { type: 'registerColumnsReset'; importId: number }
  | { type: 'registerReadAgain'; importId: number; rows: number }
  /** No texts: they may be identity numbers. */
  | { type: 'registerRowChanged'; importId: number; row: string; fields: readonly string[] }
  | { type: 'registerRowsDecided'; importId: number; accepted: string[]; refused: string[] }
  | {
      type: 'registerCommitted'
      importId: number
      sha256: string
      added: number
      changed: number
      notAdded: Record<string, number>
    }
  | { type: 'registerDiscarded'; importId: number }
  | { type: 'registerUndone'; importId: number; takenOff: number; restored: number }
  | { type: 'voterAdded'; voterId: number; voterNumber: number; reason: string }
  | { type: 'voterChanged'; voterId: number; before: object; after: object; reason: string }
  | { type: 'voterRemoved'; voterId: number; reason: string }
  /** The whole identity number, with the telephone; the telephone alone; a row of a register with both. */
  | { type: 'identityNumberSeen' | 'telephoneSeen'; voterId: number }
  | { type: 'registerRowSeen'; importId: number; row: string }
  /** Rows that were not taken, with whole identity numbers, handed out to be mended. */
  | { type: 'refusedRowsFetched'; importId: number; rows: number }
  /** A scan or photograph that belongs to a registration, by its SHA-256. */
  | { type: 'evidenceAdded' | 'evidenceSeen' | 'evidenceRemoved'; voterId: number; title: string; sha256: string }
  | { type: 'electorsChosen'; rule: 'heads' | 'byHand' | 'representatives'; electors: number }
  /** How many representatives the groups choose together. */
  | { type: 'groupSeatsSet'; groups: number; seats: number }
  | { type: 'registrationDeskSaved'; desk: string; place: string; serves: string; hours: string; clerks: string }
  | { type: 'registrationDeskRemoved'; desk: string; place: string }
  | { type: 'representativeNamed' | 'representativeRemoved'; voterId: number; leads: string }
  | {
      type: 'rollPosted'
      version: number
      voters: number
      electors: number
      hash: string
      on: PlainDate
      acknowledged: string[]
    }
  | { type: 'registrationClashesRaised'; source: 'desk' | 'import'; people: number }
  | {
      type: 'registrationClashSettled'
      clashId: number
      keptElectionId: number
      reason: string
      undertaking: string
    }
  | { type: 'recheckHandled'; subject: string; note: string }
  | { type: 'namesakesRuled'; voterId: number; otherId: number; ruling: 'different' | 'same'; note: string }
  | {
      type: 'rollCorrected'
      version: number
      voters: number
      electors: number
      hash: string
      on: PlainDate
      cause: string
    }
  | {
      type: 'objectionReceived'
      objectionId: number
      number: number
      receivedOn: PlainDate
      subject: string
      findings: string[]
    }
  | {
      type: 'objectionDecided'
      objectionId: number
      state: string
      decidedOn: PlainDate
      ruling: string
      findings: string[]
    }
  | {
      type: 'rollClosed'
      version: number
      voters: number
      electors: number
      hash: string
      on: PlainDate
      acknowledged: string[]
    }
