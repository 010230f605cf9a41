import type { Insertable, Updateable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import { deleteStoredFile } from '../infra/db/stored-files.js'
import type { RegisterImportTable } from '../infra/db/tables/registers.js'
import { NotFound } from '../infra/http/errors.js'

type NewImport = Pick<
  Insertable<RegisterImportTable>,
  'electionId' | 'fileName' | 'sha256' | 'fileId' | 'electionDay' | 'uploadedBy' | 'uploadedAt'
>

/** Takes up an uploaded file; its rows are read later, and `staged` says that they are complete. */
export async function insertImport(trx: Trx, register: NewImport): Promise<number> {
  const { id } = await trx
    .insertInto('registerImport')
    .values({ ...register, state: 'reading', columns: '{}', rows: 0, report: '{}', committedAt: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** What a job does something to, when it does it to an import. */
export function importSubject(importId: number): string {
  return `register-import ${importId}`
}

function selectImports(db: Db, electionId: number) {
  return db
    .selectFrom('registerImport')
    .innerJoin('account', 'account.id', 'registerImport.uploadedBy')
    .select(['registerImport.id', 'registerImport.fileName', 'registerImport.sha256', 'registerImport.electionDay'])
    .select(['registerImport.columns', 'registerImport.state', 'registerImport.rows', 'registerImport.report'])
    .select(['registerImport.uploadedAt', 'registerImport.committedAt', 'registerImport.version'])
    .select(['registerImport.fileId', 'account.displayName as uploadedByName'])
    .where('registerImport.electionId', '=', electionId)
}

/** Every register uploaded for an election, newest first. */
export async function listImports(db: Db, electionId: number) {
  return await selectImports(db, electionId).orderBy('registerImport.id', 'desc').execute()
}

export async function getImport(db: Db, electionId: number, importId: number) {
  const row = await selectImports(db, electionId).where('registerImport.id', '=', importId).executeTakeFirst()
  if (!row) throw new NotFound('没有这份名册。')
  return row
}

export type StoredImport = Awaited<ReturnType<typeof getImport>>

type ImportState = RegisterImportTable['state']
type ImportChange = Pick<
  Updateable<RegisterImportTable>,
  'state' | 'committedAt' | 'rows' | 'columns' | 'report' | 'fileId' | 'sealedTop'
>

/** Changes an import as a page showed it; false when somebody changed it since the page was opened. */
export async function updateImport(
  trx: Trx,
  importId: number,
  version: number,
  change: ImportChange = {},
): Promise<boolean> {
  const updated = await trx
    .updateTable('registerImport')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', importId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

/** Moves an import on from the one state in which it may be moved; false when it is not in it. */
export async function moveImport(
  db: Db | Trx,
  importId: number,
  from: ImportState,
  change: ImportChange & { readonly state: ImportState },
): Promise<boolean> {
  const updated = await db
    .updateTable('registerImport')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', importId)
    .where('state', '=', from)
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

/** Throws away the file of a register that is not wanted; its name and hash stay. */
export async function dropImportFile(trx: Trx, importId: number): Promise<void> {
  const { fileId } = await trx
    .selectFrom('registerImport')
    .select('fileId')
    .where('id', '=', importId)
    .executeTakeFirstOrThrow()
  if (fileId === null) return
  await trx.updateTable('registerImport').set({ fileId: null, sealedTop: null }).where('id', '=', importId).execute()
  await deleteStoredFile(trx, fileId)
}

/** Keeps the top of a file that is being read. */
export async function keepTop(db: Db, importId: number, sealedTop: string): Promise<void> {
  await db.updateTable('registerImport').set({ sealedTop }).where('id', '=', importId).execute()
}

export async function findSealedTop(db: Db, importId: number): Promise<string | null> {
  const row = await db.selectFrom('registerImport').select('sealedTop').where('id', '=', importId).executeTakeFirst()
  return row?.sealedTop ?? null
}

/** How many a register put on the roll, those removed since included. */
export async function countAdded(db: Db, importId: number): Promise<number> {
  const { count } = await db
    .selectFrom('voter')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('importId', '=', importId)
    .executeTakeFirstOrThrow()
  return count
}

/** Whether a register of the election was ever committed and stands. */
export async function hasCommittedImport(db: Db, electionId: number): Promise<boolean> {
  const row = await db
    .selectFrom('registerImport')
    .select('id')
    .where('electionId', '=', electionId)
    .where('state', '=', 'committed')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
