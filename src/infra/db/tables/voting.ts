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

/** A polling place of a round, with the account of its ballots. */
export interface PollingStationTable {
  id: Generated<number>
  roundId: number
  number: number
  kind: 'central' | 'station' | 'mobile'
  name: string
  place: string
  /** JSON list of the residents' groups served; empty: all. */
  residentsGroups: string
  /** Announced hours, `08:00`. */
  opens: string
  closes: string
  /** 1: a place for writing in secret (秘密写票处) is set up. */
  hasVotingBooth: number
  openedAt: string | null
  /** The two who saw the empty box sealed: 陈国强、林美芳. */
  openingWitnesses: string | null
  closedAt: string | null
  ballotsReceived: number | null
  /** Spoiled by the voter and replaced. */
  ballotsSpoiled: number | null
  ballotsUnused: number | null
  /** Why received is not issued + spoiled + unused, where it is not. */
  differenceExplained: string | null
  /** The two who signed the account of the ballots. */
  closingWitnesses: string | null
  version: Generated<number>
}

/** A member of a station's staff. */
export interface StationStaffTable {
  id: Generated<number>
  stationId: number
  function: 'head' | 'scrutineer' | 'ballotIssuer' | 'voteCounter' | 'ballotCaller' | 'scribe'
  name: string
}

/** A voter who came and was handed a ballot; undone entries stay, with the reason. */
export interface CheckInTable {
  id: Generated<number>
  roundId: number
  stationId: number
  voterId: number
  at: string
  accountId: number
  undoneAt: string | null
  undoneBy: number | null
  undoneReason: string | null
}

/** The station a check-in clerk sits at. */
export interface CheckInDeskTable {
  accountId: number
  stationId: number
}

/** One tally sheet of a station; `entry` is the state of its double entry as JSON. */
export interface TallySheetTable {
  id: Generated<number>
  roundId: number
  stationId: number
  number: number
  state: string
  entry: string
  version: Generated<number>
}

/** Who a person written in is, and whether that person can be elected, as the election committee decided. */
export interface WriteInDecisionTable {
  id: Generated<number>
  roundId: number
  /** As compared: without spaces inside a Han name. */
  name: string
  verdict: 'voter' | 'resident' | 'ineligible'
  voterId: number | null
  sex: 'male' | 'female' | null
  /** Why somebody not on the roll can, or somebody cannot, be elected. */
  reason: string | null
  decidedBy: number
  decidedAt: string
}

/** Whether somebody with the votes for a seat may be elected, as the election committee found. */
export interface WinnerCheckTable {
  id: Generated<number>
  roundId: number
  /** As the count knows the person. */
  personId: string
  name: string
  isEligible: number
  /** A code of rules/eligibility.ts. */
  reason: string | null
  /** What was looked at: 审查表, 无犯罪记录证明, 本人声明. */
  note: string
  checkedBy: number
  checkedAt: string
}

/** Two people who are close relatives, as somebody declared with what shows it. */
export interface DeclaredKinshipTable {
  id: Generated<number>
  electionId: number
  /** The ids as the count knows the people, the lesser text first. */
  onePerson: string
  otherPerson: string
  relation: 'spouse' | 'parentChild' | 'sibling' | 'grandparentGrandchild'
  note: string
  declaredBy: number
  declaredAt: string
}

/** The outcome of a round: proposed by one person, declared by another. */
export interface ResultTable {
  id: Generated<number>
  roundId: number
  /** JSON of the vote as counted: facts, outcome with its explanation, stations, write-ins. */
  outcome: string
  /** SHA-256 of the outcome. */
  hash: string
  proposedBy: number
  proposedAt: string
  declaredBy: number | null
  declaredAt: string | null
  declaredOn: PlainDate | null
  version: Generated<number>
}

/** The election record as it was when a round was declared: facts, sheets, decisions, outcome, events. */
export interface ElectionRecordTable {
  roundId: number
  /** JSON, byte for byte as it is handed out. */
  content: string
  /** SHA-256 of its canonical JSON. */
  fingerprint: string
}

/** Who was elected to which post, with the votes. */
export interface ElectedMemberTable {
  id: Generated<number>
  electionId: number
  roundId: number
  postId: number
  voterId: number | null
  name: string
  votes: number
}

/** A paper as issued: its facts, its wording and its bytes. Never changed, never deleted. */
export interface IssuedPaperTable {
  id: Generated<number>
  electionId: number
  roundId: number | null
  /** Its key in the catalogue. */
  key: string
  /** 第N号; null for papers that are not notices. */
  noticeNumber: number | null
  /** The earlier paper that this one takes the place of. */
  replaces: number | null
  title: string
  /** JSON. */
  facts: string
  /** The wording it was made from. */
  wording: string
  content: Buffer
  sha256: string
  pages: number
  issuedOn: PlainDate
  issuedAt: string
  issuedBy: number
}
