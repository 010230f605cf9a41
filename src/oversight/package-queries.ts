import type { Db } from '../infra/db/database.js'
import type { Account } from '../infra/http/context.js'

/** Under which name the packing of an account's statistics is queued: one at a time, of the place that it sees. */
export function packageSubject({ id, townshipId }: Pick<Account, 'id' | 'townshipId'>): string {
  return `statistics-package ${id} ${townshipId ?? 'city'}`
}

/** The file of a package as long as it is kept. */
export async function findPackedFile(db: Db, fileId: number) {
  return await db
    .selectFrom('storedFile')
    .select(['id', 'size', 'sha256', 'keptUntil'])
    .where('id', '=', fileId)
    .where('isKept', '=', 1)
    .executeTakeFirst()
}
