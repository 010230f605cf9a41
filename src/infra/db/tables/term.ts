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

/** A demand to recall a member (罢免要求), the vote on it, and what it decided. */
export interface RecallTable {
  id: Generated<number>
  electionId: number
  electedMemberId: number | null
  successionId: number | null
  name: string
  postTitle: string
  /** The form in which the member was elected: the vote is held in it. */
  form: 'allVoters' | 'households' | 'representatives'
  filedOn: PlainDate
  reasons: string
  /** All who may petition, not only those on the roll, and where the number comes from. */
  entitled: number
  entitledSource: string
  /** The member's own words; both empty until it is known whether there is an answer. */
  answeredOn: PlainDate | null
  answer: string | null
  voteOn: PlainDate | null
  opens: string | null
  closes: string | null
  place: string | null
  /** Who chairs the vote, in a sentence. */
  chairedBy: string | null
  /** Who may vote in it. */
  voters: number | null
  /** Where representatives vote: the members of their assembly, and those present. */
  assemblyEntitled: number | null
  assemblyPresent: number | null
  /** JSON of the double entry of its sheet (rules/recall-count.ts). */
  entry: Generated<string>
  verdict: 'recalled' | 'kept' | 'void' | 'ended' | null
  /** JSON list of sentences that explain the verdict. */
  sentences: string | null
  decidedOn: PlainDate | null
  decidedBy: number | null
  recordedBy: number
  recordedAt: string
  version: Generated<number>
}

/** Somebody who signed the demand and may: each once. Never changed. */
export interface RecallSignatoryTable {
  recallId: number
  voterId: number
}
