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
