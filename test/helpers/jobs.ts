import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import type { Db } from '../../src/infra/db/database.js'
import { type JobRunner, workerRunner } from '../../src/infra/jobs/job-runner.js'
import { testSecrets } from './app.js'

/** A database file of the test's own, gone when it ends. */
export function aDatabaseFile(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'juxuan-jobs-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'election.db')
}

/** Jobs in threads of their own, as the server has them. */
export function threads(databaseUrl: string): (db: Db) => JobRunner {
  const worker = new URL('../../src/worker.js', import.meta.url)
  return (db) => workerRunner({ db, databaseUrl, dataKey: testSecrets.dataKey, worker })
}

/** Nobody who works: what is queued stays queued. */
export const nobody = (): JobRunner => ({ wake: async () => undefined, close: async () => undefined })

/** A process of its own that carries out what is queued, until it is killed. */
export function aWorkingProcess(databaseUrl: string): ChildProcess {
  const script = fileURLToPath(new URL('work-on-jobs.js', import.meta.url))
  return spawn(process.execPath, [script, databaseUrl], { stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Ends a process as a power cut would, and waits until it is gone. */
export async function killHard(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

/** Asks again and again until something is so. */
export async function until(isSo: () => Promise<boolean>, everyMs = 20, atMostMs = 120_000): Promise<void> {
  const since = performance.now()
  while (!(await isSo())) {
    if (performance.now() - since > atMostMs) throw new Error('it never came to be')
    await pause(everyMs)
  }
}
