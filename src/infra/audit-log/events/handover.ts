import type { PlainDate } from '../../../lib/plain-date.js'
import type { HandoverCategory } from '../../../rules/handover.js'

/** What is done between the declaration of a result and the complete election file. */
export type HandoverEvent =
  | { type: 'memberFactsRecorded'; name: string; post: string; changed: string[] }
  | { type: 'memberTelephoneSeen'; name: string; post: string }
  | { type: 'certificateIssued'; number: number; name: string; post: string }
  | { type: 'certificateWithdrawn'; number: number; name: string; post: string; ground: string; reason: string }
  | {
      type: 'filingSubmitted'
      number: number
      on: PlainDate
      sent: readonly string[]
      fingerprint: string
      /** The groups of the fingerprint that were typed from the signed return; absent where none were asked. */
      paperGroups?: readonly number[]
    }
  | { type: 'filingAccepted'; number: number; filingNumber: string; on: PlainDate }
  | { type: 'handoverItemAdded'; category: HandoverCategory; name: string }
  | { type: 'handoverItemRemoved'; category: HandoverCategory; name: string }
  | {
      type: 'handedOver'
      on: PlainDate
      items: number
      place: string
      handedOverBy: string
      receivedBy: string
      chairedBy: string
      supervisedBy: string
    }
  | { type: 'supervisionCommitteeFormed'; on: PlainDate; members: readonly string[] }
  | { type: 'filingReturned'; number: number; reason: string; on: PlainDate }
