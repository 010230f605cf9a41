import type { PlainDate } from '../lib/plain-date.js'
import { ok } from '../lib/result.js'
import { systemActor } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction } from '../infra/db/database.js'
import { findSeasonInForce } from '../infra/db/scope-queries.js'
import { instantOnDay, todayOf } from '../infra/http/time.js'
import { queueJob } from '../infra/jobs/job-queries.js'
import type { JobKinds } from '../infra/jobs/run-job.js'
import { compareCheckpointJob } from './compare-checkpoint-job.js'
import { logExportJob } from './log-export-job.js'
import { findAdministrator } from './queries.js'
import { statisticsPackageJob } from './statistics-package-job.js'
import { verifyLogJob, verifySubject, type VerifyWork } from './verify-job.js'

/** The long work of the overseers, by the name under which it is queued. */
export const oversightJobs = {
  statisticsPackage: statisticsPackageJob,
  verifyLog: verifyLogJob,
  logExport: logExportJob,
  compareCheckpoint: compareCheckpointJob,
} as const satisfies JobKinds

/**
 * Every start looks at the whole log and every row; people need not wait for it. In a drill it bears the drill's day,
 * as all that happens there does.
 * @param setForAll the day that stands for today in the whole house
 */
export async function verifyAtStart(db: Db, clock: Date, setForAll?: PlainDate): Promise<void> {
  const administrator = await findAdministrator(db)
  // Nobody has begun to use it.
  if (administrator === undefined) return
  const at = instantOnDay(todayOf(await findSeasonInForce(db), clock, setForAll), clock)
  const input: VerifyWork = { actor: systemActor(at), isAtStart: true }
  await inTransaction(db, async (trx) =>
    ok(
      await queueJob(trx, {
        kind: 'verifyLog',
        subject: verifySubject,
        electionId: null,
        input,
        requestedBy: administrator,
      }),
    ),
  )
}
