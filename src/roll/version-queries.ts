import type { Insertable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { RollChangeTable, RollVersionTable } from '../infra/db/tables/roll.js'

export async function insertRollChange(trx: Trx, change: Insertable<RollChangeTable>): Promise<void> {
  await trx.insertInto('rollChange').values(change).execute()
}

export async function insertRollVersion(trx: Trx, version: Insertable<RollVersionTable>): Promise<void> {
  await trx.insertInto('rollVersion').values(version).execute()
}

/** The changes of one voter, newest last. */
export async function listChangesOf(db: Db, electionId: number, voterId: number) {
  return await db
    .selectFrom('rollChange')
    .select(['kind', 'reason', 'note', 'changedOn'])
    .where('electionId', '=', electionId)
    .where('voterId', '=', voterId)
    .orderBy('id')
    .execute()
}

/**
 * Makes changes of one roll take turns, from here to the end of the transaction: numbers are given once, and
 * nobody slips onto a roll while its version is made. SQLite has but one writer anyway.
 */
export async function lockRoll(trx: Trx, electionId: number): Promise<void> {
  await trx
    .updateTable('election')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', electionId)
    .execute()
}

export async function countVersions(db: Db, electionId: number): Promise<number> {
  const { count } = await db
    .selectFrom('rollVersion')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('electionId', '=', electionId)
    .executeTakeFirstOrThrow()
  return count
}
