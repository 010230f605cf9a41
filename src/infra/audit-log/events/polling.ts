import type { PlainDate } from '../../../lib/plain-date.js'

export type PollingEvent =
  | { type: 'stationSetUp'; stationId: number; name: string; kind: string; opens: string; closes: string }
  | { type: 'stationChanged'; stationId: number; before: object; after: object }
  | { type: 'stationRemoved'; stationId: number; name: string }
  | {
      type: 'stationStaffed'
      stationId: number
      staff: object[]
      acknowledged?: readonly string[]
      reason?: string | null
    }
  | { type: 'countPlanned'; roundId: number; place: string; begins: string }
  | { type: 'scribeRequested'; voterId: number; scribe: string; on: string }
  | { type: 'scribeRequestWithdrawn'; voterId: number; scribe: string; reason: string }
  | { type: 'ballotsPrinted'; roundId: number; printed: number | null }
  | { type: 'ballotsReceived'; stationId: number; received: number | null }
  | {
      type: 'ballotStepRecorded'
      kind: string
      roundId: number
      stationId: number | null
      ballots: number
      announced: number | null
      witnesses: string
      explanation: string | null
    }
  | {
      type: 'boxActRecorded'
      kind: string
      stationId: number
      boxNumber: string
      place: string
      witnesses: string
      isSealWhole: boolean
      note: string | null
    }
  | {
      type: 'stationOpened'
      roundId: number
      stationId: number
      witnesses: string
      findings: string[]
      explanation: string | null
    }
  | { type: 'deskTaken'; stationId: number }
  | {
      type: 'voterCheckedIn'
      checkInId: number
      stationId: number
      voterId: number
      /** Who took the ballot in the voter's place, and the grant that it was taken on or that ended with it. */
      proxyId: number | null
      grantId: number | null
      source: 'desk' | 'paper'
    }
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
  | { type: 'proxyGrantEnded'; grantId: number; number: number; state: string; reason: string; article: string | null }
  | {
      type: 'outageEntered'
      outageId: number
      stationId: number
      began: string
      ended: string
      reason: string
      witnesses: string
      ballots: number
      notAdded: number
    }
  | { type: 'proxyGrantRevived'; grantId: number; number: number; reason: string }
  | {
      type: 'proxyGranted'
      grantId: number
      number: number
      principalId: number
      proxyId: number
      appliedOn: PlainDate
      findings: string[]
      explanation: string | null
    }
  | { type: 'proxyListPosted'; roundId: number; grants: number; on: PlainDate }
  | { type: 'proxyScanAdded' | 'proxyScanSeen'; grantId: number; number: number; sha256: string }
  | { type: 'mobileBoxPlanned'; stationId: number; reason: string }
  /** Why a voter needs the box is sensitive and stays out of the log. */
  | { type: 'mobileBoxUserListed' | 'mobileBoxUserUnlisted'; stationId: number; voterId: number }
  | { type: 'mobileBoxReasonsSeen'; stationId: number; entries: number }
  | { type: 'mobileBoxSubmitted'; stationId: number; on: PlainDate; entries: number }
  | {
      type: 'mobileBoxApproved' | 'mobileBoxRefused'
      stationId: number
      reason: string
      document: string
      on: PlainDate
    }
  | { type: 'mobileBoxPosted'; stationId: number; on: PlainDate }
