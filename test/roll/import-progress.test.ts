import { setTimeout as pause } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { makeRegister } from '../../scripts/make-register.js'
import { findJob } from '../../src/infra/jobs/job-queries.js'
import type { JobRunner } from '../../src/infra/jobs/job-runner.js'
import { importSubject } from '../../src/roll/import-queries.js'
import { type TestApp, testApp } from '../helpers/app.js'
import type { Browser } from '../helpers/browser.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { aDatabaseFile, aWorkingProcess, killHard, nobody, threads, until } from '../helpers/jobs.js'
import { startPostgres } from '../helpers/postgres.js'
import { eventsSince, lastSequence, textOf, uploadRegister } from '../helpers/roll.js'

const people = 1_500
const register = makeRegister({ seed: 5, people, communityCode: 3 })
const bytes = Buffer.from(register.csv)
/** So many that there is time to stop it. */
const large = Buffer.from(makeRegister({ seed: 5, people: 6_000, communityCode: 3 }).csv)

async function aClerk(t: Test, url?: string, jobs?: (db: TestApp['db']) => JobRunner) {
  const app = await testApp(t, url, jobs)
  const house = await aHouse(app, '2027-04-10')
  const { id } = await anElection(app, house, { electionDay: '2027-05-20', until: 'electionCommitteeFormed' })
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  return { app, house, id, clerk, roll: `/elections/${id}/roll` }
}

