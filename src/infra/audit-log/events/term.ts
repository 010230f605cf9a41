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
  | { type: 'rollTakenOver'; from: number; voters: number }
