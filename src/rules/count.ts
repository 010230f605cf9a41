import type { Sex } from './post.js'

/** The votes one person has for one post. */
export interface Standing {
  /** The candidate's id; for a write-in `writeIn:` and the name. */
  readonly id: string
  /**
   * Who it is across posts: a candidate of another post who is written in here is that candidate.
   * Otherwise the same as `id`.
   */
  readonly personId: string
  readonly name: string
  readonly sex?: Sex | undefined
  readonly for: number
  readonly against: number
  readonly abstain: number
  readonly writeIn: boolean
}

export interface PostStandings {
  readonly postId: string
  /** In order of votes; ties keep the order of the ballot, write-ins after candidates by name. */
  readonly standings: readonly Standing[]
}

/** The ballots of a vote: returned = valid + invalid + blank. */
export interface BallotTotals {
  readonly returned: number
  readonly valid: number
  readonly invalid: number
  readonly blank: number
  /** Invalid ballots by reason code; empty when counted from sheets, which state only their number. */
  readonly invalidBy: Readonly<Record<string, number>>
}

/** What the count found, before anything is decided. */
export interface Standings {
  readonly ballots: BallotTotals
  /** In the order of the contests. */
  readonly posts: readonly PostStandings[]
}
