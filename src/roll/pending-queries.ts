import { sql } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import { firstNamedGroup } from './group-name.js'
import type { NewVoter } from './voter-queries.js'

/** A voter of a register on the way to the roll; the number is the place among them, from 1. */
export type PendingVoter = NewVoter & { readonly importId: number; readonly searchName: string }

/** Every column but those that the roll gives by itself. */
export const columnsOfPerson = [
  'seasonId',
  'electionId',
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
  'registrationClass',
  'residingSince',
  'workingSince',
  'declaredOn',
  'declarationWay',
  'undertakenOn',
  'registeredBy',
  'registeredOn',
  'isElector',
  'state',
  'importId',
] as const satisfies readonly (keyof PendingVoter)[]

/** Puts some people beside the roll, where no list looks. */
export async function insertPendingVoters(db: Db, voters: readonly PendingVoter[]): Promise<void> {
  await db
    .insertInto('pendingVoter')
    .values([...voters])
    .execute()
}

/**
 * Puts everybody of an import on the roll, in one statement, with the voter numbers that follow `last`. Returns how
 * many. A unique violation: somebody was registered meanwhile.
 */
export async function addPendingVoters(trx: Trx, importId: number, last: number): Promise<number> {
  const added = await trx
    .insertInto('voter')
    .columns(['voterNumber', 'rollOf', ...columnsOfPerson])
    .expression((eb) =>
      eb
        .selectFrom('pendingVoter')
        .select(sql<number>`voter_number + ${sql.lit(last)}`.as('voterNumber'))
        .select((row) =>
          row
            .selectFrom('election')
            .select(sql<number>`case kind when 'regular' then 0 else id end`.as('of'))
            .whereRef('election.id', '=', 'pendingVoter.electionId')
            .as('rollOf'),
        )
        .select([...columnsOfPerson])
        .where('importId', '=', importId)
        .orderBy('pendingVoter.voterNumber'),
    )
    .executeTakeFirst()
  return Number(added.numInsertedOrUpdatedRows)
}

/** Imports with people beside the roll that are not being committed: left over when a process died. */
export async function listLeftOver(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('registerImport')
    .select('id')
    .where('state', '!=', 'committing')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('pendingVoter').select('voterNumber').whereRef('importId', '=', 'registerImport.id')),
    )
    .execute()
  return rows.map(({ id }) => id)
}

/** Deletes some of the people beside the roll; false when none is left. */
export async function deleteSomePending(db: Db, importId: number): Promise<boolean> {
  const { first } = await db
    .selectFrom('pendingVoter')
    .select((eb) => eb.fn.min('voterNumber').as('first'))
    .where('importId', '=', importId)
    .executeTakeFirstOrThrow()
  if (first === null) return false
  await db
    .deleteFrom('pendingVoter')
    .where('importId', '=', importId)
    .where('voterNumber', '<', first + 2_000)
    .execute()
  return true
}

/** Takes everybody whom an import put on the roll off again, as if it had never been. Returns how many. */
export async function deleteImportedVoters(trx: Trx, importId: number): Promise<number> {
  const deleted = await trx.deleteFrom('voter').where('importId', '=', importId).executeTakeFirst()
  return Number(deleted.numDeletedRows)
}

/** Deletes the named groups in which nobody is or was. */
export async function deleteEmptyGroups(trx: Trx, electionId: number): Promise<void> {
  await trx
    .deleteFrom('rollGroup')
    .where('electionId', '=', electionId)
    .where('number', '>=', firstNamedGroup)
    .where('number', 'not in', (eb) =>
      eb.selectFrom('voter').select('residentsGroup').where('electionId', '=', electionId),
    )
    .execute()
}
