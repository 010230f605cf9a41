import type { Generated } from 'kysely'
import type { PlainDate } from '../../../lib/plain-date.js'

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
