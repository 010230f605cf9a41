import type { Insertable, Updateable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { ObjectionTable } from '../infra/db/tables/roll.js'
import { NotFound } from '../infra/http/errors.js'

export async function countOpenObjections(db: Db, electionId: number): Promise<number> {
  const { count } = await db
    .selectFrom('objection')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('electionId', '=', electionId)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  return count
}

/** The docket: every objection with the voter it is about, in order of receipt. */
export async function listObjections(db: Db, electionId: number) {
  return await selectObjections(db, electionId).orderBy('objection.number').execute()
}

export async function getObjection(db: Db, electionId: number, objectionId: number) {
  const row = await selectObjections(db, electionId).where('objection.id', '=', objectionId).executeTakeFirst()
  if (!row) throw new NotFound('没有这件异议。')
  return row
}

/** By its number in the docket. */
export async function findObjectionByNumber(db: Db, electionId: number, number: number) {
  return await selectObjections(db, electionId).where('objection.number', '=', number).executeTakeFirst()
}

export type Objection = Awaited<ReturnType<typeof getObjection>>

function selectObjections(db: Db, electionId: number) {
  return db
    .selectFrom('objection')
    .leftJoin('voter', 'voter.id', 'objection.voterId')
    .leftJoin('objection as earlier', 'earlier.id', 'objection.repeats')
    .select(['objection.id', 'objection.number', 'objection.receivedOn', 'objection.objector', 'objection.subject'])
    .select(['objection.personName', 'objection.voterId', 'objection.grounds', 'objection.state'])
    .select(['objection.decidedOn', 'objection.ruling', 'objection.version', 'voter.voterNumber'])
    .select(['objection.manner', 'objection.contact', 'objection.agent', 'objection.attachments'])
    .select(['objection.legalBasis', 'objection.repeats', 'earlier.number as repeatsNumber'])
    .where('objection.electionId', '=', electionId)
}

/** Enters an objection under the next number of the docket. */
export async function insertObjection(
  trx: Trx,
  objection: Omit<Insertable<ObjectionTable>, 'number' | 'state' | 'decidedOn' | 'ruling'>,
): Promise<{ id: number; number: number }> {
  const { last } = await trx
    .selectFrom('objection')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('electionId', '=', objection.electionId)
    .executeTakeFirstOrThrow()
  return await trx
    .insertInto('objection')
    .values({ ...objection, number: (last ?? 0) + 1, state: 'open' })
    .returning(['id', 'number'])
    .executeTakeFirstOrThrow()
}

/** Writes the ruling; false when the objection was decided or changed by somebody else meanwhile. */
export async function updateObjection(
  trx: Trx,
  objectionId: number,
  version: number,
  ruling: Pick<Updateable<ObjectionTable>, 'state' | 'decidedOn' | 'ruling' | 'voterId' | 'legalBasis'>,
): Promise<boolean> {
  const updated = await trx
    .updateTable('objection')
    .set((eb) => ({ ...ruling, version: eb('version', '+', 1) }))
    .where('id', '=', objectionId)
    .where('version', '=', version)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}