const countOf = async ({ db }: TestApp, table: 'voter' | 'registerRow' | 'pendingVoter') =>
  (
    await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count

const stateOf = async ({ db }: TestApp) =>
  (await db.selectFrom('registerImport').select('state').orderBy('id', 'desc').executeTakeFirstOrThrow()).state

/** Follows the progress page until it goes on to what came of the work. */
async function waitHere(clerk: Browser): Promise<void> {
  const page = clerk.url
  await until(async () => (await clerk.open(page)).url !== page, 150)
}

async function commit(clerk: Browser, review: string) {
  await clerk.open(review)
  await clerk.submit({ declaredTakingPart: 'yes' }, `${review}/commit`)
}

for (const engine of ['SQLite', 'PostgreSQL'] as const) {
  t.test(
    `${engine}: a register is read and committed by a thread while the pages go on`,
    { timeout: 240_000 },
    async (t) => {
      const url = engine === 'SQLite' ? aDatabaseFile(t) : await startPostgres(t)
      const { app, clerk, id, roll } = await aClerk(t, url, threads(url))
      const progress = await uploadRegister(clerk, id, '名册.csv', bytes)
      t.match(progress, /imports\/\d+\/progress$/, 'the upload does not wait for the reading')
      t.match(textOf(clerk.html), /正在读取名册.*取消/)
      t.match(clerk.html, /<noscript><meta http-equiv="refresh"/, 'without scripts it opens itself anew')
      await clerk.open(progress.replace('/progress', ''))
      t.equal(clerk.url, progress, 'nothing is to be reviewed yet')
      await clerk.open(`${roll}/import-register`)
      t.match(textOf(clerk.html), '正在读取', 'the tab may be closed: the list leads back')
      await clerk.open(progress)
      await waitHere(clerk)
      const review = clerk.url
      t.match(textOf(clerk.html), `读出 ${people} 行`)
      t.equal(await countOf(app, 'voter'), 0)

      const sequence = await lastSequence(app)
      await clerk.open(review)
      const another = await app.visitor().signIn('rollClerk-2', testPassword)
      await another.open(review)
      await Promise.all([commit(clerk, review), commit(another, review)])
      t.ok(
        [clerk, another].some(({ url }) => url.endsWith('/progress') || url === roll),
        'one of two clerks begins it',
      )
      await clerk.open(`${review}/progress`)
      if (clerk.url !== roll) await waitHere(clerk)
      t.match(textOf(clerk.html), /已列入 \d+ 人/)
      const adults = Number(/已列入 (\d+) 人/.exec(textOf(clerk.html))?.[1])
      t.equal(await countOf(app, 'voter'), adults)
      t.strictSame(
        (await eventsSince(app, sequence)).filter((type) => type !== 'signedIn'),
        ['registerCommitted', 'milestoneReached'],
        'once',
      )
      await until(async () => (await countOf(app, 'pendingVoter')) === 0)
      const numbers = await app.db.selectFrom('voter').select('voterNumber').orderBy('voterNumber').execute()
      t.ok(numbers.every(({ voterNumber }, index) => voterNumber === index + 1))
    },
  )
}

t.test('killed while it reads: nothing is half read, and the next start reads it', { timeout: 240_000 }, async (t) => {
  const url = aDatabaseFile(t)
  const { app, clerk, id } = await aClerk(t, url, nobody)
  const progress = await uploadRegister(clerk, id, '名册.csv', bytes)
  const child = aWorkingProcess(url)
  await until(async () => (await countOf(app, 'registerRow')) > 250)
  await killHard(child)
  const read = await countOf(app, 'registerRow')
  t.ok(read < people, `${read} rows were written`)
  t.equal(await stateOf(app), 'reading')
  await clerk.open(progress.replace('/progress', ''))
  t.equal(clerk.url, progress, 'and nobody is shown them')
  const runner = threads(url)(app.db)
  t.teardown(() => runner.close())
  await runner.wake()
  await waitHere(clerk)
  t.match(textOf(clerk.html), `读出 ${people} 行`)
  t.equal(await countOf(app, 'registerRow'), people)
})

t.test(
  'killed while it commits, at any moment: nobody is on the roll, or everybody with the event',
  { timeout: 240_000 },
  async (t) => {
    const url = aDatabaseFile(t)
    const { app, clerk, id } = await aClerk(t, url, nobody)
    const reader = threads(url)(app.db)
    const progress = await uploadRegister(clerk, id, '名册.csv', bytes)
    await reader.wake()
    await waitHere(clerk)
    await reader.close()
    const review = progress.replace('/progress', '')
    await commit(clerk, review)
    const adults = await app.db
      .selectFrom('registerRow')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('outcome', '=', 'add')
      .executeTakeFirstOrThrow()
    // Killed early, while people lie beside the roll, and about the moment at which they go over to it.
    for (const beside of [1, adults.count, adults.count]) {
      const child = aWorkingProcess(url)
      await until(async () => (await countOf(app, 'pendingVoter')) >= beside || (await countOf(app, 'voter')) > 0, 2)
      await pause(beside === adults.count ? Math.random() * 60 : 0)
      await killHard(child)
      const voters = await countOf(app, 'voter')
      const committed = await app.db
        .selectFrom('auditEvent')
        .select('id')
        .where('type', '=', 'registerCommitted')
        .execute()
      const job = await findJob(app.db, importSubject(Number(review.split('/').at(-1))))
      if (voters === 0) {
        t.strictSame([await stateOf(app), committed.length, job?.state], ['committing', 0, 'running'], 'before')
      } else {
        t.strictSame([await stateOf(app), committed.length, job?.state], ['committed', 1, 'done'], 'after')
        t.equal(voters, adults.count)
      }
      // Each kill is one attempt; they are not what is tried here.
      await app.db.updateTable('job').set({ attempts: 1 }).where('state', '=', 'running').execute()
    }
    const runner = threads(url)(app.db)
    t.teardown(() => runner.close())
    await runner.wake()
    await until(async () => (await stateOf(app)) === 'committed')
    t.equal(await countOf(app, 'voter'), adults.count)
  },
)

t.test(
  'killed while it merges: nobody is changed or added, or everybody with the event',
  { timeout: 240_000 },
  async (t) => {
    const url = aDatabaseFile(t)
    const { app, clerk, id } = await aClerk(t, url, nobody)
    const reader = threads(url)(app.db)
    const import_ = async (fileName: string, content: Buffer) => {
      const progress = await uploadRegister(clerk, id, fileName, content)
      await reader.wake()
      await waitHere(clerk)
      return progress.replace('/progress', '')
    }
    const [head = '', ...lines] = register.csv.trimEnd().split('\n')
    const first = await import_('名册.csv', Buffer.from([head, ...lines.slice(0, 900)].join('\n')))
    await commit(clerk, first)
    await reader.wake()
    await clerk.open(`${first}/progress`)
    await until(async () => (await stateOf(app)) === 'committed')
    const known = await countOf(app, 'voter')
    const moved = lines.map((line) => line.replace(/,([^,]*室),/, ',新$1,'))
    const second = await import_('新册.csv', Buffer.from([head, ...moved].join('\n')))
    await clerk.open(`${second}?show=changed`)
    await clerk.submit({ all: 'accept' }, `${second}/decide`)
    await clerk.open(second)
    await clerk.submit({ declaredTakingPart: 'yes' }, `${second}/commit`)
    await reader.close()
    const waiting = await app.db.selectFrom('registerRow').select('outcome').where('importId', '=', 2).execute()
    const updates = waiting.filter(({ outcome }) => outcome === 'update').length
    const added = waiting.filter(({ outcome }) => outcome === 'add').length
    t.ok(updates > 300 && added > 200, `${updates} are changed, ${added} added`)
    const changed = async () =>
      (await app.db.selectFrom('voter').select('id').where('version', '=', 2).execute()).length
    const laid = async () => (await app.db.selectFrom('mergedVoter').select('voterId').execute()).length
    for (const beside of [1, 2 * updates, 2 * updates]) {
      const child = aWorkingProcess(url)
      await until(async () => (await laid()) >= beside || (await stateOf(app)) === 'committed', 2)
      await pause(beside > 1 ? Math.random() * 60 : 0)
      await killHard(child)
      const events = await app.db
        .selectFrom('auditEvent')
        .select('id')
        .where('type', '=', 'registerCommitted')
        .execute()
      const isAfter = (await stateOf(app)) === 'committed'
      t.strictSame(
        [await changed(), await countOf(app, 'voter'), events.length],
        isAfter ? [updates, known + added, 2] : [0, known, 1],
        isAfter ? 'after' : 'before',
      )
      await app.db.updateTable('job').set({ attempts: 1 }).where('state', '=', 'running').execute()
    }
    const runner = threads(url)(app.db)
    t.teardown(() => runner.close())
    await runner.wake()
    await until(async () => (await stateOf(app)) === 'committed')
    t.strictSame([await changed(), await countOf(app, 'voter')], [updates, known + added])
  },
)

t.test(
  'cancelled at any time before the end: the roll is as it was, and it may be done again',
  { timeout: 240_000 },
  async (t) => {
    const url = aDatabaseFile(t)
    const { app, clerk, id, roll } = await aClerk(t, url, threads(url))
    const first = await uploadRegister(clerk, id, '名册.csv', large)
    await until(async () => (await countOf(app, 'registerRow')) > 0)
    await clerk.open(first)
    await clerk.submit({}, first.replace('/progress', '/cancel'))
    if (clerk.url.endsWith('/progress')) await waitHere(clerk)
    t.match(textOf(clerk.html), '这份名册已放弃')
    await until(async () => (await countOf(app, 'registerRow')) === 0)
    t.equal((await app.db.selectFrom('storedFilePiece').select('number').execute()).length, 0, 'and the file with them')

    await uploadRegister(clerk, id, '名册.csv', bytes)
    await waitHere(clerk)
    const review = clerk.url
    await commit(clerk, review)
    await until(async () => (await countOf(app, 'pendingVoter')) > 0)
    await clerk.open(`${review}/progress`)
    await clerk.submit({}, `${review}/cancel`)
    if (clerk.url.endsWith('/progress')) await waitHere(clerk)
    if (clerk.url === roll) return
    t.match(textOf(clerk.html), '已取消，名单没有任何改动')
    t.equal(await stateOf(app), 'staged')
    t.equal(await countOf(app, 'voter'), 0)
    await commit(clerk, review)
    if (clerk.url.endsWith('/progress')) await waitHere(clerk)
    t.match(textOf(clerk.html), /已列入 \d+ 人/)
    await clerk.open(review)
    await clerk.submit({}, `${review}/cancel`)
    t.match(textOf(clerk.html), '来不及取消')
  },
)

t.test('what changed between review and commit stops it, and is shown', async (t) => {
  const { app, house, clerk, id } = await aClerk(t)
  const neighbour = await anElection(app, house, {
    communityId: house.communityIds[2],
    until: 'registerImported',
    voters: 1,
  })
  await uploadRegister(clerk, id, '名册.csv', bytes)
  const review = clerk.url
  const { identityHash } = await app.db
    .selectFrom('registerRow')
    .select('identityHash')
    .where('outcome', '=', 'add')
    .executeTakeFirstOrThrow()
  const [voterId = 0] = neighbour.voterIds
  await app.db
    .updateTable('voter')
    .set({ identityHash: identityHash as string })
    .where('id', '=', voterId)
    .execute()
  await commit(clerk, review)
  t.match(textOf(clerk.html), '核对以后名单有变化（1 行），没有列入任何人')
  t.match(textOf(clerk.html), '已在其他社区登记')
  t.equal(await countOf(app, 'voter'), 1)
  await commit(clerk, review)
  t.match(textOf(clerk.html), /已列入 \d+ 人/, 'what is seen now is committed')
})
