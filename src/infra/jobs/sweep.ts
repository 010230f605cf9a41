import type { PlainDate } from '../../lib/plain-date.js'
import type { Db } from '../db/database.js'
import { findSeasonInForce } from '../db/scope-queries.js'
import { sweepStoredFiles } from '../db/stored-files.js'
import { instantOnDay, todayOf } from '../http/time.js'
import { sweepSessions } from '../security/session-store.js'

const everyMinutes = 10
/** A form older than this has expired with its session and cannot come a second time. */
const formHours = 48

interface SweepOptions {
  readonly clock: () => Date
  /** A date that stands for today everywhere (ELECTION_TODAY). */
  readonly today: PlainDate | undefined
}

/** Removes sessions that ran out, the numbers of long-finished forms and files that nobody took up, now and then. */
export function startSweeping(db: Db, { clock, today }: SweepOptions): NodeJS.Timeout {
  const sweep = () => {
    sweepOnce(db, clock(), today).catch((error: unknown) => console.error('sweep failed', error))
  }
  sweep()
  return setInterval(sweep, everyMinutes * 60_000).unref()
}

/** Sessions run out by the clock; forms were claimed on the season's calendar, which a drill has of its own. */
export async function sweepOnce(db: Db, clock: Date, today: PlainDate | undefined): Promise<void> {
  await sweepSessions(db, clock)
  const formsBefore = new Date(clock.getTime() - formHours * 3_600_000).toISOString()
  await sweepStoredFiles(db, formsBefore, clock.toISOString())
  const now = instantOnDay(todayOf(await findSeasonInForce(db), clock, today), clock)
  const before = new Date(Date.parse(now) - formHours * 3_600_000).toISOString()
  await db.deleteFrom('submittedForm').where('claimedAt', '<', before).execute()
}
