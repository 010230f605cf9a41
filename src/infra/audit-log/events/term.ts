import type { PlainDate } from '../../../lib/plain-date.js'

/** After the election: how seats fall empty and are filled again during the term. */
export type TermEvent =
  | {
      type: 'officeEnded'
      name: string
      postTitle: string
      cause: string
      on: PlainDate
      explanation: string
      document: string
    }
  | { type: 'successorSeated'; name: string; postTitle: string; votes: number; on: PlainDate; explanation: string }
  | {
      type: 'seatsLeftEmpty'
      roundId: number
      seatsLeft: string
      body: string
      decidedOn: PlainDate
      reason: string
    }
  | {
      type: 'byElectionCalled'
      byElectionId: number
      posts: object[]
      form: string
      electionDay: PlainDate
      body: string
      decidedOn: PlainDate
      entitled: number
      present: number
      inFavour: number
    }
  | {
      type: 'recallFiled'
      recallId: number
      name: string
      postTitle: string
      on: PlainDate
      signatories: number
      entitled: number
      source: string
    }
  | { type: 'recallAnswered'; recallId: number; name: string; on: PlainDate; statement: string }
  | {
      type: 'recallVotePlanned'
      recallId: number
      name: string
      votingDay: PlainDate
      opens: string
      closes: string
      place: string
      electors: number
    }
  | { type: 'recallSheetEntered'; recallId: number; entry: 'first' | 'second'; state: string }
  | { type: 'recallSheetDiscarded'; recallId: number; reason: string }
  | { type: 'recallDecided'; recallId: number; name: string; verdict: string; explanation: readonly string[] }
  | { type: 'rollTakenOver'; from: number; voters: number }
