import type { AuditEvent } from '../infra/audit-log/events.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import type { Trx } from '../infra/db/database.js'
import { recordMilestone } from '../timetable/queries.js'
import { listPostedVoters } from './base-queries.js'
import type { RollWork } from './change-roll.js'
import { hashOfRoll } from './roll-hash.js'
import {
  countUnversionedChanges,
  findRollVersion,
  insertRollVersion,
  lockRoll,
  type RollVersion,
} from './version-queries.js'

type VersionWork = Omit<RollWork, 'sealer' | 'election'> & { readonly election: { readonly id: number } }

/**
 * Fixes the roll as it stands when it is posted or closed: a version with its numbers and hash, the milestone and the
 * event.
 */
export async function makeRollVersion(
  trx: Trx,
  work: VersionWork,
  kind: 'posted' | 'closed',
  acknowledged: readonly string[],
): Promise<void> {
  const { election, actor, today: on } = work
  const figures = await insertVersion(trx, work, kind, '')
  const type = kind === 'posted' ? 'rollPosted' : 'rollClosed'
  const event: AuditEvent = { type, ...figures, on, acknowledged: [...acknowledged] }
  await recordEvent(trx, actor, event, election.id)
  await recordMilestone(trx, actor, election.id, { name: type, on })
}

/**
 * Fixes the roll with the changes that stand in no version yet, told by a notice of correction or by hand. Undefined
 * where there is nothing to fix: not posted, or nothing changed since the last version.
 */
export async function makeCorrectedVersion(trx: Trx, work: VersionWork, cause: string): Promise<number | undefined> {
  const { election, actor, today: on } = work
  await lockRoll(trx, election.id)
  if (!(await findRollVersion(trx, election.id))) return undefined
  if ((await countUnversionedChanges(trx, election.id)) === 0) return undefined
  const figures = await insertVersion(trx, work, 'corrected', cause)
  await recordEvent(trx, actor, { type: 'rollCorrected', ...figures, on, cause }, election.id)
  return figures.version
}

/** Numbers are given without a gap: whoever makes a version holds the roll. */
async function insertVersion(trx: Trx, work: VersionWork, kind: RollVersion['kind'], cause: string) {
  const { election, actor, today: madeOn } = work
  const voters = await listPostedVoters(trx, election.id)
  const version = ((await findRollVersion(trx, election.id))?.number ?? 0) + 1
  const figures = {
    voters: voters.length,
    electors: voters.filter(({ isElector }) => isElector).length,
    hash: hashOfRoll(voters),
  }
  const made = { madeOn, madeBy: actor.accountId, cause }
  await insertRollVersion(trx, { electionId: election.id, number: version, kind, ...made, ...figures })
  return { version, ...figures }
}
