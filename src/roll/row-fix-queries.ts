import type { Updateable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { RegisterRowTable } from '../infra/db/tables/registers.js'
import { NotFound } from '../infra/http/errors.js'

function selectWhole(db: Db | Trx, importId: number) {
  return db
    .selectFrom('registerRow')
    .leftJoin('account', 'account.id', 'registerRow.changedBy')
    .selectAll('registerRow')
    .select('account.displayName as changedByName')
    .where('importId', '=', importId)
}

/** One row of a register, with who changed it. */
export async function getRegisterRow(db: Db | Trx, importId: number, rowId: number) {
  const row = await selectWhole(db, importId).where('registerRow.id', '=', rowId).executeTakeFirst()
  if (!row) throw new NotFound('名册里没有这一行。')
  return row
}

export type WholeRow = Awaited<ReturnType<typeof getRegisterRow>>

/** Others of a file with the same identity number, in file order; of very many the first. */
export async function listSameNumber(trx: Trx, importId: number, identityHash: string, except: number) {
  return await selectWhole(trx, importId)
    .where('identityHash', '=', identityHash)
    .where('registerRow.id', '!=', except)
    .orderBy('registerRow.id')
    .limit(200)
    .execute()
}

type RowChange = Pick<
  Updateable<RegisterRowTable>,
  | 'match'
  | 'matchedVoter'
  | 'matchedVersion'
  | 'verdict'
  | 'heldBack'
  | 'decision'
  | 'outcome'
  | 'findings'
  | 'identityHash'
  | 'sealedPerson'
  | 'changedBy'
  | 'changedAt'
>

/** Writes a row as it was judged anew; false when somebody changed it since it was read. */
export async function updateRegisterRow(
  trx: Trx,
  { id, version }: Pick<WholeRow, 'id' | 'version'>,
  change: RowChange,
): Promise<boolean> {
  const updated = await trx
    .updateTable('registerRow')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}
