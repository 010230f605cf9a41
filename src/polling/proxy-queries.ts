import type { Insertable } from 'kysely'
import type { PlainDate } from '../lib/plain-date.js'
import type { ProxyOnTheDay } from '../rules/proxy-votes.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { ProxyGrantTable, ProxyScanTable } from '../infra/db/tables/polling.js'
import { NotFound } from '../infra/http/errors.js'
import { groupName } from '../roll/queries.js'

/** A voter as the register of proxies names one. */
export interface GrantPerson {
  readonly id: number
  readonly name: string
  readonly voterNumber: number
  readonly residentsGroup: number
  readonly groupName: string
  readonly birthDate: PlainDate
  readonly isOnRoll: boolean
  /** Casts a ballot under the form of the election, and so has a vote to give away. */
  readonly isElector: boolean
}

type Kept = Omit<Insertable<ProxyGrantTable>, 'id' | 'state' | 'version'>

/**
 * A grant as it stands: `state` is what the rules of the day ask (`voted` once the principal's ballot was handed
 * out on it), `entry` what the register says.
 */
export interface Grant extends ProxyOnTheDay {
  readonly id: number
  readonly number: number
  readonly principal: GrantPerson
  readonly proxy: GrantPerson
  readonly relation: Kept['relation']
  readonly document: string
  readonly manner: Kept['manner']
  readonly explanation: string | null
  readonly registeredByName: string
  readonly registeredAt: string
  readonly entry: 'registered' | 'cancelled' | 'lapsed' | 'votedInPerson'
  readonly endedReason: string | null
  readonly endedArticle: string | null
  readonly endedByName: string | null
  readonly endedAt: string | null
  readonly version: number
}

function selectGrants(db: Db) {
  return db
    .selectFrom('proxyGrant')
    .innerJoin('voter as principal', 'principal.id', 'proxyGrant.principalId')
    .innerJoin('voter as agent', 'agent.id', 'proxyGrant.proxyId')
    .leftJoin('rollGroup as principalGroup', (join) =>
      join
        .onRef('principalGroup.electionId', '=', 'principal.electionId')
        .onRef('principalGroup.number', '=', 'principal.residentsGroup'),
    )
    .leftJoin('rollGroup as agentGroup', (join) =>
      join
        .onRef('agentGroup.electionId', '=', 'agent.electionId')
        .onRef('agentGroup.number', '=', 'agent.residentsGroup'),
    )
    .innerJoin('account as registrar', 'registrar.id', 'proxyGrant.registeredBy')
    .leftJoin('account as ender', 'ender.id', 'proxyGrant.endedBy')
    .leftJoin('checkIn', (join) =>
      join
        .onRef('checkIn.roundId', '=', 'proxyGrant.roundId')
        .onRef('checkIn.voterId', '=', 'proxyGrant.principalId')
        .on('checkIn.undoneAt', 'is', null),
    )
    .select(['proxyGrant.id', 'proxyGrant.number', 'proxyGrant.relation', 'proxyGrant.reason', 'proxyGrant.document'])
    .select(['proxyGrant.manner', 'proxyGrant.appliedOn', 'proxyGrant.explanation', 'proxyGrant.registeredAt'])
    .select(['proxyGrant.postedOn', 'proxyGrant.state', 'proxyGrant.endedReason', 'proxyGrant.endedArticle'])
    .select(['proxyGrant.endedAt', 'proxyGrant.version'])
    .select(['principal.id as principalId', 'principal.name as principalName'])
    .select(['principal.voterNumber as principalNumber', 'principal.residentsGroup as principalGroupNumber'])
    .select(['principal.birthDate as principalBirth', 'principal.state as principalState'])
    .select(['principal.isElector as principalIsElector', 'principalGroup.name as principalGroupName'])
    .select(['agent.id as proxyId', 'agent.name as proxyName', 'agent.voterNumber as proxyNumber'])
    .select(['agent.residentsGroup as proxyGroupNumber', 'agent.birthDate as proxyBirth', 'agent.state as proxyState'])
    .select(['agent.isElector as proxyIsElector', 'agentGroup.name as proxyGroupName', 'checkIn.id as checkInId'])
    .select(['registrar.displayName as registeredByName', 'ender.displayName as endedByName'])
}

