import type { Insertable } from 'kysely'
import type { PlainDate } from '../lib/plain-date.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { ElectionCommitteeChangeTable, ElectionCommitteeTable } from '../infra/db/tables/election.js'

/** Somebody who had votes at the selection, as the committee's pages know them. */
interface PersonOfSelection {
  readonly id: number
  readonly name: string
  readonly sex: 'male' | 'female'
  readonly residentsGroup: number | null
  readonly votes: number
  /** The voter this is; null while nobody has looked, and for somebody who is not on the roll. */
  readonly voterId: number | null
  /** Looked for, and not on the roll. */
  readonly isOffRoll: boolean
}

export interface ElectionCommitteeMember extends PersonOfSelection {
  readonly position: 'chair' | 'viceChair' | 'member'
  /** Null: since the selection. */
  readonly joinedOn: PlainDate | null
  /** Null: still a member. */
  readonly leftOn: PlainDate | null
}

export interface ElectionCommitteeReserve extends PersonOfSelection {
  /** The member they became; null for who may still succeed. */
  readonly memberId: number | null
}

const personColumns = ['id', 'name', 'sex', 'residentsGroup', 'votes', 'voterId', 'isOffRoll'] as const

/** How the residents' election committee was selected, and its members of today: the chair, then by votes. */
export async function findElectionCommittee(db: Db, electionId: number) {
  const selection = await db
    .selectFrom('electionCommittee')
    .selectAll()
    .where('electionId', '=', electionId)
    .executeTakeFirst()
  if (!selection) return undefined
  const everybody = await listEverybodyWhoSat(db, electionId)
  const members = everybody.filter(({ leftOn }) => leftOn === null)
  return { ...selection, members: [...members.filter(isChair), ...members.filter((member) => !isChair(member))] }
}

function isChair({ position }: Pick<ElectionCommitteeMember, 'position'>): boolean {
  return position === 'chair'
}

/** Everybody who is or was a member of the election committee, in the position of today or of the last day. */
export async function listEverybodyWhoSat(db: Db, electionId: number): Promise<ElectionCommitteeMember[]> {
  const rows = await db
    .selectFrom('electionCommitteeMember')
    .select([...personColumns, 'position', 'joinedOn', 'leftOn'])
    .where('electionId', '=', electionId)
    .orderBy('rank')
    .execute()
  return rows.map(({ isOffRoll, ...row }) => ({ ...row, isOffRoll: isOffRoll === 1 }))
}

/** Who had votes at the selection and was not selected, by votes. */
export async function listReserves(db: Db, electionId: number): Promise<ElectionCommitteeReserve[]> {
  const rows = await db
    .selectFrom('electionCommitteeReserve')
    .select([...personColumns, 'memberId'])
    .where('electionId', '=', electionId)
    .orderBy('rank')
    .execute()
  return rows.map(({ isOffRoll, ...row }) => ({ ...row, isOffRoll: isOffRoll === 1 }))
}

export interface NewElectionCommitteeMember {
  readonly position: 'chair' | 'viceChair' | 'member'
  readonly name: string
  readonly sex: 'male' | 'female'
  readonly residentsGroup: number | null
  readonly votes: number
}

/**
 * Records the election committee, or replaces what was recorded while it may still be corrected. Who was found in
 * the roll stays found under the same name. Once a change is recorded the rows are held by it.
 */
export async function saveElectionCommittee(
  trx: Trx,
  selection: Omit<ElectionCommitteeTable, 'version'>,
  members: readonly NewElectionCommitteeMember[],
  reserves: readonly Omit<NewElectionCommitteeMember, 'position'>[] = [],
): Promise<void> {
  const { electionId } = selection
  const known = [...(await listEverybodyWhoSat(trx, electionId)), ...(await listReserves(trx, electionId))]
  const found = new Map(known.map(({ name, voterId, isOffRoll }) => [name, { voterId, isOffRoll: isOffRoll ? 1 : 0 }]))
  await trx.deleteFrom('electionCommitteeReserve').where('electionId', '=', electionId).execute()
  await trx.deleteFrom('electionCommitteeMember').where('electionId', '=', electionId).execute()
  await trx
    .insertInto('electionCommittee')
    .values(selection)
    .onConflict((conflict) =>
      conflict
        .column('electionId')
        .doUpdateSet((eb) => ({ ...selection, version: eb('electionCommittee.version', '+', 1) })),
    )
    .execute()
  const row = <P extends { readonly name: string }>(person: P, index: number) => ({
    ...person,
    ...(found.get(person.name) ?? { voterId: null, isOffRoll: 0 }),
    electionId,
    rank: index + 1,
  })
  await trx.insertInto('electionCommitteeMember').values(members.map(row)).execute()
  if (reserves.length > 0) await trx.insertInto('electionCommitteeReserve').values(reserves.map(row)).execute()
}

