import type { Insertable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { RecheckMarkTable } from '../infra/db/tables/roll.js'

/** What was seen to already, by the item it was noted of. */
export async function listRecheckMarks(db: Db, electionId: number) {
  return await db
    .selectFrom('recheckMark')
    .innerJoin('account', 'account.id', 'recheckMark.handledBy')
    .select(['recheckMark.item', 'recheckMark.note', 'recheckMark.handledOn', 'account.displayName as handledBy'])
    .where('recheckMark.electionId', '=', electionId)
    .execute()
}

/** Notes that somebody saw to an item; false when somebody else noted it first. */
export async function insertRecheckMark(trx: Trx, mark: Insertable<RecheckMarkTable>): Promise<boolean> {
  const inserted = await trx
    .insertInto('recheckMark')
    .values(mark)
    .onConflict((conflict) => conflict.columns(['electionId', 'item']).doNothing())
    .returning('item')
    .executeTakeFirst()
  return inserted !== undefined
}
