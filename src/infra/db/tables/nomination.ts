import type { Generated } from 'kysely'
import type { PlainDate } from '../../../lib/plain-date.js'

/** A person proposed for a post (初步候选人); one post a person. */
export interface NomineeTable {
  id: Generated<number>
  electionId: number
  voterId: number
  postId: number
  occupation: string
  politicalStatus: string
  education: string
  /** Day of the written consent and choice of the post. */
  consentedOn: PlainDate | null
  vetting: 'open' | 'passed' | 'failed' | 'withdrawn'
  /** Why the review failed, or why the nominee withdrew. */
  vettingReason: string | null
  /** Day of the review, or of the written withdrawal. */
  vettedOn: PlainDate | null
  /** JSON list of the bars of art. 18 that the review found. */
  statutoryBars: Generated<string>
  version: Generated<number>
}

/** A nomination paper as handed in: by voters jointly or by the Party organisation. */
export interface NominationPaperTable {
  id: Generated<number>
  electionId: number
  nomineeId: number
  /** The post that the paper proposes; the nominee may have chosen another one. */
  postId: number
  number: number
  kind: 'joint' | 'party'
  partyOrganisation: string | null
  receivedOn: PlainDate
  /** Voters who signed and stood on the roll when the paper came in. */
  nominators: number
}

/** A voter who signed a nomination paper. */
export interface NominatorTable {
  paperId: number
  voterId: number
}

/** A name on the ballot of a round (正式候选人), in the order printed. */
export interface CandidateTable {
  id: Generated<number>
  roundId: number
  postId: number
  ballotOrder: number
  /** Null for somebody written in who is not on the roll, in a run-off. */
  voterId: number | null
  name: string
  sex: 'male' | 'female' | null
  /** Votes in the round before, where this one follows from it. */
  previousVotes: number | null
}
