import type { Insertable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { BallotSealTable, SealOpeningTable } from '../infra/db/tables/tally.js'

/** How the seal of a package was opened. */
export type SealOpening = Omit<SealOpeningTable, 'id' | 'sealId' | 'accountId' | 'isSealWhole'> & {
  readonly isSealWhole: boolean
  readonly recordedBy: string
}

/** A sealed package, and its opening where it was opened since. */
export type BallotSeal = Omit<BallotSealTable, 'id' | 'accountId'> & {
  readonly id: number
  readonly recordedBy: string
  readonly opening: SealOpening | undefined
}

/** The sealed packages of a vote in the order of their numbers, those opened since too. */
export async function listSeals(db: Db, roundId: number): Promise<BallotSeal[]> {
  const seals = await db
    .selectFrom('ballotSeal')
    .innerJoin('account', 'account.id', 'ballotSeal.accountId')
    .selectAll('ballotSeal')
    .select('account.displayName as recordedBy')
    .where('ballotSeal.roundId', '=', roundId)
    .orderBy('ballotSeal.number')
    .execute()
  const openings = await db
    .selectFrom('sealOpening')
    .innerJoin('ballotSeal', 'ballotSeal.id', 'sealOpening.sealId')
    .innerJoin('account', 'account.id', 'sealOpening.accountId')
    .selectAll('sealOpening')
    .select('account.displayName as recordedBy')
    .where('ballotSeal.roundId', '=', roundId)
    .execute()
  const byId = new Map(openings.map((row) => [row.sealId, { ...row, isSealWhole: row.isSealWhole === 1 }]))
  return seals.map((seal) => ({ ...seal, opening: byId.get(seal.id) }))
}

/** Records a sealed package under the next number of its vote. Two at once: one of them is a unique violation. */
export async function insertSeal(trx: Trx, seal: Omit<Insertable<BallotSealTable>, 'id' | 'number'>): Promise<number> {
  const { last } = await trx
    .selectFrom('ballotSeal')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('roundId', '=', seal.roundId)
    .executeTakeFirstOrThrow()
  const number = (last ?? 0) + 1
  await trx
    .insertInto('ballotSeal')
    .values({ ...seal, number })
    .execute()
  return number
}

/** Records that a seal was opened. Opened twice is a unique violation. */
export async function insertOpening(trx: Trx, opening: Omit<Insertable<SealOpeningTable>, 'id'>): Promise<void> {
  await trx.insertInto('sealOpening').values(opening).execute()
}
