import type { Insertable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { RegistrationDeskTable } from '../infra/db/tables/roll.js'

/** Where residents register, in the order in which the desks were set up. */
export async function listRegistrationDesks(db: Db, electionId: number) {
  return await db
    .selectFrom('registrationDesk')
    .select(['id', 'name', 'place', 'serves', 'hours', 'clerks', 'telephone'])
    .where('electionId', '=', electionId)
    .orderBy('id')
    .execute()
}

/** Sets a desk up, or writes the one of this name anew. */
export async function saveDesk(trx: Trx, desk: Insertable<RegistrationDeskTable>): Promise<void> {
  const { place, serves, hours, clerks, telephone } = desk
  await trx
    .insertInto('registrationDesk')
    .values(desk)
    .onConflict((conflict) =>
      conflict.columns(['electionId', 'name']).doUpdateSet({ place, serves, hours, clerks, telephone }),
    )
    .execute()
}

export async function deleteDesk(trx: Trx, electionId: number, id: number) {
  return await trx
    .deleteFrom('registrationDesk')
    .where('electionId', '=', electionId)
    .where('id', '=', id)
    .returning(['name as desk', 'place'])
    .executeTakeFirst()
}
