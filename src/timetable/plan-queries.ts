import type { Db, Trx } from '../infra/db/database.js'
import { insertPosts, type NewElection, type NewPost } from './queries.js'

/** Changes form, day and contact; false when the election has changed since the form was opened. */
export async function updateElection(
  trx: Trx,
  electionId: number,
  version: number,
  change: Pick<NewElection, 'form' | 'electionDay' | 'contactPlace' | 'contactTelephone'>,
): Promise<boolean> {
  const updated = await trx
    .updateTable('election')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', electionId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!updated) return false
  await trx
    .updateTable('votingRound')
    .set({ votingDay: change.electionDay })
    .where('electionId', '=', electionId)
    .where('number', '=', 1)
    .execute()
  return true
}

/** Replaces the posts of an election whose candidates are not yet confirmed and that nobody is nominated in. */
export async function replacePosts(trx: Trx, electionId: number, posts: readonly NewPost[]): Promise<void> {
  const round = await trx
    .selectFrom('votingRound')
    .select('id')
    .where('electionId', '=', electionId)
    .where('number', '=', 1)
    .executeTakeFirstOrThrow()
  await trx.deleteFrom('roundPost').where('roundId', '=', round.id).execute()
  await trx.deleteFrom('post').where('electionId', '=', electionId).execute()
  await insertPosts(trx, electionId, round.id, posts)
}

/** Whether somebody is nominated already: posts can then no longer be replaced. */
export async function hasNominees(db: Db, electionId: number): Promise<boolean> {
  const row = await db
    .selectFrom('nominee')
    .select('id')
    .where('electionId', '=', electionId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
