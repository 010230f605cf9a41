import type { Insertable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { PrintRunTable } from '../infra/db/tables/documents.js'
import type { Account } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'

/** Under which name the work on a run is queued. */
export function printSubject(runId: number): string {
  return `print-run ${runId}`
}

type Place = Pick<Account, 'townshipId' | 'communityId'>

/** Runs asked for from the place of an account, with the file while it is kept. */
function selectRuns(db: Db, seasonId: number, { townshipId, communityId }: Place) {
  const query = db
    .selectFrom('printRun')
    .innerJoin('account', 'account.id', 'printRun.requestedBy')
    .leftJoin('storedFile', 'storedFile.id', 'printRun.fileId')
    .select(['printRun.id', 'printRun.choice', 'printRun.fileName', 'printRun.requestedAt', 'printRun.requestedBy'])
    .select(['account.displayName as requestedByName', 'storedFile.id as fileId', 'storedFile.size as fileSize'])
    .select('storedFile.keptUntil')
    .where('printRun.seasonId', '=', seasonId)
  return communityId === null
    ? query.where('printRun.communityId', 'is', null).where('printRun.townshipId', '=', townshipId)
    : query.where('printRun.communityId', '=', communityId)
}

export async function listPrintRuns(db: Db, seasonId: number, place: Place) {
  return await selectRuns(db, seasonId, place).orderBy('printRun.id', 'desc').limit(30).execute()
}

/** A run of the account's own place. Throws NotFound. */
export async function getPrintRun(db: Db, seasonId: number, place: Place, runId: number) {
  const row = await selectRuns(db, seasonId, place).where('printRun.id', '=', runId).executeTakeFirst()
  if (!row) throw new NotFound('没有这一次打印。')
  return row
}

export async function insertPrintRun(trx: Trx, run: Insertable<PrintRunTable>): Promise<number> {
  const { id } = await trx.insertInto('printRun').values(run).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function setPrintedFile(trx: Trx, runId: number, fileId: number): Promise<void> {
  await trx.updateTable('printRun').set({ fileId }).where('id', '=', runId).execute()
}
