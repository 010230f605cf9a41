import type { PlainDate } from '../../../lib/plain-date.js'

export type TallyEvent =
  | { type: 'sheetCreated'; sheetId: number; stationId: number; number: number; mode?: 'totals' | 'ballots' }
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
  | {
      type: 'doubtfulBallotJudged'
      sheetId: number
      ballot: number
      reading: string
      grounds: string
      before: string | null
    }
  | { type: 'differencesResolved'; sheetId: number; resolution: string; state: string }
  | {
      type: 'writeInDecided'
      roundId: number
      name: string
      verdict: 'voter' | 'resident' | 'ineligible'
      voterId: number | null
      reason: string | null
    }
  | { type: 'writeInsJoined'; roundId: number; name: string; spellings: readonly string[]; grounds: string }
  | { type: 'writeInsParted'; roundId: number; name: string; spelling: string }
  | { type: 'winnerChecked'; roundId: number; name: string; verdict: string; note: string }
  | { type: 'kinshipDeclared'; between: readonly string[]; relation: string; note: string }
  | { type: 'kinshipWithdrawn'; between: readonly string[]; relation: string; reason: string }
  | { type: 'resultProposed'; roundId: number; recount?: number; hash: string }
  | { type: 'resultWithdrawn'; roundId: number; recount?: number; reason: string }
  | { type: 'resultDeclared'; roundId: number; recount?: number; hash: string; elected: object[]; followUp: string }
  | { type: 'recordKept'; roundId: number; recount?: number; hash: string }
  | {
      type: 'recountOpened'
      roundId: number
      recount: number
      orderedBy: string
      document: string
      decidedOn: PlainDate
      reason: string
    }
  | { type: 'recountAbandoned'; roundId: number; recount: number; reason: string }
  | {
      type: 'ballotsSealed'
      roundId: number
      recount: number
      number: number
      package: string
      sealNumbers: string
      valid: number
      invalid: number
      unused: number
      spoiled: number
      place: string
      keeper: string
      on: PlainDate
      keptUntil: PlainDate
      witnesses: string
    }
  | {
      type: 'sealOpened'
      roundId: number
      recount: number
      /** Where it was opened for no recount: on whose decision and why. */
      orderedBy?: string
      document?: string
      decidedOn?: PlainDate
      reason?: string
      number: number
      on: PlainDate
      place: string
      isSealWhole: boolean
      note: string
      witnesses: string
    }
  | { type: 'recordExported'; roundId: number; hash: string }
