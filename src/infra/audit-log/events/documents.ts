import type { PlainDate } from '../../../lib/plain-date.js'

export type DocumentEvent =
  | { type: 'filePaperRecorded'; item: string; state: 'present' | 'notNeeded'; pages: number | null; note: string }
  | { type: 'electionFileMade'; files: number; sha256: string }
  | { type: 'electionFileFetched'; sha256: string }
  | {
      type: 'ballotProofMade'
      designId: number
      number: number
      kind: string
      paper: string
      arrangement: string
      fingerprint: string
      sha256: string
      pages: number
    }
  | { type: 'ballotApproved'; designId: number; number: number; approval: number; sha256: string }
  /** The file for the printer fetched. */
  | { type: 'ballotFetched'; designId: number; number: number; sha256: string }
  | PaperIssued
  /** The words of a kind of paper adapted by the bureau; 0 in `restoredFrom` is the shipped wording. */
  | {
      type: 'wordingAdapted'
      key: string
      version: number
      restoredFrom: number | null
      sha256: string
      reason: string
    }
  /** A form, list or card printed; the purpose where whole identity numbers stand on it. */
  | { type: 'sheetPrinted'; key: string; picked: object; entries: number; pages: number; reason: string }
  | { type: 'paperWithdrawn'; paperId: number; key: string; noticeNumber: string; on: PlainDate; reason: string }
  | {
      type: 'paperPosted'
      paperId: number
      noticeNumber: string
      places: readonly string[]
      on: PlainDate
      time: string
      by: string
      acknowledged: readonly string[]
    }
  /** Papers of many communities printed into one file, and that file fetched. */
  | { type: 'papersPrinted'; runId: number; documents: number; pages: number }
  | { type: 'printRunFetched'; runId: number }
  | { type: 'paperTakenDown'; postingId: number; place: string; on: PlainDate }
  /** A photograph of a posted sheet, by its SHA-256. */
  | { type: 'postingPhotoAdded' | 'postingPhotoSeen'; postingId: number; place: string; sha256: string }

type PaperIssued = {
  type: 'paperIssued'
  paperId: number
  key: string
  noticeNumber: number | null
  sha256: string
  pages: number
  /** The paper that this one takes the place of. */
  replaces: number | null
  /** The version of the bureau's own wording that it was set in, where it was. */
  wordingVersion?: number
  /** The paper that this one corrects, and its number among the corrections. */
  supplements?: number
  supplementNumber?: number
  /** Codes of the warnings that whoever issued it had been shown. */
  acknowledged: readonly string[]
}
