import type { PlainDate } from '../lib/plain-date.js'
import type { Milestone, MilestoneName } from '../rules/stages.js'
import { type Actor, recordEvent } from '../infra/audit-log/record-event.js'
import type { Db, Trx } from '../infra/db/database.js'
import { preparedQuery } from '../infra/db/prepared-query.js'

/** What an election has reached, for the rules to decide from. */
export async function listMilestones(db: Db, electionId: number): Promise<Milestone[]> {
  const rows = await milestonesOf(db, { electionId })
  return rows.map(({ name, reachedOn, round }) => ({ name: name as MilestoneName, on: reachedOn, round }))
}

const milestonesOf = preparedQuery((db, { electionId }: { electionId: number }) =>
  db.selectFrom('milestone').select(['name', 'reachedOn', 'round']).where('electionId', '=', electionId).orderBy('id'),
)

/**
 * Records that an election has reached something, with its event. A milestone is reached once: a second
 * time is a unique violation and rolls the change back.
 */
export async function recordMilestone(
  trx: Trx,
  actor: Actor,
  electionId: number,
  milestone: { readonly name: MilestoneName; readonly on: PlainDate; readonly round?: number },
): Promise<void> {
  const { name, on, round = 0 } = milestone
  await trx.insertInto('milestone').values({ electionId, name, reachedOn: on, round }).execute()
  await recordEvent(trx, actor, { type: 'milestoneReached', milestone: name, round, on }, electionId)
}

/** Corrects the day of a milestone that belongs to no vote, when what was recorded of it is corrected. */
export async function moveMilestone(
  trx: Trx,
  electionId: number,
  { name, on }: { readonly name: MilestoneName; readonly on: PlainDate },
): Promise<void> {
  await trx
    .updateTable('milestone')
    .set({ reachedOn: on })
    .where('electionId', '=', electionId)
    .where('name', '=', name)
    .where('round', '=', 0)
    .execute()
}

/** Takes a milestone back when what it rested on is undone; that has an event of its own. Round 0: of no single vote. */
export async function withdrawMilestone(trx: Trx, electionId: number, name: MilestoneName, round = 0): Promise<void> {
  await trx
    .deleteFrom('milestone')
    .where('electionId', '=', electionId)
    .where('name', '=', name)
    .where('round', '=', round)
    .execute()
}
