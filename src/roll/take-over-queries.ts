import { sql } from 'kysely'
import type { ElectionForm } from '../rules/election-form.js'
import type { Trx } from '../infra/db/database.js'
import { columnsOfPerson } from './pending-queries.js'

/** What a taken-over voter has of the new election's own. */
const own: ReadonlySet<string> = new Set(['electionId', 'isElector', 'importId'])

/**
 * Puts everybody who is registered for one election on the roll of a by-election of the same community, with the same
 * voter numbers and groups. Households and representatives are named anew. Returns how many.
 */
export async function takeOverRoll(
  trx: Trx,
  from: number,
  to: { readonly electionId: number; readonly form: ElectionForm },
): Promise<number> {
  const taken = columnsOfPerson.filter((column) => !own.has(column))
  const groups = await trx.selectFrom('rollGroup').select(['number', 'name']).where('electionId', '=', from).execute()
  const rows = groups.map((group) => ({ ...group, electionId: to.electionId }))
  if (rows.length > 0) await trx.insertInto('rollGroup').values(rows).execute()
  const added = await trx
    .insertInto('voter')
    .columns(['electionId', 'rollOf', 'isElector', 'voterNumber', ...taken])
    .expression((eb) =>
      eb
        .selectFrom('voter')
        .select(sql<number>`cast(${to.electionId} as integer)`.as('electionId'))
        .select(sql<number>`cast(${to.electionId} as integer)`.as('rollOf'))
        .select(sql<number>`cast(${to.form === 'allVoters' ? 1 : 0} as integer)`.as('isElector'))
        .select('voterNumber')
        .select([...taken])
        .where('electionId', '=', from)
        .where('state', '=', 'registered')
        .orderBy('voterNumber'),
    )
    .executeTakeFirst()
  return Number(added.numInsertedOrUpdatedRows)
}