type GrantRow = Awaited<ReturnType<ReturnType<typeof selectGrants>['executeTakeFirstOrThrow']>>

function principalOf(row: GrantRow): GrantPerson {
  return {
    id: row.principalId,
    name: row.principalName,
    voterNumber: row.principalNumber,
    residentsGroup: row.principalGroupNumber,
    groupName: groupName(row.principalGroupNumber, row.principalGroupName),
    birthDate: row.principalBirth,
    isOnRoll: row.principalState === 'registered',
    isElector: row.principalState === 'registered' && row.principalIsElector === 1,
  }
}

function proxyOf(row: GrantRow): GrantPerson {
  return {
    id: row.proxyId,
    name: row.proxyName,
    voterNumber: row.proxyNumber,
    residentsGroup: row.proxyGroupNumber,
    groupName: groupName(row.proxyGroupNumber, row.proxyGroupName),
    birthDate: row.proxyBirth,
    isOnRoll: row.proxyState === 'registered',
    isElector: row.proxyState === 'registered' && row.proxyIsElector === 1,
  }
}

function grantOf(row: GrantRow): Grant {
  const { id, number, relation, reason, document, manner, appliedOn, explanation, registeredAt, registeredByName } = row
  const { postedOn, state: entry, endedReason, endedArticle, endedByName, endedAt, version } = row
  const onTheDay = row.checkInId === null ? 'open' : 'voted'
  return {
    ...{ id, number, relation, reason, document, manner, appliedOn, explanation, registeredAt, registeredByName },
    ...{ postedOn, entry, endedReason, endedArticle, endedByName, endedAt, version },
    principal: principalOf(row),
    proxy: proxyOf(row),
    isWritten: true,
    state: entry === 'registered' ? onTheDay : 'cancelled',
  }
}

/** Every grant of a round, those that ended too, in order of the register. */
export async function listGrants(db: Db, roundId: number): Promise<Grant[]> {
  const rows = await selectGrants(db).where('proxyGrant.roundId', '=', roundId).orderBy('proxyGrant.number').execute()
  return rows.map(grantOf)
}

/**
 * The grants that a voter holds for others and that have not ended. Whether a ballot may be handed out on one
 * is for `ballotsToIssue`: one that was not posted in time may not be used.
 */
export async function listGrantsHeldBy(db: Db, roundId: number, proxyVoterId: number): Promise<Grant[]> {
  const rows = await selectGrants(db)
    .where('proxyGrant.roundId', '=', roundId)
    .where('proxyGrant.proxyId', '=', proxyVoterId)
    .where('proxyGrant.state', '=', 'registered')
    .orderBy('proxyGrant.number')
    .execute()
  return rows.map(grantOf)
}

/** The grant by which a voter has given the vote away and that has not ended; at most one. */
export async function findGrantOfPrincipal(
  db: Db,
  roundId: number,
  principalVoterId: number,
): Promise<Grant | undefined> {
  const row = await selectGrants(db)
    .where('proxyGrant.roundId', '=', roundId)
    .where('proxyGrant.principalId', '=', principalVoterId)
    .where('proxyGrant.state', '=', 'registered')
    .executeTakeFirst()
  return row && grantOf(row)
}

/** One grant of a round. Throws NotFound. */
export async function getGrant(db: Db, roundId: number, grantId: number): Promise<Grant> {
  const row = await selectGrants(db)
    .where('proxyGrant.roundId', '=', roundId)
    .where('proxyGrant.id', '=', grantId)
    .executeTakeFirst()
  if (!row) throw new NotFound('没有这件委托。')
  return grantOf(row)
}

