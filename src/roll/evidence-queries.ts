import type { Insertable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { EvidenceTable } from '../infra/db/tables/roll.js'
import { NotFound } from '../infra/http/errors.js'

/** The evidence kept of a voter, without its bytes, in the order in which it came. */
export async function listEvidence(db: Db, voterId: number) {
  return await db
    .selectFrom('evidence')
    .innerJoin('account', 'account.id', 'evidence.addedBy')
    .select(['evidence.id', 'evidence.title', 'evidence.mediaType', 'evidence.size', 'evidence.addedAt'])
    .select('account.displayName as addedByName')
    .where('voterId', '=', voterId)
    .orderBy('evidence.id')
    .execute()
}

export async function countEvidence(db: Db, voterId: number): Promise<number> {
  const { count } = await db
    .selectFrom('evidence')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('voterId', '=', voterId)
    .executeTakeFirstOrThrow()
  return count
}

/** One piece of evidence of a voter with its sealed bytes. Throws NotFound. */
export async function getEvidence(db: Db, voterId: number, evidenceId: number) {
  const row = await db
    .selectFrom('evidence')
    .select(['id', 'title', 'mediaType', 'sha256', 'sealedContent'])
    .where('id', '=', evidenceId)
    .where('voterId', '=', voterId)
    .executeTakeFirst()
  if (!row) throw new NotFound('没有这份证明材料。')
  return row
}

/** False when the very same file is kept of this voter already. */
export async function insertEvidence(trx: Trx, evidence: Insertable<EvidenceTable>): Promise<boolean> {
  const row = await trx
    .insertInto('evidence')
    .values(evidence)
    .onConflict((conflict) => conflict.columns(['voterId', 'sha256']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function deleteEvidence(trx: Trx, evidenceId: number): Promise<void> {
  await trx.deleteFrom('evidence').where('id', '=', evidenceId).execute()
}
