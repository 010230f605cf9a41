import type { Generated } from 'kysely'
import type { PlainDate } from '../../../lib/plain-date.js'
import type { DropOutReason } from '../../../rules/candidate-withdrawal.js'
import type { EvidenceTable } from './roll.js'

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
  /** 个人简历: JSON list of `{ span, employer, duty }`, in the order of the paper. */
  resume: Generated<string>
  /** 竞选承诺; blank where none was made. */
  pledge: Generated<string>
  /** 1: declared in writing to meet the conditions and to accept the review (是否服从资格条件); null: not stated. */
  acceptsConditions: number | null
  version: Generated<number>
}

/** The photograph of a nominee, one at a time, sealed like evidence. */
export interface NomineePhotoTable {
  id: Generated<number>
  nomineeId: number
  mediaType: 'image/jpeg' | 'image/png'
  size: number
  sha256: string
  sealedContent: Buffer
  addedBy: number
  addedAt: string
}

/**
 * A scan of the paper behind one of four things: a nomination paper, what the nominee said in writing, an opinion of the
 * review, or a candidate's dropping out. Sealed like evidence.
 */
export interface NominationScanTable {
  id: Generated<number>
  paperId: number | null
  /** Of whom it is the written consent or refusal. */
  nomineeId: number | null
  opinionId: number | null
  dropOutId: number | null
  title: string
  mediaType: EvidenceTable['mediaType']
  /** Bytes before encryption. */
  size: number
  sha256: string
  sealedContent: Buffer
  addedBy: number
  addedAt: string
}

/** A department that takes part in the joint review (联审) of a season, in the order of the form. */
export interface VettingDepartmentTable {
  id: Generated<number>
  seasonId: number
  name: string
  rank: number
}

/** A row of the review form (候选人资格审查表): a department's opinion, or the conclusion of one of three bodies. */
export interface VettingOpinionTable {
  id: Generated<number>
  nomineeId: number
  body: 'department' | 'partyOrganisation' | 'township' | 'bureau'
  /** Its name; blank for the three bodies. */
  department: string
  opinion: 'passed' | 'failed' | 'remark'
  /** The bar of art. 18 that was found. */
  bar: string | null
  /** The article that a failure rests on. */
  basis: string
  /** The reason of a failure, or what is remarked. */
  note: string
  /** 经办人 */
  givenBy: string
  givenOn: PlainDate
  /** Number of the letter in which it came. */
  document: string
  recordedBy: number
  recordedAt: string
  version: Generated<number>
}

/** Two people who are close relatives, as somebody declared with what shows it. */
export interface DeclaredKinshipTable {
  id: Generated<number>
  electionId: number
  /** The ids as the count knows the people, the lesser text first. */
  onePerson: string
  otherPerson: string
  relation: 'spouse' | 'parentChild' | 'sibling' | 'grandparentGrandchild'
  /** Which of the two is the parent or grandparent; null where the relation has no elder. */
  elder: string | null
  note: string
  declaredBy: number
  declaredAt: string
}

/** A nomination paper as handed in: by voters jointly, by the Party organisation, or by the nominee. */
export interface NominationPaperTable {
  id: Generated<number>
  electionId: number
  nomineeId: number
  /** The post that the paper proposes; the nominee may have chosen another one. */
  postId: number
  number: number
  kind: 'joint' | 'party' | 'self'
  partyOrganisation: string | null
  receivedOn: PlainDate
  /** Voters who signed and stood on the roll when the paper came in. */
  nominators: number
  /** 提名理由 */
  reason: Generated<string>
}

/** A voter who signed a nomination paper. */
export interface NominatorTable {
  paperId: number
  voterId: number
}

/** A person once on a list of candidates of a round (正式候选人); where somebody stands is said by the list. Append-only. */
export interface CandidateTable {
  id: Generated<number>
  roundId: number
  postId: number
  /** Null for somebody written in who is not on the roll, in a run-off. */
  voterId: number | null
  name: string
  sex: 'male' | 'female' | null
  /** Votes in the round before, where this one follows from it. */
  previousVotes: number | null
}

/** The candidates of a round as they were frozen; the highest version is in force. Append-only. */
export interface CandidateListTable {
  id: Generated<number>
  roundId: number
  version: number
  /** Canonical JSON of round, posts, seats, and candidates in order. */
  content: string
  /** SHA-256 of the content. */
  hash: string
  /** Null: frozen when the lists of earlier elections were. */
  madeBy: number | null
  madeAt: string
}

/** A place on a list of candidates, as the ballot prints it. Append-only. */
export interface CandidateListPlaceTable {
  listId: number
  postId: number
  ballotOrder: number
  candidateId: number
}

/** A candidate who dropped out after the list was frozen, and the list that took its place. Append-only. */
export interface CandidateDropOutTable {
  id: Generated<number>
  candidateId: number
  listId: number
  reason: DropOutReason
  /** The day the withdrawal was handed in, or the rest became known. */
  droppedOn: PlainDate
  /** The paper that shows it, by name and number or where it is kept. */
  document: string
  /** Why a withdrawal was taken after the last day. */
  lateReason: string | null
  refill: 'byVotes' | 'tied' | 'nominateAgain' | 'notNeeded' | 'tooLate'
  areBallotsPrinted: number
  /** JSON list of the sentences that were shown before it was confirmed. */
  consequences: string
  recordedBy: number
  recordedAt: string
}

/** A primary (预选): of those too many for a post, or again (`again`) of those who had equal votes for the last places. */
export interface PrimaryVoteTable {
  id: Generated<number>
  electionId: number
  number: number
  kind: 'regular' | 'again'
  heldOn: PlainDate
  /** Announced hours, `08:00`. */
  opens: string
  closes: string
  place: string
  /** JSON: where the double entry of its one tally sheet stands (`EntryState`). */
  entry: Generated<string>
  /** From here on null until it is decided. */
  electors: number | null
  ballotsIssued: number | null
  ballotsReturned: number | null
  validBallots: number | null
  invalidBallots: number | null
  /** 0: void, decides nothing and is held again. */
  isValid: number | null
  /** JSON list of the sentences of its outcome. */
  explanation: string | null
  decidedOn: PlainDate | null
  decidedBy: number | null
  version: Generated<number>
}

/** A post that a primary chooses candidates for, and how many. */
export interface PrimaryPostTable {
  primaryId: number
  postId: number
  places: number
}

/** A name on the ballot of a primary. */
export interface PrimaryNomineeTable {
  primaryId: number
  nomineeId: number
  postId: number
  ballotOrder: number
  /** Null until it is decided. */
  votes: number | null
}
