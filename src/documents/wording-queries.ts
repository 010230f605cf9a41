import type { Insertable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import type { PaperWordingTable } from '../infra/db/tables/documents.js'

/** A version of the words of a kind of paper, with who made it. */
export type WordingVersion = Awaited<ReturnType<typeof listWordingVersions>>[number]

/** The versions of a kind of paper, the newest first; of every kind where none is named. */
export async function listWordingVersions(db: Db, key?: string) {
  return await db
    .selectFrom('paperWording')
    .innerJoin('account', 'account.id', 'paperWording.adaptedBy')
    .select(['paperWording.key', 'paperWording.version', 'wording', 'restoredFrom', 'shippedSha256', 'ruleSets'])
    .select(['reason', 'adaptedAt', 'account.displayName as adaptedByName'])
    .$if(key !== undefined, (query) => query.where('paperWording.key', '=', key as string))
    .orderBy('paperWording.key')
    .orderBy('paperWording.version', 'desc')
    .execute()
}

/** The newest version of a kind of paper; undefined where nobody has adapted it. */
export async function findLastWording(db: Db, key: string) {
  return await db
    .selectFrom('paperWording')
    .select(['version', 'wording'])
    .where('key', '=', key)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Keeps a version for ever; false when somebody else has made one of that number meanwhile. */
export async function insertWording(trx: Trx, wording: Insertable<PaperWordingTable>): Promise<boolean> {
  try {
    await trx.insertInto('paperWording').values(wording).execute()
    return true
  } catch (error) {
    if (isUniqueViolation(error)) return false
    throw error
  }
}
