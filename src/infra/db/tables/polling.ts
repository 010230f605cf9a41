import type { Generated } from 'kysely'
import type { PlainDate } from '../../../lib/plain-date.js'
import type { CloseRelation } from '../../../rules/kinship.js'
import type { EvidenceTable } from './roll.js'
import type { StaffFunction } from '../../../rules/station-functions.js'

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
  /** Where the person in charge is reached on the day; printed on the notice. */
  telephone: Generated<string>
  /** 1: a place where a scribe writes for those who cannot. */
  hasScribeDesk: Generated<number>
  /** Of the staff, which are planned on a page of their own. */
  staffVersion: Generated<number>
  /** 领票登记表: people who signed for their own ballot, and ballots signed for on behalf of others. */
  registerSignatures: number | null
  registerProxyBallots: number | null
}

/** Where and when the boxes of a round are opened and the votes counted in public. */
export interface CountPlanTable {
  id: Generated<number>
  roundId: number
  place: string
  /** `14:30`. */
  begins: string
  version: Generated<number>
}

/** A voter who asked for somebody to write the ballot; withdrawn ones stay. */
export interface ScribeRequestTable {
  id: Generated<number>
  roundId: number
  voterId: number
  scribeName: string
  /** Null: not on the roll. */
  scribeVoterId: number | null
  requestedOn: PlainDate
  withdrawnAt: string | null
  recordedBy: number
  recordedAt: string
}

/** A member of a station's staff. */
export interface StationStaffTable {
  id: Generated<number>
  stationId: number
  function: StaffFunction
  name: string
  /** Null: not on the roll, such as somebody sent by the township. */
  voterId: number | null
  /** Where somebody comes from who is not on the roll. */
  note: Generated<string>
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
  /** Who took the ballot in the voter's place; null: the voter. */
  proxyId: number | null
  /** The grant on which a proxy took it, or which ended because the principal came. */
  grantId: number | null
  /** `paper`: handed out by hand while the system stood still, and typed in afterwards. */
  source: Generated<'desk' | 'paper'>
  /** The batch in which it was typed from the paper. */
  outageId: number | null
}

/** A batch of ballots handed out by hand while the system stood still, typed from the signed list (领票登记册). */
export interface OutageEntryTable {
  id: Generated<number>
  roundId: number
  stationId: number
  /** From when to when it stood still, `09:10`. */
  began: string
  ended: string
  reason: string
  /** Who signed the paper: 验证发票员 and 监票人. */
  firstName: string
  secondName: string
  /** JSON: the lines of the paper that could not be entered, each with what stands against it. */
  leftOut: string
  /** What is to become of them. */
  leftOutReason: string | null
  accountId: number
  at: string
}

/** The station a check-in clerk sits at. */
export interface CheckInDeskTable {
  accountId: number
  stationId: number
}

/** A voter authorises another in writing to vote in their place (委托投票), in one vote. */
export interface ProxyGrantTable {
  id: Generated<number>
  electionId: number
  roundId: number
  /** In the register of the election, from 1 on. */
  number: number
  principalId: number
  proxyId: number
  /** How they say that they are related; asked for where only relatives may be authorised. */
  relation: 'none' | CloseRelation
  /** Why the principal will be away; for the file, never posted. */
  reason: string
  /** The written authorisation by its number, or where it is kept. */
  document: string
  /** How it came in. */
  manner: 'inPerson' | 'byProxy' | 'post' | 'electronic'
  appliedOn: PlainDate
  /** Why it was registered in spite of warnings. */
  explanation: string | null
  registeredBy: number
  registeredAt: string
  /** The day on which principal and proxy were posted. */
  postedOn: PlainDate | null
  /** Registered: it holds. Lapsed: by the rules, since the roll or the candidates changed. */
  state: Generated<'registered' | 'cancelled' | 'lapsed' | 'votedInPerson'>
  endedReason: string | null
  endedArticle: string | null
  endedBy: number | null
  endedAt: string | null
  version: Generated<number>
}

/** The scan of a written authorisation, encrypted. */
export interface ProxyScanTable {
  id: Generated<number>
  grantId: number
  mediaType: EvidenceTable['mediaType']
  /** Bytes before encryption. */
  size: number
  sha256: string
  sealedContent: Buffer
  addedBy: number
  addedAt: string
}

/** What a mobile box needs beside what every polling place has. */
export interface MobileBoxTable {
  stationId: number
  /** Why the community asks for it. */
  reason: string
  state: Generated<'draft' | 'submitted' | 'approved' | 'refused'>
  submittedOn: PlainDate | null
  /** By the township. */
  decidedOn: PlainDate | null
  decisionReason: string | null
  decisionDocument: string | null
  decidedBy: number | null
  decidedAt: string | null
  /** The day on which its users and scrutineers were posted. */
  postedOn: PlainDate | null
  version: Generated<number>
}

/** A voter who votes at a mobile box. */
export interface MobileBoxUserTable {
  id: Generated<number>
  stationId: number
  roundId: number
  voterId: number
  /** Illness, disability or age: sensitive, encrypted, never printed (Personal Information Protection Law, art. 28). */
  sealedReason: string
  /** Who asked: the voter, or a relative by name. */
  askedBy: string
  askedOn: PlainDate
  addedBy: number
  addedAt: string
}
