import type { Updateable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { RegistrationClashTable } from '../infra/db/tables/roll.js'
import type { Account } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'
import type { PlainDate } from '../lib/plain-date.js'

/** Somebody who was to be registered and stands on another roll of the season. */
export interface NewClash {
  readonly identityHash: string
  readonly holderElectionId: number
  readonly name: string
  readonly birthDate: PlainDate
}

/** Enters clashes that are not open yet between the same two; returns how many are new. */
export async function insertClashes(
  trx: Trx,
  clashes: readonly NewClash[],
  common: Pick<RegistrationClashTable, 'seasonId' | 'claimantElectionId' | 'source' | 'raisedOn'>,
): Promise<number> {
  let entered = 0
  for (let from = 0; from < clashes.length; from += 200) {
    const rows = clashes.slice(from, from + 200).map((clash) => ({ ...clash, ...common, state: 'open' as const }))
    const inserted = await trx
      .insertInto('registrationClash')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute()
    entered += inserted.length
  }
  return entered
}

function selectClashes(db: Db, seasonId: number) {
  return (
    db
      .selectFrom('registrationClash as clash')
      .innerJoin('election as claimantElection', 'claimantElection.id', 'clash.claimantElectionId')
      .innerJoin('community as claimant', 'claimant.id', 'claimantElection.communityId')
      .innerJoin('election as holderElection', 'holderElection.id', 'clash.holderElectionId')
      .innerJoin('community as holder', 'holder.id', 'holderElection.communityId')
      // Where the person stands by now: nowhere, or on one roll.
      .leftJoin('voter', (join) =>
        join
          .onRef('voter.seasonId', '=', 'clash.seasonId')
          .onRef('voter.identityHash', '=', 'clash.identityHash')
          .on('voter.state', '=', 'registered')
          .on('voter.rollOf', '=', 0),
      )
      .select(['clash.id', 'clash.name', 'clash.birthDate', 'clash.source', 'clash.raisedOn', 'clash.state'])
      .select(['clash.claimantElectionId', 'clash.holderElectionId', 'clash.keptElectionId', 'clash.version'])
      .select(['clash.reason', 'clash.undertaking', 'clash.settledOn', 'clash.seasonId', 'clash.identityHash'])
      .select(['claimant.name as claimantName', 'claimant.townshipId as claimantTownshipId'])
      .select(['holder.name as holderName', 'holder.townshipId as holderTownshipId'])
      .select(['claimant.id as claimantCommunityId', 'holder.id as holderCommunityId'])
      .select([
        'voter.id as voterId',
        'voter.electionId as registeredIn',
        'voter.voterNumber',
        'voter.name as nameOnRoll',
      ])
      .where('clash.seasonId', '=', seasonId)
  )
}

export type Clash = Awaited<ReturnType<ReturnType<typeof selectClashes>['executeTakeFirstOrThrow']>>

/** Only what concerns the account's place: either of the two communities lies in it. */
function inSight(db: Db, seasonId: number, { townshipId, communityId }: Pick<Account, 'townshipId' | 'communityId'>) {
  return selectClashes(db, seasonId)
    .$if(townshipId !== null, (query) =>
      query.where((eb) =>
        eb.or([eb('claimant.townshipId', '=', townshipId), eb('holder.townshipId', '=', townshipId)]),
      ),
    )
    .$if(communityId !== null, (query) =>
      query.where((eb) => eb.or([eb('claimant.id', '=', communityId), eb('holder.id', '=', communityId)])),
    )
}

export async function countClashes(db: Db, seasonId: number, account: Account, state: 'open' | 'settled') {
  const { count } = await inSight(db, seasonId, account)
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('clash.state', '=', state)
    .executeTakeFirstOrThrow()
  return count
}

/** A page of the clashes that concern an account, the oldest first. */
export async function listClashes(
  db: Db,
  seasonId: number,
  account: Account,
  { state, page, perPage }: { readonly state: 'open' | 'settled'; readonly page: number; readonly perPage: number },
): Promise<Clash[]> {
  return await inSight(db, seasonId, account)
    .where('clash.state', '=', state)
    .orderBy('clash.id')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute()
}

/** Throws NotFound, also for what lies outside the account's place. */
export async function getClash(db: Db, seasonId: number, account: Account, clashId: number): Promise<Clash> {
  const clash = await inSight(db, seasonId, account).where('clash.id', '=', clashId).executeTakeFirst()
  if (!clash) throw new NotFound('没有这件重复登记，或者它与您管辖的社区无关。')
  return clash
}

/** Writes how a clash was settled; false when somebody else has settled it meanwhile. */
export async function updateClash(
  trx: Trx,
  clashId: number,
  version: number,
  settlement: Pick<
    Updateable<RegistrationClashTable>,
    'keptElectionId' | 'reason' | 'undertaking' | 'settledOn' | 'settledBy'
  >,
): Promise<boolean> {
  const updated = await trx
    .updateTable('registrationClash')
    .set((eb) => ({ ...settlement, state: 'settled', version: eb('version', '+', 1) }))
    .where('id', '=', clashId)
    .where('version', '=', version)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

/** Where the undertaking is on file that somebody gave when it was settled that they vote here. */
export async function findUndertaking(db: Db, electionId: number, identityHash: string): Promise<string | undefined> {
  const clash = await db
    .selectFrom('registrationClash')
    .select('undertaking')
    .where('identityHash', '=', identityHash)
    .where('keptElectionId', '=', electionId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return clash?.undertaking
}
