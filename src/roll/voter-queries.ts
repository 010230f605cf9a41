import type { Updateable } from 'kysely'
import type { PartialDate } from '../lib/partial-date.js'
import type { PlainDate } from '../lib/plain-date.js'
import { soughtName } from '../lib/variant-characters.js'
import { type DeclarationWay, type RegistrationClass, registrationClasses } from '../rules/voter-eligibility.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { VoterTable } from '../infra/db/tables/roll.js'
import { NotFound } from '../infra/http/errors.js'
import { asRollVoter, selectVoters } from './base-queries.js'
import { rollOf, type RollPlace } from './roll-of-queries.js'

/** How many are registered in each class of art. 16; counted by group first, because so the index is ordered. */
export async function countByClass(db: Db, electionId: number) {
  const rows = await db
    .selectFrom('voter')
    .select('registrationClass')
    .select((eb) => eb.fn.countAll<number>().as('voters'))
    .where('electionId', '=', electionId)
    .where('state', '=', 'registered')
    .groupBy(['residentsGroup', 'registrationClass'])
    .execute()
  return registrationClasses
    .map((registrationClass) => ({
      registrationClass,
      voters: rows.reduce((sum, row) => sum + (row.registrationClass === registrationClass ? row.voters : 0), 0),
    }))
    .filter(({ voters }) => voters > 0)
}

/** Everything that is kept of a person, sealed fields as they are. */
export async function getVoterDetails(db: Db, electionId: number, voterId: number) {
  const row = await selectVoters(db, electionId)
    .select(['voter.nationality', 'voter.sealedIdentityNumber', 'voter.identityHash', 'voter.sealedTelephone'])
    .select(['voter.politicalStatus', 'voter.education', 'voter.registrationClass', 'voter.version'])
    .select(['voter.residingSince', 'voter.workingSince', 'voter.declaredOn', 'voter.declarationWay'])
    .select(['voter.undertakenOn', 'voter.registeredBy', 'voter.registeredOn', 'voter.importId'])
    .select('voter.registeredAddress')
    .where('voter.id', '=', voterId)
    .executeTakeFirst()
  if (!row) throw new NotFound('名单上没有这个人。')
  return asRollVoter(row)
}

export type VoterDetails = Awaited<ReturnType<typeof getVoterDetails>>

/** Who decided on a registration and from which register the person came, in names. */
export async function findDecision(
  db: Db,
  { registeredBy, importId }: Pick<VoterDetails, 'registeredBy' | 'importId'>,
) {
  const account =
    registeredBy === null
      ? undefined
      : await db.selectFrom('account').select('displayName').where('id', '=', registeredBy).executeTakeFirst()
  const register =
    importId === null
      ? undefined
      : await db.selectFrom('registerImport').select('fileName').where('id', '=', importId).executeTakeFirst()
  return { decidedBy: account?.displayName, fileName: register?.fileName }
}

/** Where a person is registered this season, found by the hash of the identity number. */
export async function findRegistration(db: Db, election: RollPlace, identityHash: string) {
  return await db
    .selectFrom('voter')
    .innerJoin('election', 'election.id', 'voter.electionId')
    .innerJoin('community', 'community.id', 'election.communityId')
    .select(['voter.id', 'voter.electionId', 'voter.voterNumber', 'community.name as communityName'])
    .where('voter.seasonId', '=', election.seasonId)
    .where('voter.rollOf', '=', rollOf(election.id))
    .where('voter.identityHash', '=', identityHash)
    .where('voter.state', '=', 'registered')
    .executeTakeFirst()
}

/** The next voter number; numbers of removed voters are not given again. */
export async function nextVoterNumber(trx: Trx, electionId: number): Promise<number> {
  const { last } = await trx
    .selectFrom('voter')
    .select((eb) => eb.fn.max('voterNumber').as('last'))
    .where('electionId', '=', electionId)
    .executeTakeFirstOrThrow()
  return (last ?? 0) + 1
}

/** How somebody comes to be on the roll (forms.md A3): what the law asks for beside age and rights. */
export interface Registration {
  readonly registrationClass: RegistrationClass
  readonly residingSince: PartialDate | null
  readonly workingSince: PlainDate | null
  readonly declaredOn: PlainDate | null
  readonly declarationWay: DeclarationWay | null
  readonly undertakenOn: PlainDate | null
}

/** Who decided on a registration, and on what day. */
export interface RegistrationDecision {
  readonly registeredBy: number | null
  readonly registeredOn: PlainDate
}

/** A voter to be put on the roll. */
export interface NewVoter extends Registration, RegistrationDecision {
  readonly seasonId: number
  readonly electionId: number
  readonly voterNumber: number
  readonly name: string
  readonly pinyin: string
  readonly initials: string
  readonly sex: 'male' | 'female'
  readonly birthDate: PlainDate
  readonly nationality: string
  readonly sealedIdentityNumber: string
  readonly identityHash: string
  readonly identityTailHash: string
  readonly residentsGroup: number
  readonly householdNumber: string
  readonly relationship: string
  readonly address: string
  readonly registeredAddress: string | null
  readonly sealedTelephone: string | null
  readonly telephoneHash: string | null
  readonly politicalStatus: string
  readonly education: string
  readonly isElector: number
  readonly state: 'registered'
  readonly importId: number | null
}

/** Rows a statement: 33 values each, far below what either engine takes. */
const rowsAtOnce = 200

/** What a name is found by goes with it, whoever writes the name. */
function withSearchName<T extends { readonly name?: string | undefined }>(voter: T) {
  return voter.name === undefined ? voter : { ...voter, searchName: soughtName(voter.name) }
}

/** A new row of the roll, kept apart from other rolls as its election asks. */
function asRow(voter: NewVoter) {
  return { ...withSearchName(voter), rollOf: rollOf(voter.electionId) }
}

export async function insertVoters(trx: Trx, voters: readonly NewVoter[]): Promise<void> {
  for (let from = 0; from < voters.length; from += rowsAtOnce) {
    await trx
      .insertInto('voter')
      .values(voters.slice(from, from + rowsAtOnce).map(asRow))
      .execute()
  }
}

export async function insertVoter(trx: Trx, voter: NewVoter): Promise<number> {
  const { id } = await trx.insertInto('voter').values(asRow(voter)).returning('id').executeTakeFirstOrThrow()
  return id
}

/** Changes a registered voter; false when they have changed since the form was opened, or are on the roll no more. */
export async function updateVoter(
  trx: Trx,
  voterId: number,
  version: number,
  change: Omit<Updateable<VoterTable>, 'id' | 'version' | 'electionId' | 'seasonId'>,
): Promise<boolean> {
  const updated = await trx
    .updateTable('voter')
    .set((eb) => ({ ...withSearchName(change), version: eb('version', '+', 1) }))
    .where('id', '=', voterId)
    .where('version', '=', version)
    .where('state', '=', 'registered')
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

/** Groups with names of their own, by name. */
export async function listNamedGroups(db: Db, electionId: number) {
  return await db
    .selectFrom('rollGroup')
    .select(['number', 'name'])
    .where('electionId', '=', electionId)
    .orderBy('number')
    .execute()
}

export async function insertNamedGroup(trx: Trx, electionId: number, number: number, name: string): Promise<void> {
  await trx.insertInto('rollGroup').values({ electionId, number, name }).execute()
}
