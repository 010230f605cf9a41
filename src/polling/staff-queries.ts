import type { Db, Trx } from '../infra/db/database.js'
import type { StaffFunction } from '../rules/station-functions.js'

export interface StaffMember {
  readonly function: StaffFunction
  readonly name: string
  /** The voter this is; null for somebody who is not on the roll. */
  readonly voterId: number | null
  readonly voterNumber: number | null
  /** Where somebody comes from who is not on the roll. */
  readonly note: string
}

export type NewStaffMember = Pick<StaffMember, 'function' | 'name'> & Partial<StaffMember>

/** The staff of a round's polling places, by station, in the order they were named. */
export async function listStaff(db: Db, roundId: number): Promise<Map<number, StaffMember[]>> {
  const rows = await db
    .selectFrom('stationStaff')
    .innerJoin('pollingStation', 'pollingStation.id', 'stationStaff.stationId')
    .select(['stationStaff.stationId', 'stationStaff.function', 'stationStaff.name'])
    .leftJoin('voter', 'voter.id', 'stationStaff.voterId')
    .select(['stationStaff.voterId', 'stationStaff.note', 'voter.voterNumber'])
    .where('pollingStation.roundId', '=', roundId)
    .orderBy('stationStaff.id')
    .execute()
  const byStation = new Map<number, StaffMember[]>()
  for (const { stationId, ...member } of rows) {
    byStation.set(stationId, [...(byStation.get(stationId) ?? []), member])
  }
  return byStation
}

/** Replaces the staff of a polling place. */
export async function replaceStaff(trx: Trx, stationId: number, staff: readonly NewStaffMember[]): Promise<void> {
  await trx.deleteFrom('stationStaff').where('stationId', '=', stationId).execute()
  if (staff.length === 0) return
  await trx
    .insertInto('stationStaff')
    .values(
      staff.map(({ function: each, name, voterId = null, note = '' }) => {
        return { stationId, function: each, name, voterId, note }
      }),
    )
    .execute()
}

/** Takes the next version of a station's staff; false when they have changed since the form was opened. */
export async function takeStaffVersion(trx: Trx, stationId: number, version: number): Promise<boolean> {
  const taken = await trx
    .updateTable('pollingStation')
    .set({ staffVersion: version + 1 })
    .where('id', '=', stationId)
    .where('staffVersion', '=', version)
    .returning('id')
    .executeTakeFirst()
  return taken !== undefined
}

/** The same where the version of the station was asked already. */
export async function raiseStaffVersion(trx: Trx, stationId: number): Promise<void> {
  await trx
    .updateTable('pollingStation')
    .set((eb) => ({ staffVersion: eb('staffVersion', '+', 1) }))
    .where('id', '=', stationId)
    .execute()
}
