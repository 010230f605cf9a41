import { buildApp } from './app.js'
import { type Config, readConfig } from './config.js'
import { type Db, openDatabase } from './infra/db/database.js'
import { migrate } from './infra/db/migrate.js'
import { recordSilentChanges } from './infra/audit-log/silent-changes.js'
import { inProcessRunner, type JobRunner, workerRunner } from './infra/jobs/job-runner.js'
import { startSweeping } from './infra/jobs/sweep.js'
import { sealerFor } from './infra/security/sealing.js'
import { documentJobs } from './documents/jobs.js'
import { oversightJobs, verifyAtStart } from './oversight/jobs.js'
import { rollJobs } from './roll/jobs.js'

/** The process: configuration, database, application, listen; closes all of it on a signal. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const opened = openDatabase(config.databaseUrl)
  await migrate(opened)
  const db = recordSilentChanges(opened)
  const clock = () => new Date()
  const jobs = jobsOf(config, db)
  const app = await buildApp({ db, clock, jobs, config })
  const sweeping = startSweeping(db, { clock, today: config.today })
  const address = await app.listen({ port: config.port, host: config.host })
  console.log(`居选已启动：${address}`)
  // What a process that died had begun is begun again.
  verifyAtStart(db, clock(), config.today)
    .then(() => jobs.wake())
    .catch(fail)

  let isClosing = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isClosing) return
      isClosing = true
      clearInterval(sweeping)
      app
        .close()
        .then(() => jobs.close())
        .then(() => db.destroy())
        .then(() => process.exit(0), fail)
    })
  }
}

/** Long work goes to threads of its own, which a database in memory cannot share. */
function jobsOf({ databaseUrl, dataKey }: Config, db: Db): JobRunner {
  if (databaseUrl === ':memory:')
    return inProcessRunner(db, sealerFor(dataKey), { ...rollJobs, ...documentJobs, ...oversightJobs })
  return workerRunner({ db, databaseUrl, dataKey, worker: new URL('./worker.js', import.meta.url) })
}

function fail(error: unknown): never {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

main().catch(fail)
