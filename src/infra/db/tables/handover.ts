import type { Generated } from 'kysely'
import type { PartialDate } from '../../../lib/partial-date.js'
import type { PlainDate } from '../../../lib/plain-date.js'
import type { HandoverCategory } from '../../../rules/handover.js'
import type { Origin, PartyOffice, Service } from '../../../rules/member-facts.js'

/** What the register of those elected (当选人员登记表) says of a person beside the roll. */
export interface MemberFactsTable {
  id: Generated<number>
  electionId: number
  /** As the count knows the person. */
  personId: string
  /** Sex, birth date and nationality only of somebody who is not on the roll. */
  sex: 'male' | 'female' | null
  birthDate: PlainDate | null
  nationality: string
  politicalStatus: string
  education: string
  /** What they do otherwise (现职业、职务). */
  occupation: string
  origin: Origin | null
  service: Service | null
  /** 1: a full-time post (专职). */
  isFullTime: number | null
  partyOffice: PartyOffice | null
  /** 入党时间, as far as it is known: a year, a month or a day. */
  partySince: PartialDate | null
  sealedTelephone: string | null
  recordedBy: number
  recordedAt: string
  version: Generated<number>
}

/** A certificate of election (当选证书), numbered without gaps in its election. Append-only. */
export interface CertificateTable {
  id: Generated<number>
  electionId: number
  number: number
  /** As the count knows the person. */
  personId: string
  name: string
  postId: number
  postTitle: string
  termFrom: PlainDate
  termUntil: PlainDate
  issuer: 'township' | 'electionCommittee'
  issuerName: string
  issuedOn: PlainDate
  issuedBy: number
  issuedAt: string
}

/** What happened to a certificate after it was issued. Append-only. */
export interface CertificateActTable {
  id: Generated<number>
  certificateId: number
  kind: 'printed' | 'reprinted' | 'withdrawn'
  /** Why it was withdrawn. */
  ground: 'recount' | 'resigned' | 'ended' | 'recalled' | 'error' | null
  reason: string
  onDay: PlainDate
  recordedBy: number
  recordedAt: string
}

/** The result as sent to the township (报送备案), and what it said to it. */
export interface FilingTable {
  id: Generated<number>
  electionId: number
  number: number
  /** `superseded`: it was accepted, and the result has changed since. */
  state: 'submitted' | 'accepted' | 'returned' | 'superseded'
  /** JSON list of the papers that were sent. */
  sent: string
  note: string
  /** Of the election record at that time: which result was filed. */
  recordFingerprint: string
  /** The groups of that fingerprint, counted from 1, that were typed from the signed return and agreed: `3,11`. */
  paperGroups: string | null
  submittedOn: PlainDate
  submittedBy: number
  submittedAt: string
  /** 备案号, given by the township. */
  filingNumber: string | null
  reason: string | null
  decidedOn: PlainDate | null
  decidedBy: number | null
  decidedAt: string | null
  version: Generated<number>
}

/** A line of the list of what is handed over (移交清单). */
export interface HandoverItemTable {
  id: Generated<number>
  electionId: number
  category: HandoverCategory
  /** 1: of this category there is nothing. */
  isNone: number
  name: string
  specification: string
  quantity: number | null
  unit: string
  /** In fen. */
  amountFen: number | null
  condition: string
  remark: string
  addedBy: number
  addedAt: string
}

/** The handover as it was made: by whom, to whom, chaired and supervised by whom (2025 law, art. 25). */
export interface HandoverTable {
  id: Generated<number>
  electionId: number
  handedOn: PlainDate
  place: string
  handedOverBy: string
  receivedBy: string
  chairedBy: string
  supervisedBy: string
  recordedBy: number
  recordedAt: string
}

/** The meeting that chose the supervision committee (居务监督委员会). */
export interface SupervisionCommitteeTable {
  id: Generated<number>
  electionId: number
  chosenBy: 'residentsAssembly' | 'representativesAssembly'
  chosenOn: PlainDate
  entitled: number
  present: number
  recordedBy: number
  recordedAt: string
  version: Generated<number>
}

export interface SupervisionMemberTable {
  id: Generated<number>
  electionId: number
  voterId: number
  position: 'chair' | 'member'
  votes: number
}

/** What somebody said of a paper that the system does not hold: in the file, or not needed. */
export interface FilePaperTable {
  id: Generated<number>
  electionId: number
  /** Its key in the checklist (rules/election-file.ts). */
  item: string
  state: 'present' | 'notNeeded'
  pages: number | null
  paperDate: PlainDate | null
  note: string
  recordedBy: number
  recordedAt: string
  version: Generated<number>
}

/** The election file as one ZIP, made when somebody asked for it. */
export interface FileExportTable {
  id: Generated<number>
  electionId: number
  fileName: string
  fileId: number | null
  sha256: string | null
  requestedBy: number
  requestedAt: string
}
