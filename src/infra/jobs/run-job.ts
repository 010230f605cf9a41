import type { Db, Trx } from '../db/database.js'
import type { Sealer } from '../security/sealing.js'
import type { Job } from '../db/tables/jobs.js'
import { endJob, type Progress, reportProgress } from './job-queries.js'

/** What a kind of work needs to be carried out. */
export interface JobTools {
  readonly db: Db
  readonly sealer: Sealer
}

export interface JobWork extends JobTools {
  readonly job: Pick<Job, 'id' | 'subject' | 'electionId'>
  /** What the work was asked for, as `queueJob` was given it. */
  readonly input: unknown
  /**
   * Says how far the work is; cheap, to be called as often as there is news. Throws `JobStopped` when somebody wants
   * the work stopped: nothing of it may stand then.
   */
  progress(phase: string, done?: number, total?: number): void
  /**
   * Marks the work as done, inside the transaction that makes its effect visible: the two are one. Throws `JobStopped`
   * when it was cancelled a moment before, and the transaction is rolled back.
   */
  finish(trx: Trx, outcome: object): Promise<void>
}

/** A kind of long work. It may die at any moment and be begun again: `run` first clears what an earlier run left. */
export interface JobKind {
  readonly run: (work: JobWork) => Promise<void>
  /** Puts back what a run has begun, after it was refused, cancelled or failed. May be called more than once. */
  readonly giveUp: (work: JobWork, why: GiveUpReason, outcome: object) => Promise<void>
}

type GiveUpReason = 'cancelled' | 'failed'

export type JobKinds = Readonly<Record<string, JobKind>>

/** The work was cancelled, or taken over by another process. */
class JobStopped extends Error {
  constructor(readonly isOurs: boolean) {
    super('stopped')
  }
}

/** The work cannot be done, for a reason that is told to whoever asked for it. */
export class JobRefused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

/** Begun this often and never finished: it is given up, lest it brings down every process that tries. */
const mostAttempts = 3
const reportEveryMs = 400

const unfinished = { code: 'job-broke-off', message: '办理时程序中断，没有办成，资料没有改动。请再办一次。' }

/** Carries out a claimed job to its end, whatever that is. */
export async function runJob(tools: JobTools, kinds: JobKinds, job: Job): Promise<void> {
  const kind = kinds[job.kind]
  const { work, watch } = workOf(tools, job)
  const giveUp = async (why: GiveUpReason, outcome: { code: string; message: string }) => {
    await kind?.giveUp({ ...work, progress: () => undefined }, why, outcome)
    await endJob(tools.db, job, why, outcome)
  }
  try {
    if (job.isCancelled === 1) throw new JobStopped(true)
    if (!kind || job.attempts > mostAttempts) throw new JobRefused(unfinished.code, unfinished.message)
    await kind.run(work)
  } catch (error) {
    if (watch.isFinished) {
      // What was asked for stands; only the tidying up after it went wrong, and the next run does that again.
      console.error('after a job:', error)
    } else if (error instanceof JobStopped) {
      if (error.isOurs) await giveUp('cancelled', { code: 'cancelled', message: '已取消。' })
    } else if (error instanceof JobRefused) {
      await giveUp('failed', { code: error.code, message: error.message })
    } else {
      console.error('a job failed:', error)
      await giveUp('failed', unfinished)
    }
  } finally {
    watch.end()
  }
}

/** The work as its kind sees it, reporting to the database now and then by itself. */
function workOf({ db, sealer }: JobTools, job: Job) {
  let latest: Progress = { phase: '', phaseStartedAt: new Date().toISOString(), done: 0, total: null }
  let stopped: JobStopped | undefined
  let isReporting = false
  const watch = { isFinished: false, end: () => clearInterval(timer) }
  const report = async () => {
    if (isReporting || watch.isFinished) return
    isReporting = true
    const { isOurs, isCancelled } = await reportProgress(db, job, latest)
    isReporting = false
    if (!watch.isFinished && (!isOurs || isCancelled)) stopped = new JobStopped(isOurs)
  }
  const timer = setInterval(() => {
    report().catch((error: unknown) => {
      isReporting = false
      console.error('progress of a job not written:', error)
    })
  }, reportEveryMs).unref()
  const work: JobWork = {
    db,
    sealer,
    job,
    input: JSON.parse(job.input) as unknown,
    progress: (phase, done = 0, total) => {
      if (stopped) throw stopped
      const phaseStartedAt = phase === latest.phase ? latest.phaseStartedAt : new Date().toISOString()
      latest = { phase, phaseStartedAt, done, total: total ?? null }
    },
    finish: async (trx, outcome) => {
      if (!(await endJob(trx, job, 'done', outcome))) throw new JobStopped(true)
      watch.isFinished = true
    },
  }
  return { work, watch }
}
