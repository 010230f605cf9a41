import type { Insertable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { NomineePhotoTable } from '../infra/db/tables/nomination.js'

/** The photograph kept of a nominee, sealed. */
export async function findPhoto(db: Db, nomineeId: number) {
  return await db
    .selectFrom('nomineePhoto')
    .select(['id', 'mediaType', 'size', 'sha256', 'sealedContent'])
    .where('nomineeId', '=', nomineeId)
    .executeTakeFirst()
}

/** Keeps a photograph in place of the one before. */
export async function insertPhoto(trx: Trx, photo: Insertable<NomineePhotoTable>): Promise<void> {
  await deletePhoto(trx, photo.nomineeId)
  await trx.insertInto('nomineePhoto').values(photo).execute()
}

export async function deletePhoto(trx: Trx, nomineeId: number): Promise<void> {
  await trx.deleteFrom('nomineePhoto').where('nomineeId', '=', nomineeId).execute()
}
