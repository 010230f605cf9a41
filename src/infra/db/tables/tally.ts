import type { Generated } from 'kysely'
import type { PlainDate } from '../../../lib/plain-date.js'

/** One tally sheet of a station; `entry` is the state of its double entry as JSON. */
export interface TallySheetTable {
  id: Generated<number>
  roundId: number
  stationId: number
  /** The count that the sheet belongs to: 0, or the number of a recount. */
  recount: Generated<number>
  number: number
  /** Typed from its figures, or ballot by ballot. */
  mode: Generated<'totals' | 'ballots'>
  state: string
  entry: string
  /** JSON of what is being typed of the entry, newer than in `entry`; null when nothing is, or nothing was kept yet. */
  draft: string | null
  version: Generated<number>
}

/** How a doubtful ballot (疑难票) of a bundle typed ballot by ballot is read, as the officer decided. */
export interface BallotReadingTable {
  id: Generated<number>
  sheetId: number
  /** Of the ballot in its bundle, 1 and up. */
  ballotNumber: number
  /** A line of the ballot desk (rules/typed-ballot.ts), never doubtful itself. */
  reading: string
  grounds: string
  decidedBy: number
  decidedAt: string
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

/** A way in which voters wrote the name of a person, counted under another name, as the election committee decided. */
export interface WriteInSpellingTable {
  id: Generated<number>
  roundId: number
  /** As compared: without spaces inside a Han name. */
  spelling: string
  /** The name that its votes are counted under; itself no spelling of another. */
  name: string
  joinedBy: number
  joinedAt: string
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

/** The outcome of a round: proposed by one person, declared by another. */
export interface ResultTable {
  id: Generated<number>
  roundId: number
  /** The count that it is the result of: 0, or the number of a recount. The last one declared is in force. */
  recount: Generated<number>
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
  /** The count that was declared: 0, or the number of a recount. */
  recount: Generated<number>
  /** JSON, byte for byte as it is handed out. */
  content: string
  /** SHA-256 of its canonical JSON. */
  fingerprint: string
}

/** A declared vote counted again (复核) on somebody's decision; the sheets are typed anew and the old result stays. */
export interface RecountTable {
  id: Generated<number>
  roundId: number
  /** 1 and up within the vote. */
  number: number
  orderedBy: 'electionCommittee' | 'townshipGroup' | 'bureau'
  /** The written decision: its name and number. */
  document: string
  decidedOn: PlainDate
  reason: string
  openedBy: number
  openedAt: string
  openedOn: PlainDate
  /** `abandoned`: ended without a result of its own; the one before stands. */
  state: 'open' | 'declared' | 'abandoned'
  closedAt: string | null
  abandonedBecause: string | null
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

/** A package of ballots sealed after the count before two people (选票封存单). */
export interface BallotSealTable {
  id: Generated<number>
  roundId: number
  /** The count after which it was sealed: 0, or the number of a recount. */
  recount: number
  /** 1 and up within the vote. */
  number: number
  /** 箱、袋号 */
  package: string
  /** Stations and bundles that lie in it; blank for all of them. */
  bundles: string
  /** 封条号 */
  sealNumbers: string
  valid: number
  /** Blank ones too. */
  invalid: number
  unused: number
  spoiled: number
  /** Where it is kept, by whom and until when at the least. */
  place: string
  keeper: string
  sealedOn: PlainDate
  keptUntil: PlainDate
  /** 封存人 and 监封人 */
  firstName: string
  secondName: string
  at: string
  accountId: number
}

/** The seal of a package opened before two people, for a recount or on a written decision. */
export interface SealOpeningTable {
  id: Generated<number>
  sealId: number
  /** The number of the recount that it was opened for; 0: for none, on a decision. */
  recount: number
  /** Who decided it, where it was opened for no recount. */
  orderedBy: 'electionCommittee' | 'townshipGroup' | 'bureau' | null
  /** The decision, by title and number. */
  document: string
  decidedOn: PlainDate | null
  reason: string
  openedOn: PlainDate
  place: string
  isSealWhole: number
  /** What was found where the seal was not whole. */
  note: string
  firstName: string
  secondName: string
  at: string
  accountId: number
}
