import type { PlainDate } from '../lib/plain-date.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { RecountTable } from '../infra/db/tables/tally.js'

export type RecountOrderer = RecountTable['orderedBy']

/** A declared vote counted again, on whose decision and why. */
export interface RecountRow {
  readonly id: number
  readonly roundId: number
  /** 1 and up within the vote. */
  readonly number: number
  readonly orderedBy: RecountOrderer
  readonly document: string
  readonly decidedOn: PlainDate
  readonly reason: string
  readonly openedBy: number
  readonly openedByName: string
  readonly openedOn: PlainDate
  readonly state: RecountTable['state']
  readonly abandonedBecause: string | null
}

/** Every recount of a vote, those abandoned too. */
export async function listRecounts(db: Db, roundId: number): Promise<RecountRow[]> {
  return await db
    .selectFrom('recount')
    .innerJoin('account', 'account.id', 'recount.openedBy')
    .select(['recount.id', 'recount.roundId', 'recount.number', 'recount.orderedBy', 'recount.document'])
    .select(['recount.decidedOn', 'recount.reason', 'recount.openedBy', 'account.displayName as openedByName'])
    .select(['recount.openedOn', 'recount.state', 'recount.abandonedBecause'])
    .where('recount.roundId', '=', roundId)
    .orderBy('recount.number')
    .execute()
}

/** The count of a vote that is worked on, or was the last: 0 for the count itself, else the number of the recount. */
export async function countInHand(db: Db, roundId: number): Promise<number> {
  const last = await db
    .selectFrom('recount')
    .select('number')
    .where('roundId', '=', roundId)
    .where('state', '<>', 'abandoned')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.number ?? 0
}

export type NewRecount = Omit<RecountTable, 'id' | 'number' | 'state' | 'closedAt' | 'abandonedBecause'>

/** Opens the next recount of a vote. While one is open, another is a unique violation. */
export async function insertRecount(trx: Trx, recount: NewRecount): Promise<number> {
  const { last } = await trx
    .selectFrom('recount')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('roundId', '=', recount.roundId)
    .executeTakeFirstOrThrow()
  const number = (last ?? 0) + 1
  await trx
    .insertInto('recount')
    .values({ ...recount, number, state: 'open', closedAt: null, abandonedBecause: null })
    .execute()
  return number
}

/** Ends the open recount of a vote: its result is declared, or it is given up for a reason. Its number; undefined for none. */
export async function closeRecount(
  trx: Trx,
  roundId: number,
  end: {
    readonly state: 'declared' | 'abandoned'
    readonly closedAt: string
    readonly abandonedBecause: string | null
  },
): Promise<number | undefined> {
  const closed = await trx
    .updateTable('recount')
    .set(end)
    .where('roundId', '=', roundId)
    .where('state', '=', 'open')
    .returning('number')
    .executeTakeFirst()
  return closed?.number
}
