import type { Insertable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { RollChangeTable, RollVersionTable } from '../infra/db/tables/roll.js'
import { NotFound } from '../infra/http/errors.js'
import { listPostedVoters } from './base-queries.js'
import { type ChangeKind, changeKindText, changeReasonText } from '../rules/roll-changes.js'
import { compareRolls, inPlace, type RollComparison, type VersionedVoter } from './compare-rolls.js'

export type { RollComparison, VersionedVoter } from './compare-rolls.js'

/** The fields of a voter that the posted list shows, as a change keeps them. */
export type PostedFields = Omit<VersionedVoter, 'voterId'>

/** A change of the roll after it was posted; `before` or `after` is null where somebody came or went. */
export interface RollChange {
  readonly id: number
  readonly voterId: number
  readonly kind: ChangeKind
  readonly kindText: string
  /** Code of the reason class; the same in words; what was written beside it; the paper it rests on. */
  readonly reason: string
  readonly reasonText: string
  readonly note: string
  readonly document: string
  readonly before: PostedFields | null
  readonly after: PostedFields | null
  readonly changedOn: string
  /** The version that was changed: 1 the posted roll, then one more for each that was made. */
  readonly rollVersion: number
}

/** Everything that changed after the roll was posted, in order. */
export async function listRollChanges(db: Db, electionId: number): Promise<RollChange[]> {
  const rows = await db
    .selectFrom('rollChange')
    .select(['id', 'voterId', 'kind', 'reason', 'note', 'document', 'before', 'after', 'changedOn', 'rollVersion'])
    .where('electionId', '=', electionId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ...row,
    kindText: changeKindText[row.kind],
    reasonText: changeReasonText(row.reason),
    before: JSON.parse(row.before) as PostedFields | null,
    after: JSON.parse(row.after) as PostedFields | null,
  }))
}

export async function insertRollChange(trx: Trx, change: Insertable<RollChangeTable>): Promise<void> {
  await trx.insertInto('rollChange').values(change).execute()
}

/** The changes of one voter, newest last. */
export async function listChangesOf(db: Db, electionId: number, voterId: number) {
  return await db
    .selectFrom('rollChange')
    .select(['kind', 'reason', 'note', 'document', 'changedOn'])
    .where('electionId', '=', electionId)
    .where('voterId', '=', voterId)
    .orderBy('id')
    .execute()
}

function selectVersions(db: Db, electionId: number) {
  return db
    .selectFrom('rollVersion')
    .leftJoin('account', 'account.id', 'rollVersion.madeBy')
    .select(['rollVersion.number', 'rollVersion.kind', 'rollVersion.madeOn', 'rollVersion.voters'])
    .select(['rollVersion.electors', 'rollVersion.hash', 'rollVersion.cause', 'account.displayName as madeByName'])
    .where('rollVersion.electionId', '=', electionId)
}

/** The roll as it was fixed on a day: numbers, hash, who, and what a corrected one was made for. */
export type RollVersion = Awaited<ReturnType<typeof listRollVersions>>[number]

/** Every version, the posted one first. */
export async function listRollVersions(db: Db, electionId: number) {
  return await selectVersions(db, electionId).orderBy('rollVersion.number').execute()
}

/** The newest version, or the newest of a kind. */
export async function findRollVersion(db: Db, electionId: number, kind?: RollVersion['kind']) {
  return await selectVersions(db, electionId)
    .$if(kind !== undefined, (query) => query.where('rollVersion.kind', '=', kind as RollVersion['kind']))
    .orderBy('rollVersion.number', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Throws NotFound. */
export async function getRollVersion(db: Db, electionId: number, number: number): Promise<RollVersion> {
  const version = await selectVersions(db, electionId).where('rollVersion.number', '=', number).executeTakeFirst()
  if (!version) throw new NotFound('没有这一版名单。')
  return version
}

export async function insertRollVersion(trx: Trx, version: Insertable<RollVersionTable>): Promise<void> {
  await trx.insertInto('rollVersion').values(version).execute()
}

/** Changes that stand in no version yet. */
export async function countUnversionedChanges(db: Db, electionId: number): Promise<number> {
  const { count } = await db
    .selectFrom('rollChange')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('electionId', '=', electionId)
    .where('rollVersion', '>=', (eb) =>
      eb
        .selectFrom('rollVersion')
        .select((versions) => versions.fn.coalesce(versions.fn.max('number'), versions.lit(0)).as('last'))
        .where('electionId', '=', electionId),
    )
    .executeTakeFirstOrThrow()
  return count
}

/**
 * The roll as it stood in a version: what is registered now, with every change undone that was made while that version
 * or a later one was in force. So nothing is kept twice, and the hash of the version proves that nothing was lost.
 */
export async function listVotersOfVersion(db: Db, electionId: number, number: number): Promise<VersionedVoter[]> {
  const now = await listPostedVoters(db, electionId)
  const voters = new Map<number, VersionedVoter>(now.map((voter) => [voter.id, versioned(voter)]))
  const later = (await listRollChanges(db, electionId)).filter(({ rollVersion }) => rollVersion >= number)
  for (const { voterId, before } of later.reverse()) {
    if (before === null) voters.delete(voterId)
    else voters.set(voterId, { ...before, voterId })
  }
  return [...voters.values()].sort(inPlace)
}

function versioned(voter: Awaited<ReturnType<typeof listPostedVoters>>[number]): VersionedVoter {
  const { voterNumber, name, sex, birthDate, residentsGroup, groupName, householdNumber, isElector } = voter
  return { voterId: voter.id, voterNumber, name, sex, birthDate, residentsGroup, groupName, householdNumber, isElector }
}

/** Stands for the roll as it is now, in no version yet. */
export const rollNow = Number.MAX_SAFE_INTEGER

/** Who came, who went and what was put right from one version to another; either may be `rollNow`. */
export async function compareRollVersions(
  db: Db,
  electionId: number,
  from: number,
  to: number,
): Promise<RollComparison> {
  return compareRolls(await listVotersOfVersion(db, electionId, from), await listVotersOfVersion(db, electionId, to))
}

/**
 * Makes changes of one roll take turns, from here to the end of the transaction: numbers are given once, and
 * nobody slips onto a roll while its version is made. SQLite has but one writer anyway.
 */
export async function lockRoll(trx: Trx, electionId: number): Promise<void> {
  await trx
    .updateTable('election')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', electionId)
    .execute()
}
