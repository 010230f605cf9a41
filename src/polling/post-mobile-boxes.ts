import type { PlainDate } from '../lib/plain-date.js'
import { type Actor, recordEvent } from '../infra/audit-log/record-event.js'
import type { Trx } from '../infra/db/database.js'
import { markMobileBoxesPosted } from './mobile-box-queries.js'

/** Marks the approved boxes that a posted list names as posted: no other goes out. */
export async function recordMobileBoxPosting(
  trx: Trx,
  actor: Actor,
  { electionId, roundId, on }: { readonly electionId: number; readonly roundId: number; readonly on: PlainDate },
): Promise<void> {
  for (const stationId of await markMobileBoxesPosted(trx, roundId, on)) {
    await recordEvent(trx, actor, { type: 'mobileBoxPosted', stationId, on }, electionId)
  }
}
