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
  /** The paper that this one corrects or adds to: 第2-1号 supplements 第2号. */
  supplements: number | null
  /** Its number among the supplements of that paper. */
  supplementNumber: number | null
  /** Printed on the paper; who has it can ask whether the paper is genuine. None on papers from before there were codes. */
  code: string | null
  title: string
  /** JSON. */
  facts: string
  /** The wording it was made from. */
  wording: string
  /** The version of the bureau's own wording; 0: the wording as shipped. */
  wordingVersion: Generated<number>
  content: Buffer
  sha256: string
  pages: number
  issuedOn: PlainDate
  issuedAt: string
  issuedBy: number
}

/** A paper that was called back. Its number stays used. Never changed, never deleted. */
export interface PaperWithdrawalTable {
  id: Generated<number>
  paperId: number
  reason: string
  withdrawnOn: PlainDate
  withdrawnAt: string
  withdrawnBy: number
}

/** A sheet on a wall. */
export interface PaperPostingTable {
  id: Generated<number>
  paperId: number
  place: string
  postedOn: PlainDate
  /** Hour and minute: 09:30. */
  postedTime: string
  /** The name of whoever put it up. */
  postedBy: string
  takenDownOn: PlainDate | null
  recordedBy: number
  recordedAt: string
}

/** A photograph of a sheet on a wall, encrypted. */
export interface PostingPhotoTable {
  id: Generated<number>
  postingId: number
  mediaType: 'image/jpeg' | 'image/png'
  /** In bytes. */
  size: number
  sha256: string
  sealedContent: Buffer
  addedBy: number
  addedAt: string
}

/** Many papers printed at once, for a township or a community. */
export interface PrintRunTable {
  id: Generated<number>
  seasonId: number
  townshipId: number | null
  communityId: number | null
  /** JSON: what was picked. */
  choice: string
  fileName: string
  /** The file that came of it, as long as it is kept. */
  fileId: number | null
  requestedBy: number
  requestedAt: string
}

/** The words of a kind of paper as the bureau adapted them. Never changed, never deleted. */
export interface PaperWordingTable {
  id: Generated<number>
  /** The paper's key in the catalogue. */
  key: string
  /** From 1 on; the greatest is in force. */
  version: number
  /** Null: back to the wording as shipped. */
  wording: string | null
  /** The version whose words were taken up again; 0: the shipped one. */
  restoredFrom: number | null
  /** The shipped wording of that day. */
  shippedSha256: string
  /** The rule sets of that day with their versions. */
  ruleSets: string
  reason: string
  adaptedBy: number
  adaptedAt: string
}
