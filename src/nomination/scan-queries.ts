import type { Db, Trx } from '../infra/db/database.js'
import { NotFound } from '../infra/http/errors.js'
import type { SealedFile } from '../roll/queries.js'
import type { ScanOwner } from './scan-owner-queries.js'
import { ownerColumn, type ScanKind } from './scan-words.js'

type Owner = Pick<ScanOwner, 'kind' | 'id'>

/** The scans kept behind one thing, without their bytes, in the order in which they came. */
export async function listScans(db: Db, { kind, id }: Owner) {
  return await db
    .selectFrom('nominationScan')
    .innerJoin('account', 'account.id', 'nominationScan.addedBy')
    .select(['nominationScan.id', 'title', 'mediaType', 'size', 'addedAt'])
    .select('account.displayName as addedByName')
    .where(ownerColumn[kind], '=', id)
    .orderBy('nominationScan.id')
    .execute()
}

/** How many scans each of some things of one kind has; those without any are not in it. */
export async function countScans(db: Db, kind: ScanKind, ids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  if (ids.length === 0) return new Map()
  const column = ownerColumn[kind]
  const rows = await db
    .selectFrom('nominationScan')
    .select((eb) => [`${column} as owner` as const, eb.fn.countAll<number>().as('count')])
    .where(column, 'in', ids)
    .groupBy(column)
    .execute()
  return new Map(rows.map(({ owner, count }) => [owner as number, count]))
}

/** One scan with its sealed bytes. Throws NotFound. */
export async function getScan(db: Db, { kind, id }: Owner, scanId: number) {
  const row = await db
    .selectFrom('nominationScan')
    .select(['id', 'title', 'mediaType', 'sha256', 'sealedContent'])
    .where('id', '=', scanId)
    .where(ownerColumn[kind], '=', id)
    .executeTakeFirst()
  if (!row) throw new NotFound('没有这份扫描件。')
  return row
}

interface NewScan extends SealedFile {
  readonly title: string
  readonly addedBy: number
  readonly addedAt: string
}

/** False when the very same file is kept behind this thing already. */
export async function insertScan(trx: Trx, { kind, id }: Owner, scan: NewScan): Promise<boolean> {
  const column = ownerColumn[kind]
  const owner: { [Column in typeof column]?: number } = { [column]: id }
  const row = await trx
    .insertInto('nominationScan')
    .values({ ...scan, ...owner })
    .onConflict((conflict) => conflict.columns([column, 'sha256']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function deleteScan(trx: Trx, scanId: number): Promise<void> {
  await trx.deleteFrom('nominationScan').where('id', '=', scanId).execute()
}
