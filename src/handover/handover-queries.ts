import type { HandoverCategory } from '../rules/handover.js'
import type { Actor } from '../infra/audit-log/record-event.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { HandoverItemTable, HandoverTable } from '../infra/db/tables/handover.js'

/** A line of the list of what is handed over. */
export type HandoverItem = Omit<HandoverItemTable, 'id' | 'addedBy' | 'addedAt'> & { readonly id: number }

/** The list in the order in which it was written. */
export async function listHandoverItems(db: Db, electionId: number): Promise<HandoverItem[]> {
  return await db.selectFrom('handoverItem').selectAll().where('electionId', '=', electionId).orderBy('id').execute()
}

export async function insertHandoverItem(trx: Trx, actor: Actor, item: Omit<HandoverItem, 'id'>): Promise<number> {
  const { id } = await trx
    .insertInto('handoverItem')
    .values({ ...item, addedBy: actor.accountId ?? 0, addedAt: actor.at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Takes a line from the list; undefined when it is not there. */
export async function deleteHandoverItem(trx: Trx, electionId: number, itemId: number) {
  return await trx
    .deleteFrom('handoverItem')
    .where('electionId', '=', electionId)
    .where('id', '=', itemId)
    .returning(['category', 'name'])
    .executeTakeFirst()
}

/** What a list says “nothing” of; taken back as soon as there is something. */
export async function deleteNone(trx: Trx, electionId: number, category: HandoverCategory): Promise<void> {
  await trx
    .deleteFrom('handoverItem')
    .where('electionId', '=', electionId)
    .where('category', '=', category)
    .where('isNone', '=', 1)
    .execute()
}

export type HandoverRow = Omit<HandoverTable, 'id'>

/** The handover once it is complete. */
export async function findHandover(db: Db, electionId: number): Promise<HandoverRow | undefined> {
  return await db.selectFrom('handover').selectAll().where('electionId', '=', electionId).executeTakeFirst()
}

/** Records the handover. A second one is a unique violation. */
export async function insertHandover(trx: Trx, handover: HandoverRow): Promise<void> {
  await trx.insertInto('handover').values(handover).execute()
}
