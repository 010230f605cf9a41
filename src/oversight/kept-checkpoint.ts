import { findHash } from '../infra/audit-log/compare-log.js'
import type { Db } from '../infra/db/database.js'
import { checkpointOf, type CheckpointRow } from './checkpoint-queries.js'
import { signedBy } from './checkpoint-schema.js'

/**
 * What is wrong with a checkpoint that is kept in the house itself. `signature`: it was not signed by this installation as it
 * stands; `altered`: its event is another today; `missing`: there is no such event any more.
 */
export type CheckpointFault = 'signature' | 'altered' | 'missing'

/** Its own event is looked at, not those before it: for these the whole log is gone through. */
export async function faultOfCheckpoint(
  db: Db,
  row: CheckpointRow,
  ourKey: string,
): Promise<CheckpointFault | undefined> {
  if (signedBy(checkpointOf(row), ourKey) !== 'ours') return 'signature'
  const hash = await findHash(db, row.sequence)
  if (hash === undefined) return 'missing'
  return hash === row.hash ? undefined : 'altered'
}
