import { readFileSync } from 'node:fs'
import t from 'tap'
import type { Db } from '../../src/infra/db/database.js'
import type { JobRunner } from '../../src/infra/jobs/job-runner.js'
import { testApp } from '../helpers/app.js'
import { openPage, startChromium } from '../helpers/chromium.js'
import { lastEvents } from '../helpers/events.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { aDatabaseFile, threads } from '../helpers/jobs.js'
import { issue, signedIn } from '../helpers/papers.js'
import { readPdf } from '../helpers/pdf.js'

t.setTimeout(300_000)

/** Workers in threads as the server has them, who begin when the test says so. */
function heldBack(databaseUrl: string) {
  let isHeld = true
  let runner: JobRunner | undefined
  return {
    jobsOf: (db: Db): JobRunner => {
      const real = threads(databaseUrl)(db)
      runner = real
      return { wake: async () => (isHeld ? undefined : await real.wake()), close: async () => await real.close() }
    },
    letGo: async () => {
      isHeld = false
      await runner?.wake()
    },
  }
}

t.test('a print run is cancelled, another one made and fetched, all by clicks', { timeout: 300_000 }, async (t) => {
  const databaseUrl = aDatabaseFile(t)
  const workers = heldBack(databaseUrl)
  const made = await testApp(t, databaseUrl, workers.jobsOf)
  const house = await aHouse(made)
  const first = await anElection(made, house, { electionDay: '2027-06-14', until: 'rollPosted' })
  await anElection(made, house, { communityId: house.communityIds[1], electionDay: '2027-06-14' })
  const officer = await signedIn(made, 'electionOfficer')
  for (const key of ['committee-members', 'election-day']) await issue(officer, first.id, key)

  const address = await made.app.listen({ port: 0, host: '127.0.0.1' })
  const { page, complaints } = await openPage(await startChromium(t), address)
  await page.goto('/sign-in')
  await page.fill('#signInName', 'townshipofficer')
  await page.fill('#password', testPassword)
  await page.press('#password', 'Enter')
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))

  await page.goto('/print-runs')
  await page.check('#kind-election-day')
  await page.getByRole('button', { name: '开始排印' }).click()
  await page.locator('[data-job="phase"]', { hasText: '即将开始' }).waitFor()
  await page.getByRole('button', { name: '取消' }).click()
  await page.locator('[data-job="phase"]', { hasText: '正在取消' }).waitFor()
  t.equal(await page.getByRole('button', { name: '取消' }).count(), 0, 'nobody can ask for it twice')
  await workers.letGo()
  await page.locator('.lead-line', { hasText: '已取消，没有留下文件' }).waitFor()
  t.strictSame(await made.db.selectFrom('storedFile').selectAll().execute(), [], 'nothing of it is kept')

  await page.getByRole('link', { name: '再选一次' }).click()
  await page.locator('td', { hasText: '已取消' }).waitFor()
  await page.check('#kind-committee-members')
  await page.check('#kind-election-day')
  await page.check('#kind-voter-cards')
  await page.getByRole('button', { name: '开始排印' }).click()
  await page.locator('.lead-line', { hasText: '印好' }).waitFor()
  await page.locator('h2', { hasText: '没有印的' }).waitFor()
  const waiting = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载' }).click()
  const download = await waiting
  t.match(download.suggestedFilename(), /2个社区文书-2027-05-20\.pdf$/u)
  const bytes = readFileSync(await download.path())
  const { pages } = await readPdf(bytes)
  t.match(pages[0]?.items.map(({ text }) => text).join(''), '居民选举委员会', 'what came down is the file')
  t.match(await lastEvents(made, 1), [{ type: 'printRunFetched' }])
  await page.goto('/print-runs')
  await page.locator('td', { hasText: '可以下载' }).waitFor()
  t.strictSame(complaints, [], 'the browser has nothing to object to')
})
