import type { Db, Trx } from '../db/database.js'
import type { Job } from '../db/tables/jobs.js'

/** Work to be queued. `input` becomes JSON. */
export interface NewJob {
  readonly kind: string
  readonly subject: string
  readonly electionId: number | null
  readonly input: object
  readonly requestedBy: number
}

const now = () => new Date().toISOString()

/** Queues work, in the transaction of what it belongs to; undefined when the subject is being worked on already. */
export async function queueJob(trx: Trx, { input, ...job }: NewJob): Promise<number | undefined> {
  const busy = await trx
    .selectFrom('job')
    .select('id')
    .where('subject', '=', job.subject)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst()
  if (busy) return undefined
  const values = { ...job, state: 'queued', phase: '', done: 0, total: null, requestedAt: now() } as const
  const inserted = await trx
    .insertInto('job')
    .values({ ...values, input: JSON.stringify(input) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted?.id
}

/** The newest work on a subject. */
export async function findJob(db: Db, subject: string): Promise<Job | undefined> {
  return await db
    .selectFrom('job')
    .selectAll()
    .where('subject', '=', subject)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** What came of the newest work on a subject that was done; undefined: none ever was. */
export async function findLastOutcome(db: Db, subject: string): Promise<unknown> {
  const row = await db
    .selectFrom('job')
    .select('outcome')
    .where('subject', '=', subject)
    .where('state', '=', 'done')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.outcome ? (JSON.parse(row.outcome) as unknown) : undefined
}

export async function countQueuedBefore(db: Db, id: number): Promise<number> {
  const { count } = await db
    .selectFrom('job')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', 'in', ['queued', 'running'])
    .where('id', '<', id)
    .executeTakeFirstOrThrow()
  return count
}

/** Takes the next queued job of a kind that is not among the busy ones; one statement, so that one taker gets it. */
export async function claimJob(db: Db, runner: string, busyKinds: readonly string[]): Promise<Job | undefined> {
  const at = now()
  return await db
    .updateTable('job')
    .set((eb) => ({
      state: 'running',
      runner,
      heartbeatAt: at,
      startedAt: eb.fn.coalesce('startedAt', eb.val(at)),
      attempts: eb('attempts', '+', 1),
    }))
    .where('state', '=', 'queued')
    .where('id', '=', (eb) =>
      eb
        .selectFrom('job as next')
        .select((one) => one.fn.min('next.id').as('id'))
        .where('next.state', '=', 'queued')
        .$if(busyKinds.length > 0, (query) => query.where('next.kind', 'not in', busyKinds)),
    )
    .returningAll()
    .executeTakeFirst()
}

/** How far a job has come. */
export interface Progress {
  readonly phase: string
  readonly phaseStartedAt: string
  readonly done: number
  readonly total: number | null
}

/** A sign of life; says whether the work is still this runner's, and whether somebody wants it stopped. */
export async function reportProgress(db: Db, { id, runner }: Pick<Job, 'id' | 'runner'>, progress: Progress) {
  const row = await db
    .updateTable('job')
    .set({ ...progress, heartbeatAt: now() })
    .where('id', '=', id)
    .where('runner', '=', runner)
    .where('state', '=', 'running')
    .returning('isCancelled')
    .executeTakeFirst()
  return { isOurs: row !== undefined, isCancelled: row?.isCancelled === 1 }
}

/** Ends a job; false when it is not this runner's any more or, for `done`, when somebody has cancelled it. */
export async function endJob(
  db: Db | Trx,
  { id, runner }: Pick<Job, 'id' | 'runner'>,
  state: 'done' | 'failed' | 'cancelled',
  outcome: object | null,
): Promise<boolean> {
  const row = await db
    .updateTable('job')
    .set({ state, outcome: outcome && JSON.stringify(outcome), finishedAt: now() })
    .where('id', '=', id)
    .where('runner', '=', runner)
    .where('state', '=', 'running')
    .$if(state === 'done', (query) => query.where('isCancelled', '=', 0))
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Asks for a job to be stopped; false when it is over already. Whoever runs it puts back what it had begun. */
export async function cancelJob(trx: Trx, subject: string): Promise<boolean> {
  const row = await trx
    .updateTable('job')
    .set({ isCancelled: 1 })
    .where('subject', '=', subject)
    .where('state', 'in', ['queued', 'running'])
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Puts a job whose process died back into the queue. */
export async function requeueJob(db: Db, { id, runner }: Pick<Job, 'id' | 'runner'>): Promise<void> {
  await db
    .updateTable('job')
    .set({ state: 'queued', runner: null })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where('runner', '=', runner)
    .execute()
}

export async function listRunningJobs(db: Db) {
  return await db
    .selectFrom('job')
    .select(['id', 'runner', 'heartbeatAt'])
    .where('state', '=', 'running')
    .orderBy('id')
    .execute()
}
