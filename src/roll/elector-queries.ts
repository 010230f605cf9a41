import type { Db, Trx } from '../infra/db/database.js'

/** For which form of election the electors were named, if they were. */
export async function findElectorChoice(db: Db, electionId: number) {
  return await db
    .selectFrom('electorChoice')
    .select(['form', 'chosenAt'])
    .where('electionId', '=', electionId)
    .executeTakeFirst()
}

/** Notes that electors were named for a form. */
export async function saveElectorChoice(
  trx: Trx,
  electionId: number,
  form: 'households' | 'representatives',
  chosenAt: string,
): Promise<void> {
  await trx
    .insertInto('electorChoice')
    .values({ electionId, form, chosenAt })
    .onConflict((conflict) => conflict.column('electionId').doUpdateSet({ form, chosenAt }))
    .execute()
}

/** Makes every registered voter an elector, or none: the start of each form of election. */
export async function setAllElectors(trx: Trx, electionId: number, isElector: boolean): Promise<void> {
  const value = isElector ? 1 : 0
  await trx
    .updateTable('voter')
    .set((eb) => ({ isElector: value, version: eb('version', '+', 1) }))
    .where('electionId', '=', electionId)
    .where('state', '=', 'registered')
    .where('isElector', '!=', value)
    .execute()
}

export async function setElectors(trx: Trx, electionId: number, ids: readonly number[], isElector: boolean) {
  for (let from = 0; from < ids.length; from += 500) {
    await trx
      .updateTable('voter')
      .set((eb) => ({ isElector: isElector ? 1 : 0, version: eb('version', '+', 1) }))
      .where('electionId', '=', electionId)
      .where('state', '=', 'registered')
      .where('id', 'in', ids.slice(from, from + 500))
      .where('isElector', '!=', isElector ? 1 : 0)
      .execute()
  }
}

/** Somebody else of the household who represents it. */
export async function findOtherRepresentative(
  db: Db,
  electionId: number,
  one: { readonly residentsGroup: number; readonly householdNumber: string; readonly voterId: number },
) {
  return await db
    .selectFrom('voter')
    .select(['name', 'voterNumber'])
    .where('electionId', '=', electionId)
    .where('state', '=', 'registered')
    .where('residentsGroup', '=', one.residentsGroup)
    .where('householdNumber', '=', one.householdNumber)
    .where('isElector', '=', 1)
    .where('id', '!=', one.voterId)
    .limit(1)
    .executeTakeFirst()
}