/** Enters a grant under the next number of the register. A second one of the same principal is a unique violation. */
export async function insertGrant(trx: Trx, grant: Omit<Kept, 'number'>): Promise<{ id: number; number: number }> {
  const { last } = await trx
    .selectFrom('proxyGrant')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('electionId', '=', grant.electionId)
    .executeTakeFirstOrThrow()
  return await trx
    .insertInto('proxyGrant')
    .values({ ...grant, number: (last ?? 0) + 1 })
    .returning(['id', 'number'])
    .executeTakeFirstOrThrow()
}

/** How a grant ended, and by whom. */
export interface GrantEnd {
  readonly state: Exclude<Grant['entry'], 'registered'>
  readonly reason: string
  readonly article?: string | undefined
  readonly accountId: number
  readonly at: string
}

/** Ends a grant that holds; false when it has ended or changed since it was looked at. */
export async function endGrant(trx: Trx, grant: Pick<Grant, 'id' | 'version'>, end: GrantEnd): Promise<boolean> {
  const { state, reason, article, accountId, at } = end
  const ended = await trx
    .updateTable('proxyGrant')
    .set((eb) => ({
      state,
      endedReason: reason,
      endedArticle: article ?? null,
      endedBy: accountId,
      endedAt: at,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', grant.id)
    .where('version', '=', grant.version)
    .where('state', '=', 'registered')
    .returning('id')
    .executeTakeFirst()
  return ended !== undefined
}

/** Whether all of some grants still hold. */
export async function areGrantsInForce(db: Db, roundId: number, grantIds: readonly number[]): Promise<boolean> {
  if (grantIds.length === 0) return true
  const rows = await db
    .selectFrom('proxyGrant')
    .select('id')
    .where('roundId', '=', roundId)
    .where('id', 'in', grantIds)
    .where('state', '=', 'registered')
    .execute()
  return rows.length === new Set(grantIds).size
}

/** A grant that ended because the principal came holds again once that check-in is undone; its number, if so. */
export async function reviveGrant(trx: Trx, grantId: number): Promise<number | undefined> {
  const unended = { endedReason: null, endedArticle: null, endedBy: null, endedAt: null } as const
  const revived = await trx
    .updateTable('proxyGrant')
    .set((eb) => ({ state: 'registered', ...unended, version: eb('version', '+', 1) }))
    .where('id', '=', grantId)
    .where('state', '=', 'votedInPerson')
    .returning('number')
    .executeTakeFirst()
  return revived?.number
}

/** Notes that the grants of a round that hold and were not posted yet were posted; how many they are. */
export async function markGrantsPosted(trx: Trx, roundId: number, postedOn: PlainDate): Promise<number> {
  const posted = await trx
    .updateTable('proxyGrant')
    .set((eb) => ({ postedOn, version: eb('version', '+', 1) }))
    .where('roundId', '=', roundId)
    .where('state', '=', 'registered')
    .where('postedOn', 'is', null)
    .returning('id')
    .execute()
  return posted.length
}

/** The scan of a grant's paper with its sealed bytes; undefined where none is kept. */
export async function findProxyScan(db: Db, grantId: number) {
  return await db
    .selectFrom('proxyScan')
    .select(['mediaType', 'size', 'sha256', 'sealedContent'])
    .where('grantId', '=', grantId)
    .executeTakeFirst()
}

export async function insertProxyScan(trx: Trx, scan: Insertable<ProxyScanTable>): Promise<void> {
  await trx.insertInto('proxyScan').values(scan).execute()
}

/** Everybody who works at a polling place of a round: voters by id, others by name. */
export async function listStaffPeople(db: Db, roundId: number) {
  const rows = await db
    .selectFrom('stationStaff')
    .innerJoin('pollingStation', 'pollingStation.id', 'stationStaff.stationId')
    .select(['stationStaff.name', 'stationStaff.voterId'])
    .where('pollingStation.roundId', '=', roundId)
    .execute()
  return {
    voterIds: new Set(rows.map(({ voterId }) => voterId)),
    names: new Set(rows.filter(({ voterId }) => voterId === null).map(({ name }) => name)),
  }
}
