import type { Generated } from 'kysely'
import type { PartialDate } from '../../../lib/partial-date.js'
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
  registeredAddress: string | null
  sealedTelephone: string | null
  /** Keyed hash of the digits of the telephone, by which the same person is noticed twice. */
  telephoneHash: string | null
  politicalStatus: string
  education: string
  registrationClass: 'household' | 'resident' | 'communityWorker'
  residingSince: PartialDate | null
  workingSince: PlainDate | null
  declaredOn: PlainDate | null
  declarationWay: 'inPerson' | 'atHome' | 'onBehalf' | 'replySlip' | null
  undertakenOn: PlainDate | null
  registeredBy: number | null
  registeredOn: PlainDate | null
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
  registeredAddress: string | null
  sealedTelephone: string | null
  telephoneHash: string | null
  politicalStatus: string
  education: string
  residingSince: PartialDate | null
}
