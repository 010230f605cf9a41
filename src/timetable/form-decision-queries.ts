import type { Insertable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { FormDecisionTable } from '../infra/db/tables/election.js'

/** How the form of an election was decided, first to last; the last one holds. */
export async function listFormDecisions(db: Db, electionId: number) {
  return await db
    .selectFrom('formDecision')
    .innerJoin('account', 'account.id', 'formDecision.recordedBy')
    .selectAll('formDecision')
    .select('account.displayName as recordedByName')
    .where('electionId', '=', electionId)
    .orderBy('number')
    .execute()
}

/** Records a decision under the next number. Two at once: one of them is a unique violation. */
export async function insertFormDecision(trx: Trx, decision: Insertable<FormDecisionTable>): Promise<void> {
  await trx.insertInto('formDecision').values(decision).execute()
}
