import type { Contest } from './post.js'
import type { Figures } from './rule-set.js'

/**
 * One tally sheet (计票单) as typed from paper, in the order of the paper. Nothing in it is believed yet.
 * Form fields are named after it:
 * `ballotsIssued`, `ballotsReturned`, `validBallots`, `invalidBallots`, `blankBallots`;
 * `candidate-<candidateId>-for`, `-against`, `-abstain`;
 * `writeIn-<postId>-<n>-name` and `writeIn-<postId>-<n>-votes`, n counting a post's write-in rows from 1.
 */
export interface EnteredSheet {
  /** Ballots handed out at the station, where the sheet states it. */
  readonly ballotsIssued?: number | undefined
  readonly ballotsReturned: number
  readonly validBallots: number
  readonly invalidBallots: number
  /** Wholly blank ballots: abstentions, neither valid nor invalid, but ballots cast. */
  readonly blankBallots: number
  /** In the order of the ballot. */
  readonly posts: readonly EnteredPost[]
}

export interface EnteredPost {
  readonly postId: string
  readonly candidates: readonly EnteredCandidate[]
  /** Persons written in (另选人), in the order of the paper. */
  readonly writeIns: readonly EnteredWriteIn[]
}

export interface EnteredCandidate {
  readonly candidateId: string
  readonly for: number
  readonly against: number
  readonly abstain: number
}

export interface EnteredWriteIn {
  readonly name: string
  readonly votes: number
}

/** What a sheet is checked against. */
export interface SheetFacts {
  readonly contests: readonly Contest[]
  /** Ballots issued at the station by its ballot account; a sheet may cover only a part of its ballots. */
  readonly ballotsIssued?: number | undefined
  readonly overvoteScope: Figures['overvoteScope']
}

declare const isChecked: unique symbol

/** A sheet that passed its check; only `acceptSheet` makes one, and only these are counted. */
export type CheckedSheet = EnteredSheet & { readonly [isChecked]: true }
