import type { Db, Trx } from '../infra/db/database.js'
import type { MergedVoterTable, RegisterRowTable } from '../infra/db/tables/registers.js'
import { inListOrder, selectVoters } from './base-queries.js'
import type { RowOutcome } from './import-outcome.js'

/** What a register may change, with what goes along with it. */
const mergedColumns = [
  'name',
  'searchName',
  'pinyin',
  'initials',
  'sex',
  'birthDate',
  'nationality',
  'sealedIdentityNumber',
  'identityHash',
  'identityTailHash',
  'residentsGroup',
  'householdNumber',
  'relationship',
  'address',
  'registeredAddress',
  'sealedTelephone',
  'telephoneHash',
  'politicalStatus',
  'education',
  'residingSince',
] as const satisfies readonly (keyof MergedVoterTable)[]

function selectMergeable(db: Db | Trx, electionId: number) {
  return db
    .selectFrom('voter')
    .select(['id as voterId', 'version', ...mergedColumns])
    .where('electionId', '=', electionId)
    .where('state', '=', 'registered')
}

export type MergeableVoter = Awaited<ReturnType<ReturnType<typeof selectMergeable>['executeTakeFirstOrThrow']>>

/** People on the roll, by the hashes of their identity numbers. */
export async function listMergeableByHash(db: Db | Trx, electionId: number, hashes: readonly string[]) {
  if (hashes.length === 0) return []
  return await selectMergeable(db, electionId).where('identityHash', 'in', hashes).execute()
}

export async function listMergeableById(db: Db | Trx, electionId: number, ids: readonly number[]) {
  if (ids.length === 0) return []
  return await selectMergeable(db, electionId).where('id', 'in', ids).execute()
}

/** People on the roll who were born on some days and whose own number does not stand in the register. */
export async function listNamesakesNotIn(
  db: Db | Trx,
  electionId: number,
  importId: number,
  birthDates: readonly MergeableVoter['birthDate'][],
) {
  if (birthDates.length === 0) return []
  return await selectMergeable(db, electionId)
    .where('birthDate', 'in', birthDates)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('registerRow')
            .select('registerRow.id')
            .where('importId', '=', importId)
            .whereRef('registerRow.identityHash', '=', 'voter.identityHash'),
        ),
      ),
    )
    .execute()
}

export type RowPlace = Pick<RegisterRowTable, 'decision' | 'match' | 'matchedVoter' | 'matchedVersion'> & {
  readonly outcome: RowOutcome
}

export async function setPlaces(db: Db, places: readonly (RowPlace & { readonly id: number })[]): Promise<void> {
  for (const { id, ...place } of places) {
    await db.updateTable('registerRow').set(place).where('id', '=', id).execute()
  }
}

export async function insertMerged(db: Db, rows: readonly MergedVoterTable[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insertInto('mergedVoter')
      .values([...rows])
      .execute()
}

export async function deleteMerged(db: Db | Trx, importId: number): Promise<void> {
  await db.deleteFrom('mergedVoter').where('importId', '=', importId).execute()
}

/**
 * Gives people of the roll what lies ready for them (0), or what they were before (1), in one statement. Whoever was
 * changed or taken off since it was laid ready is passed over: the count tells.
 */
export async function applyMerged(trx: Trx, importId: number, isBefore: 0 | 1): Promise<number> {
  const changed = await trx
    .updateTable('voter')
    .from('mergedVoter')
    .set((eb) => ({
      ...Object.fromEntries(mergedColumns.map((column) => [column, eb.ref(`mergedVoter.${column}`)])),
      version: eb('voter.version', '+', 1),
    }))
    .whereRef('voter.id', '=', 'mergedVoter.voterId')
    .whereRef('voter.version', '=', 'mergedVoter.version')
    .where('voter.state', '=', 'registered')
    .where('mergedVoter.importId', '=', importId)
    .where('mergedVoter.isBefore', '=', isBefore)
    .executeTakeFirst()
  return Number(changed.numUpdatedRows)
}

export async function countMerged(db: Db | Trx, importId: number): Promise<number> {
  const { count } = await db
    .selectFrom('mergedVoter')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('importId', '=', importId)
    .where('isBefore', '=', 1)
    .executeTakeFirstOrThrow()
  return count
}

/** How many of those whom an import changed were changed again since, or taken off. */
export async function countMergedTouched(db: Db, importId: number): Promise<number> {
  const { count } = await db
    .selectFrom('mergedVoter')
    .innerJoin('voter', 'voter.id', 'mergedVoter.voterId')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('mergedVoter.importId', '=', importId)
    .where('isBefore', '=', 1)
    .where((eb) =>
      eb.or([eb('voter.version', '!=', eb.ref('mergedVoter.version')), eb('voter.state', '!=', 'registered')]),
    )
    .executeTakeFirstOrThrow()
  return count
}

/** After a merge was taken back: its rows know their people as these are now, two changes later. */
export async function renewMatches(trx: Trx, importId: number): Promise<void> {
  await trx
    .updateTable('registerRow')
    .set((eb) => ({ matchedVersion: eb('matchedVersion', '+', 2) }))
    .where('importId', '=', importId)
    .where('outcome', '=', 'update')
    .execute()
}

const recognised = ['unchanged', 'changed', 'update', 'kept', 'likely']

/** People whom an earlier register put on the roll and whom this one does not name. */
function selectMissing(db: Db, electionId: number, importId: number) {
  return selectVoters(db, electionId)
    .where('voter.state', '=', 'registered')
    .where('voter.importId', 'is not', null)
    .where('voter.importId', '!=', importId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('registerRow')
            .select('registerRow.id')
            .where('registerRow.importId', '=', importId)
            .whereRef('registerRow.identityHash', '=', 'voter.identityHash'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('registerRow')
            .select('registerRow.id')
            .where('registerRow.importId', '=', importId)
            .whereRef('registerRow.matchedVoter', '=', 'voter.id')
            .where('registerRow.outcome', 'in', recognised),
        ),
      ),
    )
}

export async function countMissing(db: Db, electionId: number, importId: number): Promise<number> {
  const { count } = await selectMissing(db, electionId, importId)
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

export async function listMissing(db: Db, electionId: number, importId: number, page: number, perPage: number) {
  return await inListOrder(selectMissing(db, electionId, importId))
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute()
}
