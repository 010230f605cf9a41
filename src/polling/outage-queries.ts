import type { Insertable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { OutageEntryTable } from '../infra/db/tables/polling.js'

export async function insertOutageEntry(trx: Trx, entry: Insertable<OutageEntryTable>): Promise<number> {
  const { id } = await trx.insertInto('outageEntry').values(entry).returning('id').executeTakeFirstOrThrow()
  return id
}

/** A line of a list that could not be entered, and what stood against it. */
export interface LineLeftOut {
  readonly text: string
  readonly message: string
}

/** The batches typed in from paper, with how many of their ballots stand. */
export async function listOutageEntries(db: Db, roundId: number) {
  const rows = await db
    .selectFrom('outageEntry')
    .innerJoin('pollingStation', 'pollingStation.id', 'outageEntry.stationId')
    .innerJoin('account', 'account.id', 'outageEntry.accountId')
    .select(['outageEntry.id', 'outageEntry.began', 'outageEntry.ended', 'outageEntry.reason', 'outageEntry.at'])
    .select(['outageEntry.firstName', 'outageEntry.secondName', 'outageEntry.leftOut', 'outageEntry.leftOutReason'])
    .select(['pollingStation.name as stationName', 'account.displayName as clerk'])
    .select((eb) =>
      eb
        .selectFrom('checkIn')
        .select(({ fn }) => fn.countAll<number>().as('ballots'))
        .whereRef('checkIn.outageId', '=', 'outageEntry.id')
        .where('checkIn.roundId', '=', roundId)
        .where('checkIn.undoneAt', 'is', null)
        .as('ballots'),
    )
    .where('outageEntry.roundId', '=', roundId)
    .orderBy('outageEntry.id')
    .execute()
  return rows.map(({ ballots, leftOut, leftOutReason, ...row }) => ({
    ...row,
    ballots: ballots ?? 0,
    leftOut: JSON.parse(leftOut) as LineLeftOut[],
    leftOutReason: leftOutReason ?? '',
  }))
}
