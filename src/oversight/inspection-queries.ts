import type { Insertable } from 'kysely'
import { sql } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { InspectionDrawTable, InspectionFindingTable, InspectionTable } from '../infra/db/tables/oversight.js'

/** The tally sheets of these votes, with their stations; of a vote that was counted again those of the last count declared. */
export async function listSheetItems(db: Db, roundIds: readonly number[]) {
  if (roundIds.length === 0) return []
  return await db
    .selectFrom('tallySheet')
    .innerJoin('pollingStation', 'pollingStation.id', 'tallySheet.stationId')
    .select(['tallySheet.roundId', 'tallySheet.number', 'pollingStation.name as stationName'])
    .where('tallySheet.roundId', 'in', roundIds)
    .where('tallySheet.recount', '=', (eb) =>
      eb
        .selectFrom('result')
        .select(({ fn }) => fn.coalesce(fn.max('result.recount'), sql.lit(0)).as('last'))
        .whereRef('result.roundId', '=', 'tallySheet.roundId')
        .where('result.declaredOn', 'is not', null),
    )
    .orderBy('tallySheet.id')
    .execute()
}

/** The inspections of a season, the newest first, each with its draw. */
export async function listInspections(db: Db, seasonId: number) {
  return await db
    .selectFrom('inspection')
    .innerJoin('account as fixer', 'fixer.id', 'inspection.fixedBy')
    .leftJoin('inspectionDraw', 'inspectionDraw.inspectionId', 'inspection.id')
    .leftJoin('account as drawer', 'drawer.id', 'inspectionDraw.drawnBy')
    .select(['inspection.id', 'inspection.number', 'inspection.subject', 'inspection.items', 'inspection.itemsHash'])
    .select(['inspection.sample', 'inspection.byTownship', 'inspection.seedSource', 'inspection.fixedOn'])
    .select(['inspection.fixedAt', 'fixer.displayName as fixedByName', 'inspectionDraw.seed', 'inspectionDraw.drawn'])
    .select(['inspectionDraw.drawnOn', 'inspectionDraw.drawnAt', 'drawer.displayName as drawnByName'])
    .where('inspection.seasonId', '=', seasonId)
    .orderBy('inspection.number', 'desc')
    .execute()
}

export type InspectionRow = Awaited<ReturnType<typeof listInspections>>[number]

/** What was found in these inspections, first to last: of a place the last one holds. */
export async function listInspectionFindings(db: Db, inspectionIds: readonly number[]) {
  if (inspectionIds.length === 0) return []
  return await db
    .selectFrom('inspectionFinding')
    .innerJoin('account', 'account.id', 'inspectionFinding.foundBy')
    .select(['inspectionId', 'place', 'number', 'outcome', 'finding', 'foundOn', 'account.displayName as foundByName'])
    .where('inspectionId', 'in', inspectionIds)
    .orderBy('inspectionFinding.id')
    .execute()
}

/** Keeps a list to be drawn from. Two at once: one of them is a unique violation. */
export async function insertInspection(trx: Trx, inspection: Insertable<InspectionTable>): Promise<void> {
  await trx.insertInto('inspection').values(inspection).execute()
}

/** Keeps a draw: once an inspection, or a unique violation. */
export async function insertDraw(trx: Trx, draw: Insertable<InspectionDrawTable>): Promise<void> {
  await trx.insertInto('inspectionDraw').values(draw).execute()
}

export async function insertFinding(trx: Trx, finding: Insertable<InspectionFindingTable>): Promise<void> {
  await trx.insertInto('inspectionFinding').values(finding).execute()
}
