import type { Insertable, Updateable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { RecallTable } from '../infra/db/tables/term.js'
import { NotFound } from '../infra/http/errors.js'
import type { RecallEntry } from '../rules/recall-count.js'

/** The recalls of a committee's members, first to last. */
export async function listRecalls(db: Db, regularId: number) {
  const rows = await db
    .selectFrom('recall')
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom('recallSignatory')
        .select((signatory) => signatory.fn.countAll<number>().as('count'))
        .whereRef('recallSignatory.recallId', '=', 'recall.id')
        .as('signatories'),
    )
    .where('electionId', '=', regularId)
    .orderBy('id')
    .execute()
  return rows.map(({ entry, sentences, signatories, ...row }) => ({
    ...row,
    entry: JSON.parse(entry) as RecallEntry,
    sentences: JSON.parse(sentences ?? '[]') as string[],
    signatories: Number(signatories ?? 0),
  }))
}

export type RecallRow = Awaited<ReturnType<typeof listRecalls>>[number]

/** A recall of one committee; of any other it is not found. */
export async function getRecall(db: Db, regularId: number, recallId: unknown): Promise<RecallRow> {
  const found = (await listRecalls(db, regularId)).find(({ id }) => String(id) === recallId)
  if (!found) throw new NotFound('没有这件罢免要求。')
  return found
}

/** Enters a demand with those who signed it. A second open one about the same member is a unique violation. */
export async function insertRecall(
  trx: Trx,
  recall: Insertable<RecallTable>,
  voterIds: readonly number[],
): Promise<number> {
  const { id } = await trx.insertInto('recall').values(recall).returning('id').executeTakeFirstOrThrow()
  for (let from = 0; from < voterIds.length; from += 200) {
    const rows = voterIds.slice(from, from + 200).map((voterId) => ({ recallId: id, voterId }))
    await trx.insertInto('recallSignatory').values(rows).execute()
  }
  return id
}

/** Takes a recall a step further; false when somebody was faster or it is decided. */
export async function updateRecall(
  trx: Trx,
  recallId: number,
  version: number,
  change: Omit<Updateable<RecallTable>, 'id' | 'version'>,
): Promise<boolean> {
  const updated = await trx
    .updateTable('recall')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', recallId)
    .where('version', '=', version)
    .where('verdict', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

/** Who signed, in the order of the roll. */
export async function listSignatories(db: Db, recallId: number) {
  return await db
    .selectFrom('recallSignatory')
    .innerJoin('voter', 'voter.id', 'recallSignatory.voterId')
    .select(['voter.voterNumber', 'voter.name'])
    .where('recallSignatory.recallId', '=', recallId)
    .orderBy('voter.voterNumber')
    .execute()
}
