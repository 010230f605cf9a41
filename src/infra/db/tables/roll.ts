import type { Generated } from 'kysely'
import type { PlainDate } from '../../../lib/plain-date.js'

/** A register as an office sent it, with what was understood of it. */
export interface RegisterImportTable {
  id: Generated<number>
  electionId: number
  fileName: string
  /** SHA-256 of the file as it was sent. */
  sha256: string
  /** The file itself, encrypted; none once it is given up. */
  fileId: number | null
  /** The election day by which ages were reckoned. */
  electionDay: PlainDate
  /** JSON: our field to the header in the file. */
  columns: string
  /**
   * `reading`: its rows are still being written, only a complete one is `staged`; `refused`: it cannot be read, the
   * report says why; `committing`: its people are being prepared, none of them is on the roll yet.
   */
  state: 'reading' | 'refused' | 'staged' | 'committing' | 'committed' | 'discarded'
  rows: number
  /** JSON: accepted, underAge, errors and warnings by code, and what was noticed about the whole file. */
  report: string
  /** JSON of the first rows of its sheets as they stand, encrypted: for telling by hand what the columns mean. */
  sealedTop: string | null
  uploadedBy: number
  uploadedAt: string
  committedAt: string | null
  version: Generated<number>
}

/** One row of a register and the verdict on it. */
export interface RegisterRowTable {
  id: Generated<number>
  importId: number
  /** Name of the sheet; empty in a file that has none. */
  sheet: string
  /** Row in the sheet, as the office sees it. */
  rowNumber: number
  verdict: 'accepted' | 'underAge' | 'warning' | 'error'
  /** What keeps a row without errors off the roll: too young, or a community worker, who applies in person. */
  heldBack: 'underAge' | 'communityWorker' | null
  /** What a person decided about a warning. */
  decision: 'accept' | 'refuse' | null
  /** What becomes of it when committed, as the rolls stood when they were last compared (`import-outcome.ts`). */
  outcome: string
  /** JSON list of findings. */
  findings: string
  /** Keyed hash of the identity number, to find the person on a roll of this season. */
  identityHash: string | null
  /** JSON of what was read and cleaned, encrypted. */
  sealedPerson: string
  /** How the person was found on this roll: by the identity number, or by name, birth date and household. */
  match: 'identity' | 'household' | null
  /** Whom on the roll, as changed by then. No reference: it is looked at again before anything comes of it. */
  matchedVoter: number | null
  matchedVersion: number | null
  /** Who last changed what the file says, and when; none: it stands as it came. */
  changedBy: number | null
  changedAt: string | null
  version: Generated<number>
}

/** What a header means in the registers of a community, told by hand. */
export interface RememberedColumnTable {
  communityId: number
  /** Without blanks and notes (`headerKey`). */
  header: string
  /** A field of a register; blank: it means nothing that we take. */
  field: string
}

/** A residents' group that has a name instead of a number (东片3组); those with numbers need no entry. */
export interface RollGroupTable {
  id: Generated<number>
  electionId: number
  /** From 1001 on; what `voter.residentsGroup` holds. */
  number: number
  name: string
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
  sealedTelephone: string | null
  /** Keyed hash of the digits of the telephone, by which the same person is noticed twice. */
  telephoneHash: string | null
  politicalStatus: Generated<string>
  education: Generated<string>
  registrationClass: 'household' | 'resident' | 'communityWorker'
  /** 1: casts a ballot in this election (every voter, a household's or the residents' representative). */
  isElector: number
  state: 'registered' | 'removed'
  importId: number | null
  version: Generated<number>
}

/** A person of a register on the way to the roll (`VoterTable`), the number counted from 1. No list looks here. */
export interface PendingVoterTable {
  importId: number
  voterNumber: number
  seasonId: number
  electionId: number
  name: string
  searchName: string
  pinyin: string
  initials: string
  sex: 'male' | 'female'
  birthDate: PlainDate
  nationality: string
  sealedIdentityNumber: string
  identityHash: string
  identityTailHash: string
  residentsGroup: number
  householdNumber: string
  relationship: string
  address: string
  sealedTelephone: string | null
  /** Keyed hash of the digits of the telephone, by which the same person is noticed twice. */
  telephoneHash: string | null
  politicalStatus: string
  education: string
  registrationClass: 'household' | 'resident' | 'communityWorker'
  isElector: number
  state: 'registered'
}

/** Somebody on the roll whom a register changes: as they will be after it, and as they were before it. */
export interface MergedVoterTable {
  importId: number
  voterId: number
  isBefore: number
  /** The version that the voter must have for these values to be given. */
  version: number
  name: string
  searchName: string
  pinyin: string
  initials: string
  sex: 'male' | 'female'
  birthDate: PlainDate
  nationality: string
  sealedIdentityNumber: string
  identityHash: string
  identityTailHash: string
  residentsGroup: number
  householdNumber: string
  relationship: string
  address: string
  sealedTelephone: string | null
  telephoneHash: string | null
  politicalStatus: string
  education: string
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
