import type { Generated } from 'kysely'
import type { PlainDate } from '../../../lib/plain-date.js'
import type { ElectionForm } from '../../../rules/election-form.js'

/** What the bureau found of a community's claim to have elected in its form, with the evidence as it stood. Never changed. */
export interface RateVerdictTable {
  id: Generated<number>
  electionId: number
  /** Counts up within the election; the last one is what holds. */
  number: number
  verdict: 'confirmed' | 'doubtful' | 'sentBack'
  /** The form that was found, which may be another than the one claimed; only of what is confirmed. */
  form: ElectionForm | null
  reason: string
  /** JSON: every piece of evidence with its state and sentences. */
  evidence: string
  /** SHA-256 of it. */
  evidenceHash: string
  givenOn: PlainDate
}

/** Who gave a verdict (place 1), and who agreed with it or did not (place 2, somebody else). */
export interface RateSignatureTable {
  id: Generated<number>
  verdictId: number
  place: number
  accountId: number
  agrees: number
  /** Why not. */
  note: string
  signedAt: string
}

/** What the township answered to a claim that was sent back. */
export interface RateAnswerTable {
  id: Generated<number>
  verdictId: number
  answer: string
  answeredOn: PlainDate
  answeredBy: number
  answeredAt: string
}

/** The rate of a day, frozen. Never changed, never deleted. */
export interface RateReportTable {
  id: Generated<number>
  seasonId: number
  /** 第N号; one that was not agreed to keeps its number. */
  number: number
  /** The day whose rate it is. */
  day: PlainDate
  /** What it was frozen for. */
  purpose: string
  /** The report as canonical JSON, byte for byte as it is handed out. */
  content: string
  /** SHA-256 of it without its seal. */
  fingerprint: string
  frozenOn: PlainDate
}

/** Who froze a report (place 1), and who agreed to it or did not (place 2, somebody else). */
export interface RateReportSignatureTable {
  id: Generated<number>
  reportId: number
  place: number
  accountId: number
  agrees: number
  /** Why not. */
  note: string
  signedAt: string
}

/** A report as PDF, set when the second person agreed. */
export interface RateReportPaperTable {
  id: Generated<number>
  reportId: number
  content: Buffer
  sha256: string
  pages: number
}

/** What the bureau found out about a question that a comparison of the communities raises. */
export interface RateQuestionAnswerTable {
  id: Generated<number>
  seasonId: number
  communityId: number
  /** The code of the question. */
  question: string
  /** Counts up within the question; the last one holds. */
  number: number
  /** The figures that were asked about; where they are others now, the question is open again. */
  figures: string
  answer: string
  answeredOn: PlainDate
  answeredBy: number
  answeredAt: string
}

/** A list from which an inspection is drawn by lot, written down before the seed is known. */
export interface InspectionTable {
  id: Generated<number>
  seasonId: number
  number: number
  subject: 'community' | 'station' | 'sheet'
  /** JSON list in the order from which is drawn. */
  items: string
  /** SHA-256 of it. */
  itemsHash: string
  /** How many are drawn; from each township so many where it is drawn by township. */
  sample: number
  byTownship: number
  /** Where the seed will come from: 5月21日双色球开奖号码. */
  seedSource: string
  fixedOn: PlainDate
  fixedBy: number
  fixedAt: string
}

/** The lot: its seed, and what was drawn. */
export interface InspectionDrawTable {
  id: Generated<number>
  inspectionId: number
  seed: string
  /** JSON list of places in the list, from 1, in the order in which they were drawn. */
  drawn: string
  drawnOn: PlainDate
  drawnBy: number
  drawnAt: string
}

/** What was found at a place that was drawn; the last one of a place holds. */
export interface InspectionFindingTable {
  id: Generated<number>
  inspectionId: number
  /** In the list, from 1. */
  place: number
  number: number
  outcome: 'agrees' | 'differs'
  finding: string
  foundOn: PlainDate
  foundBy: number
  foundAt: string
}

/** A signed checkpoint (日志存证): what the audit log was up to an event. Never changed, never deleted. */
export interface LogCheckpointTable {
  id: Generated<number>
  /** The last event that it vouches for. */
  sequence: number
  /** Hash of that event, which rests on every one before it. */
  hash: string
  /** How many events there were up to it: as many as its number says, where none was missing. */
  events: number
  bureau: string
  kind: 'drill' | 'real'
  madeOn: PlainDate
  madeAt: string
  madeBy: number
  /** Ed25519, in hexadecimal; so is the signature over all of the above but who made it. */
  publicKey: string
  signature: string
}
