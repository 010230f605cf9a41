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
  | { type: 'proxyGrantRevived'; grantId: number; number: number; reason: string }