/** Takes the next version of the committee; false when it has changed since the form was opened. */
export async function takeCommitteeVersion(trx: Trx, electionId: number, version: number): Promise<boolean> {
  const taken = await trx
    .updateTable('electionCommittee')
    .set({ version: version + 1 })
    .where('electionId', '=', electionId)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  return taken !== undefined
}

export interface RollAnswer {
  readonly voterId: number | null
  readonly isOffRoll: boolean
}

/** Notes which voter a member or a reserve is, or that they are not on the roll. */
export async function updateRollAnswer(
  trx: Trx,
  electionId: number,
  who: { readonly kind: 'member' | 'reserve'; readonly id: number },
  { voterId, isOffRoll }: RollAnswer,
): Promise<void> {
  await trx
    .updateTable(who.kind === 'member' ? 'electionCommitteeMember' : 'electionCommitteeReserve')
    .set({ voterId, isOffRoll: isOffRoll ? 1 : 0 })
    .where('electionId', '=', electionId)
    .where('id', '=', who.id)
    .execute()
}

/** The changes of the election committee in the order in which they were recorded. */
export async function listCommitteeChanges(db: Db, electionId: number) {
  return await db
    .selectFrom('electionCommitteeChange')
    .selectAll()
    .where('electionId', '=', electionId)
    .orderBy('id')
    .execute()
}

export type CommitteeChangeRow = Awaited<ReturnType<typeof listCommitteeChanges>>[number]
export type NewCommitteeChange = Omit<Insertable<ElectionCommitteeChangeTable>, 'id'>

/** Notes a change. A member who leaves twice, or a place filled twice, is a unique violation. */
export async function insertCommitteeChange(trx: Trx, change: NewCommitteeChange): Promise<void> {
  await trx.insertInto('electionCommitteeChange').values(change).execute()
}

export async function endMembership(trx: Trx, memberId: number, leftOn: PlainDate): Promise<void> {
  await trx.updateTable('electionCommitteeMember').set({ leftOn }).where('id', '=', memberId).execute()
}

export async function setMemberPosition(trx: Trx, memberId: number, position: 'chair' | 'viceChair' | 'member') {
  await trx.updateTable('electionCommitteeMember').set({ position }).where('id', '=', memberId).execute()
}

export type JoiningMember = NewElectionCommitteeMember & RollAnswer & { readonly joinedOn: PlainDate }

/** Lets somebody join the committee behind those who are there; returns the member's key. */
export async function insertJoiningMember(
  trx: Trx,
  electionId: number,
  { isOffRoll, ...member }: JoiningMember,
): Promise<number> {
  const { last } = await trx
    .selectFrom('electionCommitteeMember')
    .select((eb) => eb.fn.max('rank').as('last'))
    .where('electionId', '=', electionId)
    .executeTakeFirstOrThrow()
  const { id } = await trx
    .insertInto('electionCommitteeMember')
    .values({ ...member, electionId, isOffRoll: isOffRoll ? 1 : 0, rank: (last ?? 0) + 1 })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Notes which member a reserve became. */
export async function markSucceeded(trx: Trx, reserveId: number, memberId: number): Promise<void> {
  await trx.updateTable('electionCommitteeReserve').set({ memberId }).where('id', '=', reserveId).execute()
}

/**
 * Takes the last recorded change back: who left sits again, who came in is gone, the chair is what they were.
 * Undefined when there is none.
 */
export async function takeLastChangeBack(trx: Trx, electionId: number) {
  const last = (await listCommitteeChanges(trx, electionId)).at(-1)
  if (!last) return undefined
  const { id, kind, memberId, positionBefore } = last
  const { name } = await trx
    .selectFrom('electionCommitteeMember')
    .select('name')
    .where('id', '=', memberId)
    .executeTakeFirstOrThrow()
  await trx.deleteFrom('electionCommitteeChange').where('id', '=', id).execute()
  if (kind === 'left') {
    await trx.updateTable('electionCommitteeMember').set({ leftOn: null }).where('id', '=', memberId).execute()
  } else if (kind === 'chair') {
    await setMemberPosition(trx, memberId, positionBefore ?? 'member')
  } else {
    await trx.updateTable('electionCommitteeReserve').set({ memberId: null }).where('memberId', '=', memberId).execute()
    await trx.deleteFrom('electionCommitteeMember').where('id', '=', memberId).execute()
  }
  return { kind, name }
}
