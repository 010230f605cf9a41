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
