import type { PlainDate } from '../../lib/plain-date.js'

/** Everything that can be recorded: one union, so that a case forgotten anywhere does not compile. */
export type AuditEvent =
  | OrganisationEvent
  | TimetableEvent
  | RollEvent
  | NominationEvent
  | PollingEvent
  | TallyEvent
  | DocumentEvent

type OrganisationEvent =
  | { type: 'installed'; kind: 'drill' | 'real'; bureauName: string }
  | { type: 'signedIn' }
  | { type: 'signedOut' }
  | { type: 'signInRefused'; signInName: string; reason: 'unknown' | 'password' | 'locked' | 'inactive' }
  | { type: 'passwordChanged'; accountId: number }
  | {
      type: 'accountCreated'
      accountId: number
      signInName: string
      role: string
      townshipId: number | null
      communityId: number | null
    }
  | { type: 'accountChanged'; accountId: number; isActive: boolean; displayName: string }
  | { type: 'passwordReset'; accountId: number }
  | {
      type: 'strokesEntered'
      character: string
      codePoint: string
      count: number
      strokes: string
      source: string
      before: object | null
    }
  | { type: 'townshipAdded'; townshipId: number; name: string }
  | { type: 'communityAdded'; communityId: number; name: string }
  | {
      type: 'seasonOpened'
      seasonId: number
      termNumber: number
      firstDay: PlainDate
      lastDay: PlainDate
      target: string
    }
  | { type: 'seasonChanged'; seasonId: number; before: object; after: object }
  | { type: 'drillTodayMoved'; seasonId: number; from: PlainDate; to: PlainDate }
  | {
      type: 'participationChanged'
      seasonId: number
      communityId: number
      participation: string
      reason: string | null
    }

type TimetableEvent =
  | {
      type: 'electionOpened'
      communityId: number
      form: string
      electionDay: PlainDate
      ruleSetId: string
      ruleSetVersion: number
      posts: object[]
    }
  | { type: 'electionChanged'; before: object; after: object }
  | {
      type: 'figureSet'
      figure: string
      before: string
      after: string
      reason: string
      document: string | null
      acknowledged: readonly string[]
    }
  | {
      type: 'figureSetForSeason'
      seasonId: number
      figure: string
      after: string
      reason: string
      document: string | null
      /** Names of the communities to which it was applied, and why not to the others. */
      applied: readonly string[]
      notApplied: readonly string[]
    }
  | { type: 'electionCommitteeFormed'; selectedOn: PlainDate; members: object[] }
  | { type: 'stepRecorded'; step: string; on: PlainDate; note: string; before: PlainDate | null }
  | { type: 'holidaysChanged'; seasonId: number; source: string; before: object | null; after: object }
  | { type: 'milestoneReached'; milestone: string; round: number; on: PlainDate }
  | {
      type: 'roundOpened'
      roundId: number
      number: number
      kind: string
      votingDay: PlainDate
      posts: object[]
      candidates: object[]
      lateReason?: string
    }

type RollEvent =
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
  | { type: 'identityNumberSeen'; voterId: number }
  /** Rows that were not taken, with whole identity numbers, handed out to be mended. */
  | { type: 'refusedRowsFetched'; importId: number; rows: number }
  /** A scan or photograph that belongs to a registration, by its SHA-256. */
  | { type: 'evidenceAdded' | 'evidenceSeen' | 'evidenceRemoved'; voterId: number; title: string; sha256: string }
  | { type: 'electorsChosen'; rule: 'heads' | 'byHand'; electors: number }
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

type NominationEvent =
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
      candidates: object[]
      acknowledged?: readonly string[]
      reason?: string | null
      orderReason?: string | null
    }

type PollingEvent =
  | { type: 'stationSetUp'; stationId: number; name: string; kind: string; opens: string; closes: string }
  | { type: 'stationChanged'; stationId: number; before: object; after: object }
  | { type: 'stationRemoved'; stationId: number; name: string }
  | { type: 'stationStaffed'; stationId: number; staff: object[] }
  | { type: 'ballotsPrinted'; roundId: number; printed: number | null }
  | { type: 'ballotsReceived'; stationId: number; received: number | null }
  | {
      type: 'stationOpened'
      roundId: number
      stationId: number
      witnesses: string
      findings: string[]
      explanation: string | null
    }
  | { type: 'deskTaken'; stationId: number }
  | { type: 'voterCheckedIn'; checkInId: number; stationId: number; voterId: number }
  | { type: 'checkInUndone'; checkInId: number; stationId: number; voterId: number; reason: string }
  | {
      type: 'stationClosed'
      stationId: number
      received: number
      issued: number
      spoiled: number
      unused: number
      difference: string | null
      witnesses: string
    }
  | { type: 'pollClosed'; roundId: number; issued: number }

type TallyEvent =
  | { type: 'sheetCreated'; sheetId: number; stationId: number; number: number }
  | { type: 'sheetRemoved'; sheetId: number; stationId: number; number: number }
  | { type: 'sheetEntryStarted'; sheetId: number; entry: 'first' | 'second' | 'correction' }
  | {
      type: 'sheetEntered'
      sheetId: number
      entry: 'first' | 'second' | 'correction'
      state: string
      findings: string[]
    }
  | { type: 'sheetEntryDiscarded'; sheetId: number }
  | { type: 'sheetEntryReleased'; sheetId: number; typist: number; reason: string }
  | { type: 'sheetReopened'; sheetId: number; reason: string }
  | { type: 'differencesResolved'; sheetId: number; resolution: string; state: string }
  | {
      type: 'writeInDecided'
      roundId: number
      name: string
      verdict: 'voter' | 'resident' | 'ineligible'
      voterId: number | null
      reason: string | null
    }
  | { type: 'winnerChecked'; roundId: number; name: string; verdict: string; note: string }
  | { type: 'kinshipDeclared'; between: readonly string[]; relation: string; note: string }
  | { type: 'kinshipWithdrawn'; between: readonly string[]; relation: string; reason: string }
  | { type: 'resultProposed'; roundId: number; hash: string }
  | { type: 'resultWithdrawn'; roundId: number; reason: string }
  | { type: 'resultDeclared'; roundId: number; hash: string; elected: object[]; followUp: string }
  | { type: 'recordExported'; roundId: number; hash: string }
  | { type: 'handedOver'; on: PlainDate }

type DocumentEvent =
  | PaperIssued
  /** A form, list or card printed; the purpose where whole identity numbers stand on it. */
  | { type: 'sheetPrinted'; key: string; picked: object; entries: number; pages: number; reason: string }

type PaperIssued = {
  type: 'paperIssued'
  paperId: number
  key: string
  noticeNumber: number | null
  sha256: string
  pages: number
  /** The paper that this one takes the place of. */
  replaces: number | null
  /** Codes of the warnings that whoever issued it had been shown. */
  acknowledged: readonly string[]
}
