import type { FilePaperTable } from '../infra/db/tables/handover.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { Actor } from '../infra/audit-log/record-event.js'
import { NotFound } from '../infra/http/errors.js'

/** Under which name the making of a file is queued. */
export function exportSubject(exportId: number): string {
  return `election-file ${exportId}`
}

/** What was said of papers that the system does not hold, with who said so. */
export async function listFilePapers(db: Db, electionId: number) {
  return await db
    .selectFrom('filePaper')
    .innerJoin('account', 'account.id', 'filePaper.recordedBy')
    .select(['filePaper.item', 'filePaper.state', 'filePaper.pages', 'filePaper.paperDate', 'filePaper.note'])
    .select(['filePaper.recordedAt', 'filePaper.version', 'account.displayName as recordedByName'])
    .where('filePaper.electionId', '=', electionId)
    .execute()
}

export type FilePaperRow = Awaited<ReturnType<typeof listFilePapers>>[number]

/** Records what is said of a paper over `version`, 0 for the first time; false when somebody was faster. */
export async function saveFilePaper(
  trx: Trx,
  row: Omit<FilePaperTable, 'id' | 'version'>,
  version: number,
): Promise<boolean> {
  const saved =
    version === 0
      ? await trx
          .insertInto('filePaper')
          .values(row)
          .onConflict((conflict) => conflict.columns(['electionId', 'item']).doNothing())
          .returning('id')
          .executeTakeFirst()
      : await trx
          .updateTable('filePaper')
          .set((eb) => ({ ...row, version: eb('version', '+', 1) }))
          .where('electionId', '=', row.electionId)
          .where('item', '=', row.item)
          .where('version', '=', version)
          .returning('id')
          .executeTakeFirst()
  return saved !== undefined
}

/** Election records as they were declared, first to last, byte for byte. */
export async function listElectionRecords(db: Db, electionId: number) {
  return await db
    .selectFrom('electionRecord')
    .innerJoin('votingRound', 'votingRound.id', 'electionRecord.roundId')
    .select(['votingRound.number as round', 'electionRecord.recount', 'electionRecord.content'])
    .select('electionRecord.fingerprint')
    .where('votingRound.electionId', '=', electionId)
    .orderBy('votingRound.number')
    .orderBy('electionRecord.recount')
    .execute()
}

/** Photographs of postings, sealed, with what hangs where. */
export async function listPhotosOfPostings(db: Db, electionId: number) {
  return await db
    .selectFrom('postingPhoto')
    .innerJoin('paperPosting', 'paperPosting.id', 'postingPhoto.postingId')
    .innerJoin('issuedPaper', 'issuedPaper.id', 'paperPosting.paperId')
    .select(['postingPhoto.id', 'postingPhoto.mediaType', 'postingPhoto.sealedContent'])
    .select(['paperPosting.place', 'paperPosting.postedOn', 'issuedPaper.title'])
    .where('issuedPaper.electionId', '=', electionId)
    .orderBy('postingPhoto.id')
    .execute()
}

/** A file asked for, with its bytes' size while they are kept. */
export async function listFileExports(db: Db, electionId: number) {
  return await db
    .selectFrom('fileExport')
    .innerJoin('account', 'account.id', 'fileExport.requestedBy')
    .leftJoin('storedFile', 'storedFile.id', 'fileExport.fileId')
    .select(['fileExport.id', 'fileExport.fileName', 'fileExport.sha256', 'fileExport.requestedAt'])
    .select(['account.displayName as requestedByName', 'storedFile.id as fileId', 'storedFile.size as fileSize'])
    .select('storedFile.keptUntil')
    .where('fileExport.electionId', '=', electionId)
    .orderBy('fileExport.id', 'desc')
    .limit(10)
    .execute()
}

export async function getFileExport(db: Db, electionId: number, exportId: number) {
  const row = (await listFileExports(db, electionId)).find(({ id }) => id === exportId)
  if (!row) throw new NotFound('没有这份档案包。')
  return row
}

export async function insertFileExport(trx: Trx, actor: Actor, electionId: number, fileName: string): Promise<number> {
  const by = { requestedBy: actor.accountId ?? 0, requestedAt: actor.at }
  const row = { electionId, fileName, fileId: null, sha256: null, ...by }
  return (await trx.insertInto('fileExport').values(row).returning('id').executeTakeFirstOrThrow()).id
}

export async function setExportedFile(trx: Trx, exportId: number, file: { id: number; sha256: string }): Promise<void> {
  const { id: fileId, sha256 } = file
  await trx.updateTable('fileExport').set({ fileId, sha256 }).where('id', '=', exportId).execute()
}
