import type { Db } from '../db/database.js'
import { sweepSessions } from '../security/session-store.js'

const everyMinutes = 10
/** A form older than this has expired with its session and cannot come a second time. */
const formHours = 48

/** Removes sessions that ran out and the numbers of long-finished forms, now and then. */
export function startSweeping(db: Db, clock: () => Date): NodeJS.Timeout {
  const sweep = () => {
    sweepOnce(db, clock()).catch((error: unknown) => console.error('sweep failed', error))
  }
  sweep()
  return setInterval(sweep, everyMinutes * 60_000).unref()
}

async function sweepOnce(db: Db, now: Date): Promise<void> {
  await sweepSessions(db, now)
  const before = new Date(now.getTime() - formHours * 3_600_000).toISOString()
  await db.deleteFrom('submittedForm').where('claimedAt', '<', before).execute()
}
