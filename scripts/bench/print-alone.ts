import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { assert } from '../../src/lib/assert.js'
import { getIssuedPaper } from '../../src/documents/queries.js'
import { openDatabase } from '../../src/infra/db/database.js'
import { findJob } from '../../src/infra/jobs/job-queries.js'
import { workerRunner } from '../../src/infra/jobs/job-runner.js'
import { dataKey } from './election-house.js'

/**
 * Carries out what is queued in a process of its own, so that its memory is its own: `print-alone.js run FILE SUBJECT`.
 * Or reads every stored paper and does nothing with it: `print-alone.js read FILE`.
 */
export interface PrintedAlone {
  readonly documents: number
  readonly pages: number
  /** The most that the process ever held, code and fonts included. */
  readonly megabytes: number
}

/** By a worker, as the server does it, with the memory that a worker may have. */
async function run(file: string, subject: string): Promise<Omit<PrintedAlone, 'megabytes'>> {
  const db = openDatabase(file)
  const runner = workerRunner({
    db,
    databaseUrl: file,
    dataKey,
    worker: new URL('../../src/worker.js', import.meta.url),
  })
  await runner.wake()
  let job = await findJob(db, subject)
  while (job?.state === 'queued' || job?.state === 'running') {
    await setTimeout(200)
    job = await findJob(db, subject)
  }
  await runner.close()
  await db.destroy()
  assert(job?.state === 'done', `the run came to its end: ${job?.state} ${job?.outcome}`)
  return JSON.parse(job.outcome ?? '') as { documents: number; pages: number }
}

async function read(file: string): Promise<Omit<PrintedAlone, 'megabytes'>> {
  const db = openDatabase(file)
  const papers = await db.selectFrom('issuedPaper').select(['id', 'electionId', 'pages']).execute()
  for (const { id, electionId } of papers) await getIssuedPaper(db, electionId, id)
  await db.destroy()
  return { documents: papers.length, pages: papers.reduce((sum, { pages }) => sum + pages, 0) }
}

const [way, file = '', subject = ''] = process.argv.slice(2)
const printed = way === 'read' ? await read(file) : await run(file, subject)
const kilobytes = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
process.stdout.write(JSON.stringify({ ...printed, megabytes: Math.round(kilobytes / 1024) } satisfies PrintedAlone))
