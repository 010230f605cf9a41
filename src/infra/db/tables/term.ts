import type { Generated } from 'kysely'
import type { PlainDate } from '../../../lib/plain-date.js'

/** A member who left the residents' committee during its term, and why (出缺). Never changed. */
export interface OfficeEndTable {
  id: Generated<number>
  /** The regular election of the committee. */
  electionId: number
  /** Whoever was elected, at the regular or a by-election; or whoever followed by votes. */
  electedMemberId: number | null
  successionId: number | null
  /** The post as the regular election has it. */
  postId: number
  name: string
  cause: 'resigned' | 'died' | 'lostCapacity' | 'sentenced' | 'unfit' | 'electionVoid' | 'recalled' | 'absent'
  /** From this day on the seat is empty. */
  onDay: PlainDate
  /** Why, in a sentence with its sum and article. */
  explanation: string
  /** The paper that shows it. */
  document: string
  /** JSON: application, meeting and its votes, appraisals. */
  facts: string
  recordedBy: number
  recordedAt: string
}

/** Who took a freed seat by votes before the committee had come into being (递补). Never changed. */
export interface SuccessionTable {
  id: Generated<number>
  electionId: number
  /** The vote whose votes decide. */
  roundId: number
  postId: number
  voterId: number | null
  name: string
  votes: number
  since: PlainDate
  explanation: string
  recordedBy: number
  recordedAt: string
}

/** That seats which a vote left open stay empty for now (缺额暂缺): who decided it and why. Never changed. */
export interface VacancyDecisionTable {
  id: Generated<number>
  roundId: number
  /** In words: 委员1名. */
  seats: string
  decidedByBody: 'electionCommittee' | 'residentsAssembly' | 'representativesAssembly'
  decidedOn: PlainDate
  reason: string
  recordedBy: number
  recordedAt: string
}

/** A by-election (补选): for which committee, and the meeting that decided to hold it. Never changed. */
export interface ByElectionTable {
  electionId: number
  regularId: number
  heldBy: 'residentsAssembly' | 'representativesAssembly'
  decidedOn: PlainDate
  entitled: number
  present: number
  inFavour: number
}

/** Which post of the regular election a post of a by-election fills again. */
export interface ByElectionPostTable {
  postId: number
  regularPostId: number
}
