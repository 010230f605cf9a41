import type { Insertable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import { preparedQuery } from '../infra/db/prepared-query.js'
import type { CheckInTable } from '../infra/db/tables/polling.js'

/** The station an account has taken its place at in a round, with whether it is open. */
export async function findDesk(db: Db, accountId: number, roundId: number) {
  const [row] = await deskOf(db, { accountId, roundId })
  if (!row) return undefined
  const { residentsGroups, openedAt, closedAt, ...desk } = row
  const groups = JSON.parse(residentsGroups) as number[]
  return { ...desk, groups, isOpen: openedAt !== null && closedAt === null }
}

const deskOf = preparedQuery((db, { accountId, roundId }: { accountId: number; roundId: number }) =>
  db
    .selectFrom('checkInDesk')
    .innerJoin('pollingStation', 'pollingStation.id', 'checkInDesk.stationId')
    .select(['pollingStation.id', 'pollingStation.name', 'pollingStation.kind', 'pollingStation.residentsGroups'])
    .select(['pollingStation.openedAt', 'pollingStation.closedAt', 'pollingStation.ballotsReceived as received'])
    .where('checkInDesk.accountId', '=', accountId)
    .where('pollingStation.roundId', '=', roundId),
)

export type Desk = NonNullable<Awaited<ReturnType<typeof findDesk>>>

/** What of a station decides who is handed a ballot there. */
export type DeskStation = Pick<Desk, 'id' | 'name' | 'kind' | 'groups'>

/** Seats an account at a station, whichever it sat at before. */
export async function takeDesk(trx: Trx, accountId: number, stationId: number): Promise<void> {
  await trx
    .insertInto('checkInDesk')
    .values({ accountId, stationId })
    .onConflict((conflict) => conflict.column('accountId').doUpdateSet({ stationId }))
    .execute()
}

/**
 * Holds a station until the transaction ends, if it is open: it can then not close between a look at it and
 * a ballot handed out. Undefined when it is not open.
 */
export async function holdOpenStation(trx: Trx, roundId: number, stationId: number) {
  const [row] = await stationHeld(trx, { roundId, stationId })
  if (!row) return undefined
  const { residentsGroups, ...station } = row
  return { ...station, groups: JSON.parse(residentsGroups) as number[] }
}

const stationHeld = preparedQuery((trx, { roundId, stationId }: { roundId: number; stationId: number }) =>
  trx
    .updateTable('pollingStation')
    .set((eb) => ({ number: eb.ref('number') }))
    .where('id', '=', stationId)
    .where('roundId', '=', roundId)
    .where('openedAt', 'is not', null)
    .where('closedAt', 'is', null)
    .returning(['id', 'name', 'kind', 'residentsGroups', 'ballotsReceived as received']),
)

/** The mobile box for which a voter is listed, and whether it is on its way at this moment. */
export async function findVotersBox(db: Db, roundId: number, voterId: number) {
  const [row] = await boxOfVoter(db, { roundId, voterId })
  return row && { id: row.id, name: row.name, isOut: row.openedAt !== null && row.closedAt === null }
}

const boxOfVoter = preparedQuery((db, { roundId, voterId }: VoterInRound) =>
  db
    .selectFrom('mobileBoxUser')
    .innerJoin('pollingStation', 'pollingStation.id', 'mobileBoxUser.stationId')
    .select(['pollingStation.id', 'pollingStation.name', 'pollingStation.openedAt', 'pollingStation.closedAt'])
    .where('mobileBoxUser.roundId', '=', roundId)
    .where('mobileBoxUser.voterId', '=', voterId),
)

interface VoterInRound {
  readonly roundId: number
  readonly voterId: number
}

/** Whether a voter has given the vote away or holds that of others: most have neither, and are asked about no further. */
export async function hasGrants(db: Db, roundId: number, voterId: number): Promise<boolean> {
  return (await grantsOf(db, { roundId, voterId })).length > 0
}

const grantsOf = preparedQuery((db, { roundId, voterId }: VoterInRound) => {
  const grants = (column: 'principalId' | 'proxyId') =>
    db
      .selectFrom('proxyGrant')
      .select('id')
      .where('roundId', '=', roundId)
      .where(column, '=', voterId)
      .where('state', '=', 'registered')
  return grants('principalId').unionAll(grants('proxyId'))
})

type NewCheckIn = Required<Omit<Insertable<CheckInTable>, 'id' | 'undoneAt' | 'undoneBy' | 'undoneReason'>>

/**
 * Records that a voter came and was handed a ballot. Undefined when the voter has one already: the index
 * check_in_once decides between two desks in the same instant.
 */
export async function insertCheckIn(trx: Trx, checkIn: NewCheckIn): Promise<number | undefined> {
  const [row] = await checkInOnce(trx, checkIn)
  return row?.id
}

const checkInOnce = preparedQuery(
  (trx, { roundId, stationId, voterId, at, accountId, proxyId, grantId, source, outageId }: NewCheckIn) =>
    trx
      .insertInto('checkIn')
      .values({ roundId, stationId, voterId, at, accountId, proxyId, grantId, source, outageId })
      .onConflict((conflict) => conflict.columns(['roundId', 'voterId']).where('undoneAt', 'is', null).doNothing())
      .returning('id'),
)

/** Check-ins that stand, with who, where and when. */
function selectCheckIns(db: Db, roundId: number) {
  return db
    .selectFrom('checkIn')
    .innerJoin('pollingStation', 'pollingStation.id', 'checkIn.stationId')
    .innerJoin('account', 'account.id', 'checkIn.accountId')
    .innerJoin('voter', 'voter.id', 'checkIn.voterId')
    .leftJoin('voter as agent', 'agent.id', 'checkIn.proxyId')
    .select(['checkIn.id', 'checkIn.at', 'checkIn.accountId', 'checkIn.stationId', 'checkIn.voterId'])
    .select(['pollingStation.name as stationName', 'account.displayName as clerk'])
    .select(['voter.name', 'voter.voterNumber', 'checkIn.source', 'checkIn.proxyId', 'checkIn.grantId'])
    .select(['agent.name as proxyName', 'agent.voterNumber as proxyNumber'])
    .where('checkIn.roundId', '=', roundId)
    .where('checkIn.undoneAt', 'is', null)
}

/** A ballot handed out: to whom, where, when and by whom. */
export type CheckIn = Awaited<ReturnType<typeof listCheckInsOf>>[number]

/** The check-ins of some voters, those that have one. */
export async function listCheckInsOf(db: Db, roundId: number, voterIds: readonly number[]) {
  const [voterId] = voterIds
  if (voterId === undefined) return []
  if (voterIds.length === 1) return await checkInsOfVoter(db, { roundId, voterId })
  return await selectCheckIns(db, roundId).where('checkIn.voterId', 'in', voterIds).execute()
}

const checkInsOfVoter = preparedQuery((db, { roundId, voterId }: VoterInRound) =>
  selectCheckIns(db, roundId).where('checkIn.voterId', '=', voterId),
)

export async function findCheckIn(db: Db, roundId: number, checkInId: number): Promise<CheckIn | undefined> {
  return await selectCheckIns(db, roundId).where('checkIn.id', '=', checkInId).executeTakeFirst()
}

/** The last ballots that an account handed out at a station, newest first. */
export async function listLastCheckIns(db: Db, roundId: number, accountId: number, stationId: number, limit: number) {
  return await lastCheckIns(db, { roundId, accountId, stationId, limit })
}

interface LastAt {
  readonly roundId: number
  readonly accountId: number
  readonly stationId: number
  readonly limit: number
}

const lastCheckIns = preparedQuery((db, { roundId, accountId, stationId, limit }: LastAt) =>
  selectCheckIns(db, roundId)
    .where('checkIn.accountId', '=', accountId)
    .where('checkIn.stationId', '=', stationId)
    .orderBy('checkIn.id', 'desc')
    .limit(limit),
)

interface Undoing {
  readonly at: string
  readonly accountId: number
  readonly reason: string
}

/** Takes a check-in back; the entry stays, with the reason. False when it was taken back before. */
export async function undoCheckIn(trx: Trx, checkInId: number, undoing: Undoing): Promise<boolean> {
  const undone = await trx
    .updateTable('checkIn')
    .set({ undoneAt: undoing.at, undoneBy: undoing.accountId, undoneReason: undoing.reason })
    .where('id', '=', checkInId)
    .where('undoneAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return undone !== undefined
}
