import { hostname } from 'node:os'
import t, { type Test } from 'tap'
import { type Db, inTransaction, openDatabase } from '../../src/infra/db/database.js'
import { migrate } from '../../src/infra/db/migrate.js'
import { progressAt } from '../../src/infra/jobs/job-progress.js'
import { cancelJob, claimJob, findJob, queueJob } from '../../src/infra/jobs/job-queries.js'
import { inProcessRunner, workerRunner } from '../../src/infra/jobs/job-runner.js'
import { type JobKind, JobRefused, type JobWork } from '../../src/infra/jobs/run-job.js'
import { sealerFor } from '../../src/infra/security/sealing.js'
import { ok } from '../../src/lib/result.js'
import { testSecrets } from '../helpers/app.js'
import { aDatabaseFile } from '../helpers/jobs.js'
import { startPostgres } from '../helpers/postgres.js'

const sealer = sealerFor(testSecrets.dataKey)

async function aDatabase(t: Test, url = ':memory:') {
  const db = openDatabase(url)
  t.teardown(() => db.destroy())
  await migrate(db)
  const account = await db
    .insertInto('account')
    .values({
      signInName: 'a',
      displayName: '甲',
      passwordHash: '',
      role: 'administrator',
      townshipId: null,
      communityId: null,
      createdAt: '2027-04-01',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { db, requestedBy: account.id }
}

async function queue(db: Db, requestedBy: number, subject: string, kind = 'count') {
  const job = { kind, subject, electionId: null, input: { to: 3 }, requestedBy }
  const queued = await inTransaction(db, async (trx) => ok(await queueJob(trx, job)))
  return queued.ok ? queued.value : undefined
}

/** Work that ends as it is told. */
function aKind(run: (work: JobWork) => Promise<void>) {
  const givenUp: string[] = []
  const kind: JobKind = {
    run,
    giveUp: async (_work, why, outcome) => void givenUp.push(`${why} ${JSON.stringify(outcome)}`),
  }
  return { kind, givenUp }
}

const finish = async (work: JobWork) => {
  await inTransaction(work.db, async (trx) => ok(await work.finish(trx, { counted: 3 })))
}

for (const engine of ['SQLite', 'PostgreSQL'] as const) {
  t.test(`${engine}: a job is queued once, claimed once, and its end is that of its transaction`, async (t) => {
    const { db, requestedBy } = await aDatabase(t, engine === 'SQLite' ? ':memory:' : await startPostgres(t))
    t.type(await queue(db, requestedBy, 'one'), 'number')
    t.equal(await queue(db, requestedBy, 'one'), undefined, 'a second click')
    await queue(db, requestedBy, 'two')
    await queue(db, requestedBy, 'three', 'other')
    const claimed = await Promise.all(['a', 'b'].map(async (runner) => await claimJob(db, runner, ['other'])))
    const subjects = claimed.flatMap((job) => (job ? [job.subject] : []))
    t.equal(new Set(subjects).size, subjects.length, 'no job is claimed twice')
    await db.updateTable('job').set({ state: 'queued', runner: null, attempts: 0 }).execute()

    const { kind, givenUp } = aKind(finish)
    await inProcessRunner(db, sealer, { count: kind, other: kind }).wake()
    for (const subject of ['one', 'two', 'three']) {
      t.match(await findJob(db, subject), { state: 'done', outcome: '{"counted":3}', attempts: 1 })
    }
    t.strictSame(givenUp, [])
    t.type(await queue(db, requestedBy, 'one'), 'number', 'what is over may be done again')
  })
}

t.test('what is refused, fails or is cancelled is given up, and the page can say why', async (t) => {
  const { db, requestedBy } = await aDatabase(t)
  const rows: [string, (work: JobWork) => Promise<void>, object][] = [
    [
      'refused',
      async () => Promise.reject(new JobRefused('no-table', '没有表头。')),
      { state: 'failed', outcome: /没有表头/ },
    ],
    ['failed', async () => Promise.reject(new Error('a bug')), { state: 'failed', outcome: /资料没有改动/ }],
    [
      'cancelled at the last moment',
      async (work) => {
        await inTransaction(db, async (trx) => ok(await cancelJob(trx, work.job.subject)))
        await finish(work)
      },
      { state: 'cancelled', isCancelled: 1 },
    ],
  ]
  const complain = console.error
  console.error = () => undefined
  t.teardown(() => (console.error = complain))
  for (const [subject, run, expected] of rows) {
    const { kind, givenUp } = aKind(run)
    await queue(db, requestedBy, subject)
    await inProcessRunner(db, sealer, { count: kind }).wake()
    t.match(await findJob(db, subject), expected, subject)
    t.equal(givenUp.length, 1, subject)
  }
  const { kind, givenUp } = aKind(finish)
  await queue(db, requestedBy, 'cancelled while queued')
  await inTransaction(db, async (trx) => ok(await cancelJob(trx, 'cancelled while queued')))
  await inProcessRunner(db, sealer, { count: kind }).wake()
  t.match(await findJob(db, 'cancelled while queued'), { state: 'cancelled' })
  t.match(givenUp, [/^cancelled/], 'never begun')
})

t.test('a job whose process died is begun again, but not for ever', async (t) => {
  const url = aDatabaseFile(t)
  const { db, requestedBy } = await aDatabase(t, url)
  await queue(db, requestedBy, 'one', 'nobody knows it')
  const dead = { state: 'running', runner: `${hostname()}/${process.pid}/another start` } as const
  const worker = new URL('../../src/worker.js', import.meta.url)
  const runner = workerRunner({ db, databaseUrl: url, dataKey: testSecrets.dataKey, worker })
  t.teardown(() => runner.close())
  await db
    .updateTable('job')
    .set({ ...dead, attempts: 3 })
    .execute()
  await runner.wake()
  for (let job = await findJob(db, 'one'); job?.state !== 'failed'; job = await findJob(db, 'one')) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  t.match(await findJob(db, 'one'), { attempts: 4, outcome: /程序中断/ })

  await queue(db, requestedBy, 'two')
  const elsewhere = { state: 'running', runner: 'another-machine/1/x', heartbeatAt: new Date().toISOString() } as const
  await db.updateTable('job').set(elsewhere).where('subject', '=', 'two').execute()
  await runner.wake()
  t.match(await findJob(db, 'two'), elsewhere, 'somebody elsewhere is alive')
})

t.test('a statement that finds the database busy waits without holding up the process', async (t) => {
  const url = aDatabaseFile(t)
  const { db } = await aDatabase(t, url)
  const other = openDatabase(url)
  t.teardown(() => other.destroy())
  let release = () => undefined as void
  const held = inTransaction(other, async (trx) => {
    await trx.updateTable('account').set({ displayName: '乙' }).execute()
    await new Promise<void>((resolve) => (release = resolve))
    return ok(undefined)
  })
  await new Promise((resolve) => setTimeout(resolve, 20))
  const order: string[] = []
  const write = db
    .updateTable('account')
    .set({ displayName: '丙' })
    .execute()
    .then(() => order.push('written'))
  const change = inTransaction(db, async (trx) => {
    // Read before it writes: had it not waited at its beginning, it could not write any more.
    await trx.selectFrom('account').select('id').execute()
    await trx.updateTable('account').set({ displayName: '丁' }).execute()
    return ok(order.push('changed'))
  })
  await new Promise((resolve) => setTimeout(resolve, 100))
  t.equal((await db.selectFrom('account').select('displayName').executeTakeFirst())?.displayName, '甲')
  order.push('read')
  release()
  await Promise.all([held, write, change])
  t.equal(order[0], 'read', 'readers are served meanwhile')
  t.equal(order.length, 3)
})

t.test('progress is told in words, with the time left as soon as it can be known', async (t) => {
  const { db, requestedBy } = await aDatabase(t)
  await queue(db, requestedBy, 'one')
  const job = (await findJob(db, 'one')) as NonNullable<Awaited<ReturnType<typeof findJob>>>
  const startedAt = '2027-04-01T00:00:00.000Z'
  const running = {
    ...job,
    state: 'running',
    phase: '读取',
    startedAt,
    phaseStartedAt: startedAt,
    total: 100_000,
  } as const
  const at = (seconds: number) => ({ unit: '行', before: 0, at: new Date(Date.parse(startedAt) + seconds * 1000) })
  t.match(progressAt(job, { ...at(0), before: 2 }), {
    isActive: true,
    phase: '排队等候，前面还有 2 件',
    hasShare: false,
  })
  t.match(progressAt(job, at(0)), { phase: '即将开始' })
  t.match(progressAt({ ...running, done: 25_000 }, at(10)), {
    countText: '25\u2009000 / 100\u2009000 行',
    share: 25,
    timeText: '已用 10 秒，这一步大约还要 30 秒',
  })
  t.match(progressAt({ ...running, done: 1_000 }, at(10)), { timeText: '已用 10 秒，这一步大约还要 17 分钟' })
  t.match(progressAt({ ...running, done: 5, total: null }, at(3)), { countText: '5 行', timeText: '已用 3 秒' })
  t.match(progressAt({ ...running, done: 200_000 }, at(3)), { share: 100, countText: /^100\u2009000/ })
  t.match(progressAt({ ...running, isCancelled: 1 }, at(3)), { isCancelling: true, phase: '正在取消', timeText: '' })
  t.match(progressAt({ ...running, state: 'done' }, at(3)), { isActive: false })
})
