import type { PlainDate } from '../lib/plain-date.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { HolidayCalendar } from '../rules/holidays.js'
import type { TimetableKey } from '../rules/timetable-steps.js'

/** Replaces the days off of a season; false when somebody else has changed them since `version` was read. */
export async function replaceCalendar(
  trx: Trx,
  seasonId: number,
  version: number,
  { days, weekendsAreOff, source }: HolidayCalendar & { readonly source: string },
): Promise<boolean> {
  const head = { weekendsAreOff: weekendsAreOff ? 1 : 0, source }
  const written =
    version === 0
      ? await trx
          .insertInto('holidayCalendar')
          .values({ seasonId, ...head })
          .onConflict((conflict) => conflict.column('seasonId').doNothing())
          .returning('seasonId')
          .executeTakeFirst()
      : await trx
          .updateTable('holidayCalendar')
          .set((eb) => ({ ...head, version: eb('version', '+', 1) }))
          .where('seasonId', '=', seasonId)
          .where('version', '=', version)
          .returning('seasonId')
          .executeTakeFirst()
  if (!written) return false
  await trx.deleteFrom('calendarDay').where('seasonId', '=', seasonId).execute()
  if (days.length > 0) {
    const rows = days.map(({ day, kind, name }) => ({ seasonId, day, kind, name }))
    await trx.insertInto('calendarDay').values(rows).execute()
  }
  return true
}

/** A step as recorded: the day, what was written with it, who recorded it. */
export async function findRecordedStep(db: Db, electionId: number, step: TimetableKey) {
  return await db
    .selectFrom('recordedStep')
    .innerJoin('account', 'account.id', 'recordedStep.recordedBy')
    .select([
      'recordedStep.doneOn',
      'recordedStep.note',
      'recordedStep.version',
      'recordedStep.recordedAt',
      'recordedStep.withSpeeches',
    ])
    .select('account.displayName as recordedByName')
    .where('electionId', '=', electionId)
    .where('step', '=', step)
    .executeTakeFirst()
}

export interface StepRecord {
  readonly electionId: number
  readonly step: TimetableKey
  readonly doneOn: PlainDate
  readonly note: string
  readonly recordedAt: string
  readonly recordedBy: number
  readonly withSpeeches: number | null
}

/** Records or corrects the day of a step; false when somebody else has since `version` was read. */
export async function saveRecordedStep(trx: Trx, version: number, record: StepRecord): Promise<boolean> {
  if (version === 0) {
    const inserted = await trx
      .insertInto('recordedStep')
      .values(record)
      .onConflict((conflict) => conflict.columns(['electionId', 'step']).doNothing())
      .returning('step')
      .executeTakeFirst()
    return inserted !== undefined
  }
  const { electionId, step, ...change } = record
  const updated = await trx
    .updateTable('recordedStep')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('electionId', '=', electionId)
    .where('step', '=', step)
    .where('version', '=', version)
    .returning('step')
    .executeTakeFirst()
  return updated !== undefined
}
