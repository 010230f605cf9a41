import type { PlainDate } from '../lib/plain-date.js'
import { type Actor, recordEvent } from '../infra/audit-log/record-event.js'
import type { Trx } from '../infra/db/database.js'
import { markGrantsPosted } from './proxy-queries.js'

/** Marks the grants that a posted list names as posted: only these may be used (art. 19). */
export async function recordProxyPosting(
  trx: Trx,
  actor: Actor,
  { electionId, roundId, on }: { readonly electionId: number; readonly roundId: number; readonly on: PlainDate },
): Promise<void> {
  const grants = await markGrantsPosted(trx, roundId, on)
  if (grants > 0) await recordEvent(trx, actor, { type: 'proxyListPosted', roundId, grants, on }, electionId)
}
