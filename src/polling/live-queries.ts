import { sql } from 'kysely'
import type { Db } from '../infra/db/database.js'
import { clockOf } from './check-in-text.js'

/** Ballots handed out of one kind, at one station, in one hour. */
export interface HourCount {
  readonly stationId: number
  /** Hour of the day in which they were handed out, 9 for 9:00 to 9:59; of those typed in afterwards: were typed. */
  readonly hour: number
  readonly isByProxy: boolean
  readonly isPaper: boolean
  readonly ballots: number
}

/** The ballots of a round that stand, counted by station, hour and kind: all that live figures are made of. */
export async function countByHour(db: Db, roundId: number): Promise<HourCount[]> {
  const rows = await db
    .selectFrom('checkIn')
    .select(['stationId', 'source'])
    .select((eb) => [
      sql<string>`substr(at, 1, 13)`.as('hour'),
      eb.case().when('proxyId', 'is', null).then(0).else(1).end().as('isByProxy'),
      eb.fn.countAll<number>().as('ballots'),
    ])
    .where('roundId', '=', roundId)
    .where('undoneAt', 'is', null)
    .groupBy(['stationId', 'source', sql`substr(at, 1, 13)`, sql`case when proxy_id is null then 0 else 1 end`])
    .execute()
  return rows.map(({ stationId, source, hour, isByProxy, ballots }) => ({
    stationId,
    ballots,
    hour: Number(clockOf({ at: `${hour}:00:00.000Z` }).slice(0, 2)),
    isByProxy: isByProxy === 1,
    isPaper: source === 'paper',
  }))
}

/** How often ballots of a round were taken back. */
export async function countUndone(db: Db, roundId: number): Promise<number> {
  const row = await db
    .selectFrom('checkIn')
    .select((eb) => eb.fn.countAll<number>().as('undone'))
    .where('roundId', '=', roundId)
    .where('undoneAt', 'is not', null)
    .executeTakeFirstOrThrow()
  return row.undone
}
