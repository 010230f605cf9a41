import type { PlainDate } from '../../../lib/plain-date.js'

/** What the bureau does about the direct-election rate, and what townships answer. */
export type OversightEvent =
  | {
      type: 'rateVerdictGiven'
      number: number
      verdict: 'confirmed' | 'doubtful' | 'sentBack'
      form: string | null
      reason: string
      evidenceHash: string
    }
  | { type: 'rateVerdictSeconded'; number: number; agrees: boolean; note: string }
  | { type: 'rateVerdictAnswered'; number: number; answer: string }
  | { type: 'rateReportFrozen'; number: number; day: PlainDate; purpose: string; reportHash: string }
  | { type: 'rateReportSeconded'; number: number; agrees: boolean; note: string; sha256: string | null }
  | {
      type: 'rateQuestionAnswered'
      communityId: number
      question: string
      number: number
      figures: string
      answer: string
    }
  | {
      type: 'inspectionFixed'
      number: number
      drawnFrom: 'community' | 'station' | 'sheet'
      items: number
      itemsHash: string
      sample: number
      byTownship: boolean
      seedSource: string
    }
  | { type: 'inspectionDrawn'; number: number; seed: string; drawn: readonly number[] }
  | { type: 'inspectionFound'; number: number; drawnItem: number; outcome: 'agrees' | 'differs'; finding: string }
  | {
      type: 'logExported'
      /** Which events, in words. */
      range: string
      format: string
      withNames: boolean
      rows: number
      sha256: string
      reason: string
    }
  | { type: 'logExportFetched'; sha256: string }
  | { type: 'logVerified'; events: number; rows: number; faults: number }
  | { type: 'checkpointMade'; lastEvent: number; events: number; chainHash: string }
  | {
      type: 'checkpointCompared'
      lastEvent: number
      chainHash: string
      compared: 'same' | 'altered' | 'shorter'
      signedBy: 'ours' | 'other' | 'nobody' | 'unknown'
    }
