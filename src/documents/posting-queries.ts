import type { Insertable } from 'kysely'
import type { PlainDate } from '../lib/plain-date.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { PaperPostingTable, PostingPhotoTable } from '../infra/db/tables/documents.js'
import { NotFound } from '../infra/http/errors.js'

function selectPostings(db: Db, electionId: number) {
  return db
    .selectFrom('paperPosting')
    .innerJoin('issuedPaper', 'issuedPaper.id', 'paperPosting.paperId')
    .leftJoin('issuedPaper as main', 'main.id', 'issuedPaper.supplements')
    .select(['paperPosting.id', 'paperPosting.paperId', 'place', 'postedOn', 'postedTime', 'postedBy', 'takenDownOn'])
    .select(['issuedPaper.title', 'issuedPaper.key', 'issuedPaper.roundId', 'issuedPaper.noticeNumber'])
    .select(['issuedPaper.supplementNumber', 'main.noticeNumber as mainNumber'])
    .where('issuedPaper.electionId', '=', electionId)
}

/** Every posting of an election, with how many photographs there are of it and the newest of them. */
export async function listPostings(db: Db, electionId: number) {
  return await selectPostings(db, electionId)
    .select((eb) => [
      eb
        .selectFrom('postingPhoto')
        .whereRef('postingPhoto.postingId', '=', 'paperPosting.id')
        .select((photo) => photo.fn.max('postingPhoto.id').as('id'))
        .as('photoId'),
    ])
    .orderBy('paperPosting.id')
    .execute()
}

/** Papers of an election that hang somewhere. */
export async function listPostedPapers(db: Db, electionId: number) {
  return await db
    .selectFrom('paperPosting')
    .innerJoin('issuedPaper', 'issuedPaper.id', 'paperPosting.paperId')
    .select('paperPosting.paperId')
    .distinct()
    .where('issuedPaper.electionId', '=', electionId)
    .where('takenDownOn', 'is', null)
    .execute()
}

/** A posting of this election. Throws NotFound. */
export async function getPosting(db: Db, electionId: number, postingId: number) {
  const row = await selectPostings(db, electionId).where('paperPosting.id', '=', postingId).executeTakeFirst()
  if (!row) throw new NotFound('没有这一次张贴。')
  return row
}

/** False when the sheet hangs at that place already. */
export async function insertPosting(trx: Trx, posting: Insertable<PaperPostingTable>): Promise<boolean> {
  const row = await trx
    .insertInto('paperPosting')
    .values(posting)
    .onConflict((conflict) => conflict.columns(['paperId', 'place']).where('takenDownOn', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** False when it was taken down before. */
export async function takeDown(trx: Trx, postingId: number, on: PlainDate): Promise<boolean> {
  const row = await trx
    .updateTable('paperPosting')
    .set({ takenDownOn: on })
    .where('id', '=', postingId)
    .where('takenDownOn', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** False when the very same photograph is kept of this posting already. */
export async function insertPhoto(trx: Trx, photo: Insertable<PostingPhotoTable>): Promise<boolean> {
  const row = await trx
    .insertInto('postingPhoto')
    .values(photo)
    .onConflict((conflict) => conflict.columns(['postingId', 'sha256']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** A photograph of a posting with its sealed bytes. Throws NotFound. */
export async function getPhoto(db: Db, postingId: number, photoId: number) {
  const row = await db
    .selectFrom('postingPhoto')
    .select(['id', 'mediaType', 'sha256', 'sealedContent'])
    .where('id', '=', photoId)
    .where('postingId', '=', postingId)
    .executeTakeFirst()
  if (!row) throw new NotFound('没有这张照片。')
  return row
}
