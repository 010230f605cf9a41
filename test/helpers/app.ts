import type { FastifyInstance } from 'fastify'
import type { Test } from 'tap'
import { buildApp } from '../../src/app.js'
import { refuseSilentChanges } from '../../src/infra/audit-log/silent-changes.js'
import { type Db, openDatabase } from '../../src/infra/db/database.js'
import { migrate } from '../../src/infra/db/migrate.js'
import { inProcessRunner, type JobRunner } from '../../src/infra/jobs/job-runner.js'
import { sealerFor } from '../../src/infra/security/sealing.js'
import { documentJobs } from '../../src/documents/jobs.js'
import { oversightJobs } from '../../src/oversight/jobs.js'
import { rollJobs } from '../../src/roll/jobs.js'
import { Browser } from './browser.js'
import { testDatabase } from './postgres.js'

export interface TestApp {
  readonly app: FastifyInstance
  readonly db: Db
  /** The clock that the app sees; tests move it. */
  readonly clock: { now: Date }
  /** A visitor with cookies of their own. */
  visitor(): Browser
}

export const testSecrets = { sessionSecret: 's'.repeat(64), dataKey: 'd'.repeat(64) }

/**
 * The whole application over a migrated database of its own; closed when the test ends. Long jobs are carried out at
 * once by the process itself, unless the test brings a runner.
 */
export async function testApp(
  t: Test,
  databaseUrl?: string,
  jobsOf: (db: Db) => JobRunner = (db) =>
    inProcessRunner(db, sealerFor(testSecrets.dataKey), { ...rollJobs, ...documentJobs, ...oversightJobs }),
  config: { readonly trustedProxies?: readonly string[] } = {},
): Promise<TestApp> {
  const db = openDatabase(databaseUrl ?? (await testDatabase(t)))
  await migrate(db)
  // The house may change nothing without an event; a test may.
  const watched = refuseSilentChanges(db)
  const jobs = jobsOf(watched)
  const clock = { now: new Date('2027-05-20T01:00:00Z') }
  const app = await buildApp({
    db: watched,
    clock: () => clock.now,
    jobs,
    config: { ...testSecrets, today: undefined, ...config },
    logLevel: 'error',
  })
  t.teardown(async () => {
    await app.close()
    await jobs.close()
    await db.destroy()
  })
  return { app, db, clock, visitor: () => new Browser(app) }
}
