import { workerData } from 'node:worker_threads'
import { recordSilentChanges } from './infra/audit-log/silent-changes.js'
import { openDatabase } from './infra/db/database.js'
import type { WorkerOrder } from './infra/jobs/job-runner.js'
import { runJob } from './infra/jobs/run-job.js'
import { sealerFor } from './infra/security/sealing.js'
import { documentJobs } from './documents/jobs.js'
import { oversightJobs } from './oversight/jobs.js'
import { rollJobs } from './roll/jobs.js'

/** A thread for one long job, with a connection of its own; the pages go on meanwhile. */
const { databaseUrl, dataKey, job } = workerData as WorkerOrder
const db = recordSilentChanges(openDatabase(databaseUrl))
try {
  await runJob({ db, sealer: sealerFor(dataKey) }, { ...rollJobs, ...documentJobs, ...oversightJobs }, job)
} finally {
  await db.destroy()
}
