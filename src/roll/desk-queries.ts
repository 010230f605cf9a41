import { changeReasonText } from '../rules/roll-changes.js'
import type { PlainDate } from '../lib/plain-date.js'
import type { Db } from '../infra/db/database.js'
import { asRollVoter, selectVoters } from './base-queries.js'
import { groupName } from './group-name.js'

/** The names of some residents' groups, whether or not anybody is in them. */
export async function listGroupNames(db: Db, electionId: number, groups: readonly number[]): Promise<string[]> {
  const rows = await db
    .selectFrom('rollGroup')
    .select(['number', 'name'])
    .where('electionId', '=', electionId)
    .where('number', 'in', groups)
    .execute()
  const own = new Map(rows.map(({ number, name }) => [number, name]))
  return groups.map((number) => groupName(number, own.get(number) ?? null))
}

/** Why and when somebody was taken off the roll, as a desk says it; undefined for who was taken off before it was posted. */
export async function findRemoval(
  db: Db,
  electionId: number,
  voterId: number,
): Promise<{ reasonText: string; changedOn: PlainDate } | undefined> {
  const row = await db
    .selectFrom('rollChange')
    .select(['reason', 'changedOn'])
    .where('electionId', '=', electionId)
    .where('voterId', '=', voterId)
    .where('kind', '=', 'removed')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return row && { reasonText: changeReasonText(row.reason), changedOn: row.changedOn }
}

/** The person to whom a voter number was given, on the roll or taken off it; look at `state`. */
export async function findVoterOfNumber(db: Db, electionId: number, voterNumber: number) {
  const row = await selectVoters(db, electionId)
    .select('voter.sealedIdentityNumber')
    .where('voter.voterNumber', '=', voterNumber)
    .executeTakeFirst()
  return row && asRollVoter(row)
}
