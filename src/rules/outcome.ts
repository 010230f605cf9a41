import type { Standing, Standings } from './count.js'
import type { ElectionForm } from './election-form.js'
import type { Finding } from './finding.js'
import type { Contest, Post } from './post.js'

/** A re-run is counted as a first vote: nothing of the void one stands. */
export type Round = 'first' | 'runoff' | 'tieBreak'

/** The facts of one vote beside its ballots. */
export interface Vote {
  readonly form: ElectionForm
  readonly round: Round
  /** Registered voters, household representatives or residents' representatives, by form. */
  readonly registered: number
  readonly ballotsIssued?: number | undefined
  /** People who were handed a ballot, proxies counted by principal, where it was recorded. */
  readonly votersWhoVoted?: number | undefined
  readonly contests: readonly Contest[]
  /** Members already elected in earlier rounds; absent when unknown. */
  readonly electedBefore?: number | undefined
}

/** People of equal votes for fewer seats: they are voted on again, alone (law.md 6.2). */
export interface Tie {
  readonly seats: number
  readonly tied: readonly Standing[]
}

/** What a vote decided for one post. */
export interface PostOutcome {
  readonly post: Post
  /** In order of votes. */
  readonly standings: readonly Standing[]
  readonly elected: readonly Standing[]
  readonly ties: readonly Tie[]
  /** Seats not filled yet, those under a tie included. */
  readonly seatsLeft: number
  /** Of the seats left, those that only a woman can take. */
  readonly seatsForWoman: number
}

/** What has to be voted on next. */
export type FollowUp =
  | { readonly kind: 'none' }
  | { readonly kind: 'rerun' }
  | { readonly kind: 'tieBreak'; readonly posts: readonly TieBreakPost[] }
  | { readonly kind: 'runoff'; readonly posts: readonly RunoffPost[] }

export interface TieBreakPost extends Tie {
  readonly post: Post
}

export interface RunoffPost {
  readonly post: Post
  readonly seats: number
  readonly womenOnly: boolean
  /** Persons not elected, by votes for this post. */
  readonly candidates: readonly Standing[]
}

export interface Outcome {
  readonly isValid: boolean
  /** Errors are why a vote is void; warnings are for the committee to weigh. */
  readonly findings: readonly Finding[]
  readonly registered: number
  readonly ballots: Standings['ballots']
  /** In the order of the vote's contests. */
  readonly posts: readonly PostOutcome[]
  readonly followUp: FollowUp
  /** One Chinese sentence a decision, with article and arithmetic. */
  readonly explanation: readonly string[]
}
