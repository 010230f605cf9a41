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
