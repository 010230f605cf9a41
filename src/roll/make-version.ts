import type { AuditEvent } from '../infra/audit-log/events.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import type { Trx } from '../infra/db/database.js'
import { recordMilestone } from '../timetable/queries.js'
import type { RollWork } from './change-roll.js'
import { listPostedVoters } from './queries.js'
import { hashOfRoll } from './roll-hash.js'
import { countVersions, insertRollVersion } from './version-queries.js'

/**
 * Fixes the roll as it stands: a version with its numbers and hash, the milestone and the event. The posted roll
 * is version 1, the closed one follows.
 */
export async function makeRollVersion(
  trx: Trx,
  { election, actor, today: on }: Omit<RollWork, 'sealer'>,
  kind: 'posted' | 'closed',
  acknowledged: readonly string[],
): Promise<void> {
  const voters = await listPostedVoters(trx, election.id)
  const number = (await countVersions(trx, election.id)) + 1
  const figures = {
    voters: voters.length,
    electors: voters.filter(({ isElector }) => isElector).length,
    hash: hashOfRoll(voters),
  }
  await insertRollVersion(trx, { electionId: election.id, number, kind, madeOn: on, ...figures })
  const type = kind === 'posted' ? 'rollPosted' : 'rollClosed'
  const event: AuditEvent = { type, version: number, ...figures, on, acknowledged: [...acknowledged] }
  await recordEvent(trx, actor, event, election.id)
  await recordMilestone(trx, actor, election.id, { name: type, on })
}
