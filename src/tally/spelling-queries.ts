import type { Db, Trx } from '../infra/db/database.js'
import type { JoinedSpelling } from './counted-vote.js'

/** The spellings of a round that are counted under another name. */
export async function listSpellings(db: Db, roundId: number): Promise<JoinedSpelling[]> {
  return await db
    .selectFrom('writeInSpelling')
    .select(['spelling', 'name'])
    .where('roundId', '=', roundId)
    .orderBy('spelling')
    .execute()
}

/** Counts a spelling under another name. A spelling has one; a second is a unique violation. */
export async function insertSpelling(
  trx: Trx,
  row: JoinedSpelling & { readonly roundId: number; readonly joinedBy: number; readonly joinedAt: string },
): Promise<void> {
  await trx.insertInto('writeInSpelling').values(row).execute()
}

/** Counts a spelling by itself again; false when it is not joined. */
export async function deleteSpelling(trx: Trx, roundId: number, spelling: string): Promise<boolean> {
  const deleted = await trx
    .deleteFrom('writeInSpelling')
    .where('roundId', '=', roundId)
    .where('spelling', '=', spelling)
    .returning('id')
    .executeTakeFirst()
  return deleted !== undefined
}

/** Forgets what was decided about a name that is now counted under another. */
export async function deleteWriteInDecision(trx: Trx, roundId: number, name: string): Promise<void> {
  await trx.deleteFrom('writeInDecision').where('roundId', '=', roundId).where('name', '=', name).execute()
}
