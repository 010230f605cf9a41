import type { Db, Trx } from '../infra/db/database.js'
import type { DeclaredKinshipTable } from '../infra/db/tables/nomination.js'
import type { CloseRelation, Kinship } from '../rules/kinship.js'
import { personIdOf, voterIdOf } from '../rules/person-id.js'
import type { StaffFunction } from '../rules/station-functions.js'

interface Relative {
  readonly personId: string
  readonly name: string
}

/** Two people who were declared close relatives, the elder first where the relation has one. */
export interface DeclaredRelation {
  readonly id: number
  readonly elder: Relative
  readonly younger: Relative
  readonly relation: CloseRelation
  readonly note: string
  readonly declaredAt: string
  readonly declaredByName: string
}

/** The relations declared in an election, in the order in which they were. */
export async function listKinships(db: Db, electionId: number): Promise<DeclaredRelation[]> {
  const rows = await db
    .selectFrom('declaredKinship')
    .innerJoin('account', 'account.id', 'declaredKinship.declaredBy')
    .select(['declaredKinship.id', 'onePerson', 'otherPerson', 'relation', 'elder', 'note', 'declaredAt'])
    .select('account.displayName as declaredByName')
    .where('electionId', '=', electionId)
    .orderBy('declaredKinship.id')
    .execute()
  const names = await readNames(
    db,
    rows.flatMap(({ onePerson, otherPerson }) => [onePerson, otherPerson]),
  )
  return rows.map(({ onePerson, otherPerson, elder, ...row }) => {
    const [first, second] = elder === otherPerson ? [otherPerson, onePerson] : [onePerson, otherPerson]
    const named = (personId: string) => ({ personId, name: names.get(personId) ?? personId.replace(/^resident-/, '') })
    return { ...row, elder: named(first), younger: named(second) }
  })
}

async function readNames(db: Db, personIds: readonly string[]): Promise<Map<string, string>> {
  const voterIds = [...new Set(personIds)].map(voterIdOf).filter((id) => id !== null)
  if (voterIds.length === 0) return new Map()
  const rows = await db.selectFrom('voter').select(['id', 'name']).where('id', 'in', voterIds).execute()
  return new Map(rows.map(({ id, name }) => [String(id), name]))
}

/** As the rules know a relation. */
export function asKinship({ elder, younger, relation }: DeclaredRelation): Kinship {
  return { between: [elder.personId, younger.personId], relation }
}

/** How a relation is kept: the two in the order of their text, and beside it who is the elder. */
export function kinshipRow(elder: string, younger: string, relation: CloseRelation) {
  const [onePerson = '', otherPerson = ''] = [elder, younger].sort()
  const hasElder = relation === 'parentChild' || relation === 'grandparentGrandchild'
  return { onePerson, otherPerson, relation, elder: hasElder ? elder : null }
}

/** Notes that two people are relatives; noted already, it is a unique violation. */
export async function insertKinship(trx: Trx, kinship: Omit<DeclaredKinshipTable, 'id'>): Promise<void> {
  await trx.insertInto('declaredKinship').values(kinship).execute()
}

/**
 * Copies the relations declared in one election to another whose roll went on from it, each person by the row there;
 * returns them as they are known there. Who is on that roll no longer is known by name.
 */
export async function takeOverKinships(
  trx: Trx,
  from: number,
  to: Pick<DeclaredKinshipTable, 'electionId' | 'declaredBy' | 'declaredAt'>,
): Promise<(Kinship & { readonly note: string })[]> {
  const known = await listKinships(trx, from)
  const ids = new Set(known.flatMap(({ elder, younger }) => [elder.personId, younger.personId]))
  const there = await rowsOnRoll(
    trx,
    [...ids].map(voterIdOf).filter((id) => id !== null),
    to.electionId,
  )
  const personOf = ({ personId, name }: Relative): string => {
    const voterId = voterIdOf(personId)
    return voterId === null ? personId : personIdOf(there.get(voterId) ?? null, name)
  }
  const taken = known.map(({ elder, younger, relation, note }) => ({
    ...{ elder: personOf(elder), younger: personOf(younger), relation, note: takenNote(note) },
  }))
  for (const { elder, younger, relation, note } of taken) {
    await insertKinship(trx, { ...to, ...kinshipRow(elder, younger, relation), note })
  }
  return taken.map(({ elder, younger, relation, note }) => ({ between: [elder, younger], relation, note }))
}

const takenMark = '此前选举登记：'

/** Once and no more, however often it is taken over. */
function takenNote(note: string): string {
  return note.startsWith(takenMark) ? note : `${takenMark}${note}`
}

/** By the row of a person on one roll, the row on another. */
async function rowsOnRoll(db: Db, voterIds: readonly number[], electionId: number): Promise<Map<number, number>> {
  if (voterIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('voter')
    .innerJoin('voter as there', 'there.identityHash', 'voter.identityHash')
    .select(['voter.id', 'there.id as thereId'])
    .where('voter.id', 'in', voterIds)
    .where('there.electionId', '=', electionId)
    .orderBy('there.state', 'desc')
    .execute()
  return new Map(rows.map(({ id, thereId }) => [id, thereId]))
}

/** Takes a declared relation back; undefined when it is gone. */
export async function deleteKinship(trx: Trx, electionId: number, id: number) {
  const gone = await trx
    .deleteFrom('declaredKinship')
    .where('electionId', '=', electionId)
    .where('id', '=', id)
    .returning(['onePerson', 'otherPerson', 'relation', 'elder'])
    .executeTakeFirst()
  if (!gone) return undefined
  const { onePerson, otherPerson, relation, elder } = gone
  const between = elder === otherPerson ? [otherPerson, onePerson] : [onePerson, otherPerson]
  return { between, relation }
}

/** Somebody of a station's staff, as far as relatives go. */
export interface StaffOfElection {
  readonly name: string
  readonly voterId: number | null
  readonly function: StaffFunction
  readonly station: string
}

/** The staff of all stations of an election so far, who may be nominated or a nominee's relatives. */
export async function listStaff(db: Db, electionId: number): Promise<StaffOfElection[]> {
  return await db
    .selectFrom('stationStaff')
    .innerJoin('pollingStation', 'pollingStation.id', 'stationStaff.stationId')
    .innerJoin('votingRound', 'votingRound.id', 'pollingStation.roundId')
    .select(['stationStaff.name', 'stationStaff.voterId', 'stationStaff.function', 'pollingStation.name as station'])
    .where('votingRound.electionId', '=', electionId)
    .orderBy('stationStaff.id')
    .execute()
}
