import type { Db, Trx } from '../infra/db/database.js'
import { listStations } from './station-queries.js'

export { ballotStepText, boxActText } from './ballot-step-text.js'
export { stationKindText } from './station-text.js'
export {
  countIssuedAt,
  deleteStation,
  findStation,
  getStation,
  insertStation,
  listStations,
  type Station,
  type StationKind,
  type StationWish,
  updateStation,
  updateStationPlan,
} from './station-queries.js'
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

/** Ballots of a round that were handed to a proxy. */
export async function countVotesByProxy(db: Db, roundId: number): Promise<number> {
  const row = await db
    .selectFrom('checkIn')
    .select((eb) => eb.fn.count<number>('proxyId').as('byProxy'))
    .where('roundId', '=', roundId)
    .where('undoneAt', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.byProxy)
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
