import type { Selectable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import { preparedQuery } from '../infra/db/prepared-query.js'
import type { PollingStationTable } from '../infra/db/tables/polling.js'
import { NotFound } from '../infra/http/errors.js'
import { deleteMobileBox } from './mobile-box-queries.js'

export type StationKind = PollingStationTable['kind']

/** A polling place with its hours and what has become of its ballots so far. */
export interface Station {
  readonly id: number
  readonly roundId: number
  readonly number: number
  readonly kind: StationKind
  readonly name: string
  readonly place: string
  /** Residents' groups that vote here; empty: all. */
  readonly groups: readonly number[]
  readonly opens: string
  readonly closes: string
  readonly hasVotingBooth: boolean
  readonly openedAt: string | null
  readonly openingWitnesses: string | null
  readonly closedAt: string | null
  readonly closingWitnesses: string | null
  readonly received: number | null
  /** Counted from the check-ins. */
  readonly issued: number
  readonly spoiled: number | null
  readonly unused: number | null
  readonly differenceExplained: string | null
  readonly registerSignatures: number | null
  readonly registerProxyBallots: number | null
  readonly version: number
  /** Where the person in charge is reached on the day; blank while not known. */
  readonly telephone: string
  /** A place where a scribe writes for those who cannot. */
  readonly hasScribeDesk: boolean
  readonly staffVersion: number
}

/** The polling places of a round in order of their numbers, with their ballots. */
export async function listStations(db: Db, roundId: number): Promise<Station[]> {
  const rows = await db
    .selectFrom('pollingStation')
    .selectAll()
    .where('roundId', '=', roundId)
    .orderBy('number')
    .execute()
  const issued = await countIssuedByStation(db, roundId)
  return rows.map((row) => stationOf(row, issued.get(row.id) ?? 0))
}

/** One polling place of a round; undefined when the round has none of that id. */
export async function findStation(db: Db, roundId: number, stationId: number): Promise<Station | undefined> {
  const row = await db
    .selectFrom('pollingStation')
    .selectAll()
    .where('id', '=', stationId)
    .where('roundId', '=', roundId)
    .executeTakeFirst()
  return row && stationOf(row, await countIssuedAt(db, roundId, stationId))
}

/** The same, where it must be there. Throws NotFound. */
export async function getStation(db: Db, roundId: number, stationId: number): Promise<Station> {
  const station = await findStation(db, roundId, stationId)
  if (!station) throw new NotFound('没有这个投票站，可能已被删除。')
  return station
}

function stationOf(row: Selectable<PollingStationTable>, issued: number): Station {
  const { residentsGroups, hasVotingBooth, hasScribeDesk, ballotsReceived, ballotsSpoiled, ballotsUnused, ...rest } =
    row
  return {
    ...rest,
    groups: JSON.parse(residentsGroups) as number[],
    hasVotingBooth: hasVotingBooth === 1,
    hasScribeDesk: hasScribeDesk === 1,
    received: ballotsReceived,
    issued,
    spoiled: ballotsSpoiled,
    unused: ballotsUnused,
  }
}

async function countIssuedByStation(db: Db, roundId: number): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('checkIn')
    .select((eb) => ['stationId', eb.fn.countAll<number>().as('issued')])
    .where('roundId', '=', roundId)
    .where('undoneAt', 'is', null)
    .groupBy('stationId')
    .execute()
  return new Map(rows.map(({ stationId, issued }) => [stationId, issued]))
}

/** Ballots issued at one station: check-ins that were not undone. */
export async function countIssuedAt(db: Db, roundId: number, stationId: number): Promise<number> {
  const [row] = await issuedAt(db, { roundId, stationId })
  return row?.issued ?? 0
}

const issuedAt = preparedQuery((db, { roundId, stationId }: { roundId: number; stationId: number }) =>
  db
    .selectFrom('checkIn')
    .select((eb) => eb.fn.countAll<number>().as('issued'))
    .where('roundId', '=', roundId)
    .where('stationId', '=', stationId)
    .where('undoneAt', 'is', null),
)

export interface StationWish {
  readonly kind: StationKind
  readonly name: string
  readonly place: string
  readonly groups: readonly number[]
  readonly opens: string
  readonly closes: string
  readonly hasVotingBooth: boolean
  readonly telephone?: string
  readonly hasScribeDesk?: boolean
}

function columnsOf({ groups, hasVotingBooth, hasScribeDesk, ...station }: StationWish) {
  return {
    ...station,
    residentsGroups: JSON.stringify(groups),
    hasVotingBooth: hasVotingBooth ? 1 : 0,
    hasScribeDesk: hasScribeDesk ? 1 : 0,
  }
}

/** Adds a polling place under the next number of its round. A name or second central place twice is a unique violation. */
export async function insertStation(trx: Trx, roundId: number, station: StationWish): Promise<number> {
  const last = await trx
    .selectFrom('pollingStation')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('roundId', '=', roundId)
    .executeTakeFirst()
  const { id } = await trx
    .insertInto('pollingStation')
    .values({ ...columnsOf(station), roundId, number: (last?.number ?? 0) + 1 })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Changes a polling place; false when it has changed since the form was opened. */
export async function updateStation(
  trx: Trx,
  stationId: number,
  version: number,
  change: Partial<Omit<Selectable<PollingStationTable>, 'id' | 'roundId' | 'version'>>,
): Promise<boolean> {
  const updated = await trx
    .updateTable('pollingStation')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', stationId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

/** Changes what was planned of a polling place; false when it has changed since the form was opened. */
export async function updateStationPlan(trx: Trx, stationId: number, version: number, plan: StationWish) {
  return await updateStation(trx, stationId, version, columnsOf(plan))
}

/** Removes a polling place that has not opened, with its staff; false when it has changed since. */
export async function deleteStation(trx: Trx, stationId: number, version: number): Promise<boolean> {
  await trx.deleteFrom('stationStaff').where('stationId', '=', stationId).execute()
  await trx.deleteFrom('checkInDesk').where('stationId', '=', stationId).execute()
  await deleteMobileBox(trx, stationId)
  const deleted = await trx
    .deleteFrom('pollingStation')
    .where('id', '=', stationId)
    .where('version', '=', version)
    .where('openedAt', 'is', null)
    // Ballots were handed there, and the steps of their way stay.
    .where('ballotsReceived', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return deleted !== undefined
}
