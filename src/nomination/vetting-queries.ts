import type { Insertable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { VettingOpinionTable } from '../infra/db/tables/nomination.js'
import type { PlainDate } from '../lib/plain-date.js'
import type { StatutoryBar } from '../rules/candidate-vetting.js'
import { usualDepartments, type VettingRow } from '../rules/vetting-verdict.js'

/** A row of the review form as it was recorded. */
export interface OpinionRow extends VettingRow {
  readonly id: number
  readonly nomineeId: number
  /** 经办人 */
  readonly givenBy: string
  readonly givenOn: PlainDate
  readonly document: string
  readonly recordedByName: string
  readonly recordedAt: string
  readonly version: number
}

/** The departments that a season asks, in the order of the form; the usual ones where none were named. */
export async function listDepartments(db: Db, seasonId: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('vettingDepartment')
    .select('name')
    .where('seasonId', '=', seasonId)
    .orderBy('rank')
    .execute()
  return rows.length === 0 ? usualDepartments : rows.map(({ name }) => name)
}

export async function replaceDepartments(trx: Trx, seasonId: number, names: readonly string[]): Promise<void> {
  await trx.deleteFrom('vettingDepartment').where('seasonId', '=', seasonId).execute()
  const rows = names.map((name, index) => ({ seasonId, name, rank: index + 1 }))
  await trx.insertInto('vettingDepartment').values(rows).execute()
}

function selectOpinions(db: Db) {
  return db
    .selectFrom('vettingOpinion')
    .innerJoin('nominee', 'nominee.id', 'vettingOpinion.nomineeId')
    .innerJoin('account', 'account.id', 'vettingOpinion.recordedBy')
    .select(['vettingOpinion.id', 'nomineeId', 'body', 'department', 'opinion', 'bar', 'basis', 'note'])
    .select(['givenBy', 'givenOn', 'document', 'recordedAt', 'vettingOpinion.version'])
    .select('account.displayName as recordedByName')
    .orderBy('vettingOpinion.id')
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectOpinions>['execute']>>[number]

const asOpinion = (row: Selected): OpinionRow => ({ ...row, bar: row.bar as StatutoryBar | null })

/** Everything that the review of an election has brought so far. */
export async function listOpinions(db: Db, electionId: number): Promise<OpinionRow[]> {
  return (await selectOpinions(db).where('nominee.electionId', '=', electionId).execute()).map(asOpinion)
}

export async function listOpinionsOf(db: Db, nomineeId: number): Promise<OpinionRow[]> {
  return (await selectOpinions(db).where('nomineeId', '=', nomineeId).execute()).map(asOpinion)
}

/** A row filled in for the first time; filled in meanwhile, it is a unique violation. */
export async function insertOpinion(trx: Trx, row: Insertable<VettingOpinionTable>): Promise<void> {
  await trx.insertInto('vettingOpinion').values(row).execute()
}

type ChangedOpinion = Omit<Insertable<VettingOpinionTable>, 'nomineeId' | 'body' | 'department' | 'version'>

/** Changes a row; false when somebody else has changed it since the form was opened. */
export async function updateOpinion(
  trx: Trx,
  { id, version }: Pick<OpinionRow, 'id' | 'version'>,
  change: ChangedOpinion,
): Promise<boolean> {
  const updated = await trx
    .updateTable('vettingOpinion')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

/** The elections of a season whose candidates are not confirmed: there the list of departments still matters. */
export async function listElectionsInReview(db: Db, seasonId: number) {
  const rows = await db
    .selectFrom('election')
    .leftJoin('milestone', (join) =>
      join.onRef('milestone.electionId', '=', 'election.id').on('milestone.name', '=', 'candidatesConfirmed'),
    )
    .select([
      'election.id',
      'election.seasonId',
      'election.ruleSetId',
      'election.settings',
      'milestone.id as confirmed',
    ])
    .where('election.seasonId', '=', seasonId)
    .orderBy('election.id')
    .execute()
  return rows.filter(({ confirmed }) => confirmed === null)
}
