import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Db } from '../db/database.js'
import type { Job } from '../db/tables/jobs.js'
import type { Sealer } from '../security/sealing.js'
import { claimJob, listRunningJobs, requeueJob } from './job-queries.js'
import { type JobKinds, runJob } from './run-job.js'

/** Carries out queued jobs. */
export interface JobRunner {
  /** Begins what is queued. Where jobs run in the process itself, it resolves when they are over. */
  wake(): Promise<void>
  /** Begins nothing more and leaves what is running to the next start. */
  close(): Promise<void>
}

/** Jobs carried out one after the other by the process itself: for tests, the demo and a database in memory. */
export function inProcessRunner(db: Db, sealer: Sealer, kinds: JobKinds): JobRunner {
  const runner = newRunner()
  return {
    wake: async () => {
      for (let job = await claimJob(db, runner, []); job; job = await claimJob(db, runner, [])) {
        await runJob({ db, sealer }, kinds, job)
      }
    },
    close: async () => undefined,
  }
}

/** What a worker is told at its start. */
export interface WorkerOrder {
  readonly databaseUrl: string
  readonly dataKey: string
  readonly job: Job
}

interface WorkerOptions {
  readonly db: Db
  readonly databaseUrl: string
  readonly dataKey: string
  /** The module that a worker runs: it takes a `WorkerOrder`. */
  readonly worker: URL
}

/** Threads at work at the same time; never two on one kind of work. */
const mostWorkers = 2
/** A worker that needs more is ended, and with it only its job. */
const mostMegabytes = 320
/** For what lives briefly. Little room is swept often: a run of 2,000 printed pages takes 330 MB instead of 374, no slower. */
const youngMegabytes = 12
/** Other processes may queue work, and processes die: so the queue is looked at now and then. */
const lookEveryMs = 5_000
/** A runner elsewhere that has been silent for so long is dead. */
const silenceMs = 60_000

/** The runners of this process. */
const ownRunners = new Set<string>()

function newRunner(): string {
  const runner = `${hostname()}/${process.pid}/${randomUUID()}`
  ownRunners.add(runner)
  return runner
}

/** Jobs carried out by threads of their own, so that the pages go on; each thread has a connection of its own. */
export function workerRunner(options: WorkerOptions): JobRunner {
  const { db } = options
  const runner = newRunner()
  const workers = new Map<Worker, string>()
  let isClosed = false
  let turn: Promise<void> = Promise.resolve()

  function begin(job: Job): void {
    const order: WorkerOrder = { databaseUrl: options.databaseUrl, dataKey: options.dataKey, job }
    const resourceLimits = { maxOldGenerationSizeMb: mostMegabytes, maxYoungGenerationSizeMb: youngMegabytes }
    const worker = new Worker(options.worker, { workerData: order, resourceLimits })
    workers.set(worker, job.kind)
    worker.on('error', (error) => console.error(`job ${job.id} ended its thread:`, error))
    worker.on('exit', () => {
      workers.delete(worker)
      if (isClosed) return
      // Of a job that is over, nothing is put back.
      requeueJob(db, job).then(wake, complain)
    })
  }
  async function look(): Promise<void> {
    for (const job of await listRunningJobs(db)) if (isDead(job)) await requeueJob(db, job)
    while (!isClosed && workers.size < mostWorkers) {
      const job = await claimJob(db, runner, [...new Set(workers.values())])
      if (!job) return
      begin(job)
    }
  }
  /** One look at a time: two would begin more threads than they may. */
  const wake = async () => {
    turn = turn.then(async () => (isClosed ? undefined : await look())).catch(complain)
    await turn
  }
  const timer = setInterval(() => void wake(), lookEveryMs).unref()
  return {
    wake,
    close: async () => {
      isClosed = true
      clearInterval(timer)
      await turn
      ownRunners.delete(runner)
      await Promise.all([...workers.keys()].map(async (worker) => await worker.terminate()))
    },
  }
}

function complain(error: unknown): void {
  console.error('jobs were not looked after:', error)
}

/** Whether the process of a job is gone: at once when it was on this machine, else by its silence. */
function isDead({ runner, heartbeatAt }: Pick<Job, 'runner' | 'heartbeatAt'>): boolean {
  if (runner === null || ownRunners.has(runner)) return false
  const [host, pid] = runner.split('/')
  // A process of this one's number that is not this one has ended; in a container every start has the same number.
  if (host === hostname()) return Number(pid) === process.pid || !isAlive(Number(pid))
  return Date.now() - Date.parse(heartbeatAt ?? '') > silenceMs
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
