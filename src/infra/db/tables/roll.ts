import type { Generated } from 'kysely'
import type { PartialDate } from '../../../lib/partial-date.js'
import type { PlainDate } from '../../../lib/plain-date.js'

/** A residents' group that has a name instead of a number (东片3组); those with numbers need no entry. */
export interface RollGroupTable {
  id: Generated<number>
  electionId: number
  /** From 1001 on; what `voter.residentsGroup` holds. */
  number: number
  name: string
}

/** How many residents' representatives a group chooses, and the meeting that chooses them. */
export interface GroupSeatsTable {
  id: Generated<number>
  electionId: number
  residentsGroup: number
  seats: number
  /** Blank while it is not settled. */
  place: string
  meetsOn: PlainDate | null
  /** Hour and minute: 19:00. */
  meetsAt: string | null
}

/** 登记站: where residents register, when and with whom (art. 16). */
export interface RegistrationDeskTable {
  id: Generated<number>
  electionId: number
  name: string
  place: string
  /** The residents' groups that it serves, in words; blank: all of them. */
  serves: string
  /** Days and hours in words: 4月10日至24日，每天8:30—17:00. */
  hours: string
  /** 登记员, by name. */
  clerks: string
  /** Blank: that of the election's contact. */
  telephone: string
}

/** A residents' representative, who may lead the group too (art. 13). */
export interface RepresentativeTable {
  id: Generated<number>
  electionId: number
  voterId: number
  leads: 'nothing' | 'head' | 'deputy'
}

/** That the electors were named, and for which form: after a change of form they must be named anew. */
export interface ElectorChoiceTable {
  electionId: number
  form: 'households' | 'representatives'
  chosenAt: string
}

/** A person on the roll, or once on it. */
export interface VoterTable {
  id: Generated<number>
  seasonId: number
  electionId: number
  /** Printed on the voter card; unique in the election, never given twice. */
  voterNumber: number
  name: string
  /** The name with all forms of a character made one, for look-ups (`soughtName`). */
  searchName: Generated<string>
  /** Full pinyin without tones and blanks, and the initials, for look-ups. */
  pinyin: string
  initials: string
  sex: 'male' | 'female'
  birthDate: PlainDate
  nationality: Generated<string>
  sealedIdentityNumber: string
  /** Keyed hash of the identity number: equal numbers have equal hashes, nothing can be read from it. */
  identityHash: string
  /** Keyed hash of its last four characters, by which a desk finds people. */
  identityTailHash: Generated<string>
  /** 0: in no group. */
  residentsGroup: number
  householdNumber: string
  /** To the head of the household: 户主, 配偶 … */
  relationship: Generated<string>
  address: Generated<string>
  /** Where the household is registered (户籍地址), as far as it is known. */
  registeredAddress: string | null
  sealedTelephone: string | null
  /** Keyed hash of the digits of the telephone, by which the same person is noticed twice. */
  telephoneHash: string | null
  politicalStatus: Generated<string>
  education: Generated<string>
  registrationClass: 'household' | 'resident' | 'communityWorker'
  /** 1: casts a ballot in this election (every voter, a household's or the residents' representative). */
  isElector: number
  /** Since when they live in the community, as far as it is known: `2021-03`. */
  residingSince: PartialDate | null
  /** For community workers: the first day of work here. */
  workingSince: PlainDate | null
  /** When and how they said that they will take part (表示参加选举). */
  declaredOn: PlainDate | null
  declarationWay: 'inPerson' | 'atHome' | 'onBehalf' | 'replySlip' | null
  /** When they undertook in writing not to register elsewhere; none: no undertaking was given. */
  undertakenOn: PlainDate | null
  /** Who decided on the registration, and when: at the desk, or for a whole register at its commit. */
  registeredBy: number | null
  registeredOn: PlainDate | null
  state: 'registered' | 'removed'
  importId: number | null
  /** 0 on the rolls of regular elections, where nobody stands twice in a season; else the by-election's key. */
  rollOf: Generated<number>
  version: Generated<number>
}

