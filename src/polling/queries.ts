import type { Selectable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import { preparedQuery } from '../infra/db/prepared-query.js'
import { NotFound } from '../infra/http/errors.js'
import { deleteMobileBox } from './mobile-box-queries.js'
import type { PollingStationTable } from '../infra/db/tables/polling.js'

export { ballotStepText, boxActText } from './ballot-step-text.js'
export { stationKindText } from './station-text.js'
export {
  type BallotDesign,
  type BallotKind,
  checkBallotDesign,
  getBallotDesign,
  getBallotFiles,
  insertBallotApproval,
  insertBallotDesign,
  listBallotDesigns,
  checkPrimaryOfBallot,
  loadBallotContent,
  struckIds,
} from './ballot-queries.js'
export { type BallotStepRow, type BoxAct, listBallotSteps, listBoxActs } from './ballot-step-queries.js'
export { findMobileBoxOf, listMobileBoxes, listMobileBoxUsers, type MobileBoxUser } from './mobile-box-queries.js'
export { relationText } from './proxy-words.js'
export { recordMobileBoxPosting } from './post-mobile-boxes.js'
export { recordProxyPosting } from './post-proxies.js'
export { listLapsedGrants, listStandingGrants } from './proxy-facts.js'
export {
  findCountPlan,
  insertScribeRequest,
  listScribeRequests,
  saveCountPlan,
  type ScribeRequest,
  withdrawScribeRequest,
} from './service-queries.js'
export {
  listStaff,
  type NewStaffMember,
  raiseStaffVersion,
  replaceStaff,
  type StaffMember,
  takeStaffVersion,
} from './staff-queries.js'
export {
  endGrant,
  findGrantOfPrincipal,
  type Grant,
  type GrantEnd,
  type GrantPerson,
  listGrants,
  listGrantsHeldBy,
} from './proxy-queries.js'

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

/** Ballots issued in a round so far, at all its stations. */
export async function countIssued(db: Db, roundId: number): Promise<number> {
  const row = await db
    .selectFrom('checkIn')
    .select((eb) => eb.fn.countAll<number>().as('issued'))
    .where('roundId', '=', roundId)
    .where('undoneAt', 'is', null)
    .executeTakeFirstOrThrow()
  return row.issued
}

/** Ballots printed for a round, with the version of the figure; null while none are registered. */
export async function getBallotsPrinted(db: Db, roundId: number): Promise<{ printed: number | null; version: number }> {
  const row = await db
    .selectFrom('votingRound')
    .select(['ballotsPrinted', 'version'])
    .where('id', '=', roundId)
    .executeTakeFirstOrThrow()
  return { printed: row.ballotsPrinted, version: row.version }
}

/** The account of a closed station's ballots. */
export interface StationAccount {
  readonly stationId: number
  readonly station: string
  readonly received: number
  readonly issued: number
  readonly spoiled: number
  readonly unused: number
  readonly differenceExplained: string | null
  readonly closingWitnesses: string
}

/** The ballot accounts of a round's closed stations, in order; after the poll has closed, of all of them. */
export async function listStationAccounts(db: Db, roundId: number): Promise<StationAccount[]> {
  const closed = (await listStations(db, roundId)).filter(({ closedAt }) => closedAt !== null)
  return closed.map((station) => ({
    stationId: station.id,
    station: station.name,
    received: station.received ?? 0,
    issued: station.issued,
    spoiled: station.spoiled ?? 0,
    unused: station.unused ?? 0,
    differenceExplained: station.differenceExplained,
    closingWitnesses: station.closingWitnesses ?? '',
  }))
}

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

/** Registers the ballots printed for a round; false when the round has changed since the form was opened. */
export async function updateBallotsPrinted(trx: Trx, roundId: number, version: number, printed: number | null) {
  const updated = await trx
    .updateTable('votingRound')
    .set((eb) => ({ ballotsPrinted: printed, version: eb('version', '+', 1) }))
    .where('id', '=', roundId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

/** Holds a round until the transaction ends: others who want to open or close something in it wait. */
export async function holdRound(trx: Trx, roundId: number): Promise<void> {
  await trx
    .updateTable('votingRound')
    .set((eb) => ({ number: eb.ref('number') }))
    .where('id', '=', roundId)
    .execute()
}
