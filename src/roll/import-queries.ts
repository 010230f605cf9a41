import type { Insertable, Updateable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { RegisterImportTable, RegisterRowTable } from '../infra/db/tables/roll.js'
import { NotFound } from '../infra/http/errors.js'

/** Keeps a register's file; its rows follow one by one, and `staged` says that they are complete. */
export async function insertImport(
  db: Db,
  register: Omit<Insertable<RegisterImportTable>, 'state' | 'committedAt'>,
): Promise<number> {
  const { id } = await db
    .insertInto('registerImport')
    .values({ ...register, state: 'reading' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A row of a register as it is staged. */
export type NewRegisterRow = Omit<Insertable<RegisterRowTable>, 'importId'>

const rowsAtOnce = 200

/** Writes rows in statements of their own: a large register never holds up what others write. */
export async function insertRegisterRows(db: Db, importId: number, rows: readonly NewRegisterRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await db
      .insertInto('registerRow')
      .values(rows.slice(from, from + rowsAtOnce).map((row) => ({ ...row, importId })))
      .execute()
  }
}

function selectImports(db: Db, electionId: number) {
  return db
    .selectFrom('registerImport')
    .innerJoin('account', 'account.id', 'registerImport.uploadedBy')
    .select(['registerImport.id', 'registerImport.fileName', 'registerImport.sha256', 'registerImport.electionDay'])
    .select(['registerImport.columns', 'registerImport.state', 'registerImport.rows', 'registerImport.report'])
    .select(['registerImport.uploadedAt', 'registerImport.committedAt', 'registerImport.version'])
    .select('account.displayName as uploadedByName')
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

/** Moves an import on; false when somebody changed it since the page was opened. */
export async function updateImport(
  trx: Trx,
  importId: number,
  version: number,
  change: Pick<Updateable<RegisterImportTable>, 'state' | 'committedAt'> = {},
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

/** Throws away the rows and the file of a register that is not wanted; its name and hash stay. */
export async function emptyImport(trx: Trx, importId: number): Promise<void> {
  await trx.deleteFrom('registerRow').where('importId', '=', importId).execute()
  await trx
    .updateTable('registerImport')
    .set({ sealedContent: Buffer.alloc(0) })
    .where('id', '=', importId)
    .execute()
}

/**
 * Every row of a register without its person, in file order, with where the person is registered this season at
 * this moment. Nothing of another community's person but that community's name.
 */
export async function listImportRows(
  db: Db,
  { id, seasonId, electionId }: { readonly id: number; readonly seasonId: number; readonly electionId: number },
) {
  return await db
    .selectFrom('registerRow as row')
    .leftJoin('voter', (join) =>
      join
        .onRef('voter.identityHash', '=', 'row.identityHash')
        .on('voter.seasonId', '=', seasonId)
        .on('voter.state', '=', 'registered'),
    )
    .leftJoin('election', 'election.id', 'voter.electionId')
    .leftJoin('community', 'community.id', 'election.communityId')
    .select(['row.id', 'row.sheet', 'row.rowNumber', 'row.verdict', 'row.heldBack', 'row.decision', 'row.findings'])
    .select(['voter.electionId as registeredIn', 'voter.importId as registeredBy', 'community.name as communityName'])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('voter as gone')
          .select('gone.id')
          .where('gone.electionId', '=', electionId)
          .where('gone.state', '=', 'removed')
          .whereRef('gone.identityHash', '=', 'row.identityHash'),
      ).as('wasRemoved'),
    )
    .where('row.importId', '=', id)
    .orderBy('row.id')
    .execute()
}

export type ImportRow = Awaited<ReturnType<typeof listImportRows>>[number]

/** How many a register put on the roll, those removed since included. */
export async function countAdded(db: Db, importId: number): Promise<number> {
  const { count } = await db
    .selectFrom('voter')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('importId', '=', importId)
    .executeTakeFirstOrThrow()
  return count
}

/** The sealed persons of some rows. */
export async function listSealedPersons(db: Db, rowIds: readonly number[]) {
  const rows: { id: number; sealedPerson: string }[] = []
  for (let from = 0; from < rowIds.length; from += 500) {
    const some = await db
      .selectFrom('registerRow')
      .select(['id', 'sealedPerson'])
      .where('id', 'in', rowIds.slice(from, from + 500))
      .execute()
    rows.push(...some)
  }
  return new Map(rows.map(({ id, sealedPerson }) => [id, sealedPerson]))
}

export async function decideRows(trx: Trx, rowIds: readonly number[], decision: 'accept' | 'refuse'): Promise<void> {
  for (let from = 0; from < rowIds.length; from += 500) {
    await trx
      .updateTable('registerRow')
      .set({ decision })
      .where('id', 'in', rowIds.slice(from, from + 500))
      .execute()
  }
}