/** The roll as it stood when it was posted or closed. */
export interface RollVersionTable {
  id: Generated<number>
  electionId: number
  number: number
  /** `corrected`: made with a notice of correction, or by hand; before the roll was closed or after. */
  kind: 'posted' | 'corrected' | 'closed'
  madeOn: PlainDate
  voters: number
  electors: number
  /** SHA-256 over every voter's number, name, sex, birth date, group, household and whether an elector. */
  hash: string
  /** Null where the house made it. */
  madeBy: number | null
  /** What a corrected version was made for: 选民名单补正公告, or why somebody made it. */
  cause: Generated<string>
}

/** A change of the roll after it was posted, with its reason. */
export interface RollChangeTable {
  id: Generated<number>
  electionId: number
  voterId: number
  kind: 'added' | 'removed' | 'corrected'
  /** Code of the reason class (`rules/roll-changes.ts`), and what was written beside it. */
  reason: string
  note: Generated<string>
  /** JSON of the posted fields before and after. */
  before: string
  after: string
  changedOn: PlainDate
  /** The roll version that was in force when the change was made. */
  rollVersion: number
  /** The paper that the change rests on: 户口迁移证, 死亡医学证明 … */
  document: Generated<string>
}

/** A scan or photograph that proves what a registration states, encrypted. */
export interface EvidenceTable {
  id: Generated<number>
  electionId: number
  voterId: number
  /** What it is: 居住证, 工作证明. */
  title: string
  mediaType: 'image/jpeg' | 'image/png' | 'application/pdf'
  /** Bytes before encryption. */
  size: number
  sha256: string
  sealedContent: Buffer
  addedBy: number
  addedAt: string
}

/** An objection to the posted roll (申诉) and the ruling on it. */
export interface ObjectionTable {
  id: Generated<number>
  electionId: number
  number: number
  receivedOn: PlainDate
  objector: string
  subject: 'missing' | 'notEntitled' | 'wrongDetails'
  personName: string
  voterId: number | null
  grounds: string
  /** `notHeard`: it came too late, and the election committee decided not to hear it. */
  state: 'open' | 'upheld' | 'dismissed' | 'withdrawn' | 'notHeard'
  decidedOn: PlainDate | null
  ruling: string | null
  /** How it was brought. */
  manner: Generated<'inPerson' | 'written' | 'telephone' | 'onBehalf'>
  /** Telephone or address for the answer. */
  contact: Generated<string>
  /** Who brought it for the objector. */
  agent: Generated<string>
  /** What was handed in with it. */
  attachments: Generated<string>
  /** Articles that the ruling rests on. */
  legalBasis: Generated<string>
  /** The earlier objection to the same. */
  repeats: number | null
  version: Generated<number>
}

/**
 * Somebody who was to be registered and stands on the roll of another community of the season. Where they are to vote
 * is decided by the township, or by the bureau where two townships are concerned.
 */
export interface RegistrationClashTable {
  id: Generated<number>
  seasonId: number
  identityHash: string
  /** Where the person was to be registered. */
  claimantElectionId: number
  /** Where the person stood on the roll then. */
  holderElectionId: number
  name: string
  birthDate: PlainDate
  source: 'desk' | 'import'
  raisedOn: PlainDate
  state: 'open' | 'settled'
  keptElectionId: number | null
  reason: Generated<string>
  /** Where the undertaking not to register elsewhere is on file. */
  undertaking: Generated<string>
  settledOn: PlainDate | null
  settledBy: number | null
  version: Generated<number>
}

/** Two entries that could be one person: what somebody who looked found. `voterId` is the smaller. */
export interface NamesakeRulingTable {
  voterId: number
  otherId: number
  ruling: 'different' | 'same'
  note: string
  ruledOn: PlainDate
  ruledBy: number
}

/** That somebody saw to what no longer held after a change of the roll; the item is named by what was wrong with it. */
export interface RecheckMarkTable {
  electionId: number
  item: string
  note: string
  handledOn: PlainDate
  handledBy: number
}
