import type { PlainDate } from '../../../lib/plain-date.js'

/** What is done between the declaration of a result and the complete election file. */
export type HandoverEvent =
  | { type: 'memberFactsRecorded'; name: string; post: string; changed: string[] }
  | { type: 'certificateIssued'; number: number; name: string; post: string }
  | { type: 'certificateWithdrawn'; number: number; name: string; post: string; ground: string; reason: string }
  | { type: 'filingSubmitted'; number: number; on: PlainDate; sent: readonly string[]; fingerprint: string }
  | { type: 'filingAccepted'; number: number; filingNumber: string; on: PlainDate }
  | { type: 'filingReturned'; number: number; reason: string; on: PlainDate }
