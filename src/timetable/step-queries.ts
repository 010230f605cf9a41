import type { PlainDate } from '../lib/plain-date.js'
import { type Actor, recordEvent } from '../infra/audit-log/record-event.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { ElectionForm } from '../rules/election-form.js'
import { type HolidayCalendar, holidayTest, type IsHoliday, noHolidays } from '../rules/holidays.js'
import type { TimetableOptions } from '../rules/timetable.js'
import type { TimetableKey } from '../rules/timetable-steps.js'

/** The days off of a season, with the document they come from; none until the bureau has confirmed them. */
export async function findCalendar(db: Db, seasonId: number) {
  const head = await db
    .selectFrom('holidayCalendar')
    .select(['weekendsAreOff', 'source', 'version'])
    .where('seasonId', '=', seasonId)
    .executeTakeFirst()
  if (!head) return undefined
  const days = await db
    .selectFrom('calendarDay')
    .select(['day', 'kind', 'name'])
    .where('seasonId', '=', seasonId)
    .orderBy('day')
    .execute()
  const { source, version } = head
  const calendar: HolidayCalendar = { days, weekendsAreOff: head.weekendsAreOff === 1 }
  return { calendar, source, version }
}

/** Whether a day of a season is off, for every rule that asks; no day is, until the calendar is confirmed. */
export async function holidaysOf(db: Db, seasonId: number): Promise<IsHoliday> {
  const found = await findCalendar(db, seasonId)
  return found === undefined ? noHolidays : holidayTest(found.calendar)
}

/** What the timetable needs of one election beside its milestones. */
export async function timetableOptions(
  db: Db,
  election: { readonly id: number; readonly seasonId: number; readonly form: ElectionForm },
): Promise<TimetableOptions> {
  const options = await timetableOptionsOfSeason(db, election.seasonId, election.id)
  return options(election.id, election.form)
}

/** The same for every election of a season, or for one of them. */
export async function timetableOptionsOfSeason(db: Db, seasonId: number, electionId?: number) {
  const isHoliday = await holidaysOf(db, seasonId)
  const steps = await db
    .selectFrom('recordedStep')
    .innerJoin('election', 'election.id', 'recordedStep.electionId')
    .select(['recordedStep.electionId', 'recordedStep.step', 'recordedStep.doneOn'])
    .where('election.seasonId', '=', seasonId)
    .$if(electionId !== undefined, (query) => query.where('election.id', '=', electionId as number))
    .execute()
  const committees = await db
    .selectFrom('electionCommittee')
    .innerJoin('election', 'election.id', 'electionCommittee.electionId')
    .select(['electionCommittee.electionId', 'electionCommittee.selectedBy'])
    .where('election.seasonId', '=', seasonId)
    .$if(electionId !== undefined, (query) => query.where('election.id', '=', electionId as number))
    .execute()
  const selectedBy = new Map(committees.map((committee) => [committee.electionId, committee.selectedBy]))
  const doneBy = new Map<number, Partial<Record<TimetableKey, PlainDate>>>()
  for (const { electionId, step, doneOn } of steps) {
    doneBy.set(electionId, { ...doneBy.get(electionId), [step]: doneOn })
  }
  return (electionId: number, form: ElectionForm): TimetableOptions => {
    const by = selectedBy.get(electionId)
    return { form, isHoliday, done: doneBy.get(electionId) ?? {}, ...(by === undefined ? {} : { selectedBy: by }) }
  }
}

/**
 * Records the day of a step that is done by doing something else, such as issuing its notice. The first time
 * counts: a notice that replaces another does not undo the posting of the first.
 */
export async function recordStepOnce(
  trx: Trx,
  actor: Actor,
  electionId: number,
  { step, on, note }: { readonly step: TimetableKey; readonly on: PlainDate; readonly note: string },
): Promise<void> {
  const recorded = await trx
    .insertInto('recordedStep')
    .values({ electionId, step, doneOn: on, note, recordedAt: actor.at, recordedBy: actor.accountId ?? 0 })
    .onConflict((conflict) => conflict.columns(['electionId', 'step']).doNothing())
    .returning('step')
    .executeTakeFirst()
  if (recorded) await recordEvent(trx, actor, { type: 'stepRecorded', step, on, note, before: null }, electionId)
}
