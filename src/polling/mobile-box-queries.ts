import type { Insertable, Selectable, Updateable } from 'kysely'
import type { PlainDate } from '../lib/plain-date.js'
import type { Db, Trx } from '../infra/db/database.js'
import { NotFound } from '../infra/http/errors.js'
import type { MobileBoxTable, MobileBoxUserTable } from '../infra/db/tables/polling.js'

/** A mobile box with what the township said. */
export type MobileBoxEntry = Selectable<MobileBoxTable> & { readonly decidedByName: string | null }

function selectBoxes(db: Db) {
  return db
    .selectFrom('mobileBox')
    .leftJoin('account', 'account.id', 'mobileBox.decidedBy')
    .selectAll('mobileBox')
    .select('account.displayName as decidedByName')
}

/** The mobile boxes of a round, by their station. */
export async function listMobileBoxes(db: Db, roundId: number): Promise<Map<number, MobileBoxEntry>> {
  const rows = await selectBoxes(db)
    .innerJoin('pollingStation', 'pollingStation.id', 'mobileBox.stationId')
    .where('pollingStation.roundId', '=', roundId)
    .orderBy('pollingStation.number')
    .execute()
  return new Map(rows.map((row) => [row.stationId, row]))
}

export async function findMobileBox(db: Db, stationId: number): Promise<MobileBoxEntry | undefined> {
  return await selectBoxes(db).where('mobileBox.stationId', '=', stationId).executeTakeFirst()
}

/** A voter listed for a mobile box; the reason stays sealed. */
export interface MobileBoxUser {
  readonly id: number
  readonly stationId: number
  readonly voterId: number
  readonly name: string
  readonly voterNumber: number
  readonly residentsGroup: number
  readonly address: string
  readonly askedBy: string
  readonly askedOn: PlainDate
  readonly sealedReason: string
}

/** Everybody listed for a mobile box of a round: by box, then in the order of the roll. */
export async function listMobileBoxUsers(db: Db, roundId: number): Promise<MobileBoxUser[]> {
  return await db
    .selectFrom('mobileBoxUser')
    .innerJoin('voter', 'voter.id', 'mobileBoxUser.voterId')
    .select(['mobileBoxUser.id', 'mobileBoxUser.stationId', 'mobileBoxUser.voterId', 'mobileBoxUser.askedBy'])
    .select(['mobileBoxUser.askedOn', 'mobileBoxUser.sealedReason', 'voter.name', 'voter.voterNumber'])
    .select(['voter.residentsGroup', 'voter.address'])
    .where('mobileBoxUser.roundId', '=', roundId)
    .orderBy('mobileBoxUser.stationId')
    .orderBy('voter.residentsGroup')
    .orderBy('voter.voterNumber')
    .execute()
}

/** The mobile box at which a voter is listed; a desk tells such a voter apart. */
export async function findMobileBoxOf(db: Db, roundId: number, voterId: number) {
  return await db
    .selectFrom('mobileBoxUser')
    .innerJoin('pollingStation', 'pollingStation.id', 'mobileBoxUser.stationId')
    .select(['pollingStation.id', 'pollingStation.name'])
    .where('mobileBoxUser.roundId', '=', roundId)
    .where('mobileBoxUser.voterId', '=', voterId)
    .executeTakeFirst()
}

export async function insertMobileBox(trx: Trx, box: Insertable<MobileBoxTable>): Promise<void> {
  await trx.insertInto('mobileBox').values(box).execute()
}

/** Changes a mobile box; false when it has changed since the form was opened. */
export async function updateMobileBox(
  trx: Trx,
  stationId: number,
  version: number,
  change: Updateable<MobileBoxTable>,
): Promise<boolean> {
  const updated = await trx
    .updateTable('mobileBox')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('stationId', '=', stationId)
    .where('version', '=', version)
    .returning('stationId')
    .executeTakeFirst()
  return updated !== undefined
}

/** Lists a voter for a mobile box; false when listed for one already. */
export async function insertMobileBoxUser(trx: Trx, user: Insertable<MobileBoxUserTable>): Promise<boolean> {
  const inserted = await trx
    .insertInto('mobileBoxUser')
    .values(user)
    .onConflict((conflict) => conflict.columns(['roundId', 'voterId']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** Takes a voter off the list of a mobile box; false when already off it. */
export async function deleteMobileBoxUser(trx: Trx, stationId: number, voterId: number): Promise<boolean> {
  const deleted = await trx
    .deleteFrom('mobileBoxUser')
    .where('stationId', '=', stationId)
    .where('voterId', '=', voterId)
    .returning('id')
    .executeTakeFirst()
  return deleted !== undefined
}

/** Removes what a mobile box has beside its station. */
export async function deleteMobileBox(trx: Trx, stationId: number): Promise<void> {
  await trx.deleteFrom('mobileBoxUser').where('stationId', '=', stationId).execute()
  await trx.deleteFrom('mobileBox').where('stationId', '=', stationId).execute()
}

/** Notes that the approved boxes of a round were posted on a day: which of them had not been. */
export async function markMobileBoxesPosted(trx: Trx, roundId: number, postedOn: PlainDate): Promise<number[]> {
  const posted = await trx
    .updateTable('mobileBox')
    .set((eb) => ({ postedOn, version: eb('version', '+', 1) }))
    .where('state', '=', 'approved')
    .where('postedOn', 'is', null)
    .where('stationId', 'in', (eb) =>
      eb.selectFrom('pollingStation').select('pollingStation.id').where('pollingStation.roundId', '=', roundId),
    )
    .returning('stationId')
    .execute()
  return posted.map(({ stationId }) => stationId)
}

/** Which of some voters cast a ballot under the form of the election. */
export async function listElectorIds(db: Db, voterIds: readonly number[]): Promise<ReadonlySet<number>> {
  if (voterIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('voter')
    .select('id')
    .where('id', 'in', voterIds)
    .where('state', '=', 'registered')
    .where('isElector', '=', 1)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** A mobile box that must be there. Throws NotFound. */
export async function getMobileBox(db: Db, stationId: number): Promise<MobileBoxEntry> {
  const box = await findMobileBox(db, stationId)
  if (!box) throw new NotFound('没有这个流动票箱，可能已被删除。')
  return box
}
