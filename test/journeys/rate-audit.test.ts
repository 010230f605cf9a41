import type { Page } from 'playwright-core'
import t from 'tap'
import { testApp, type TestApp } from '../helpers/app.js'
import { openPage, startChromium } from '../helpers/chromium.js'
import { testPassword } from '../helpers/factories.js'
import { moveTo } from '../helpers/journey.js'
import { readPdf } from '../helpers/pdf.js'
import { verifyFile } from '../helpers/rate-report.js'
import { demoSeason, type MadeSeason } from '../helpers/season.js'
import { lineOf } from '../helpers/table-lines.js'
import { confirmClaim } from '../helpers/verdicts.js'

t.setTimeout(300_000)

/** The minutes of a community that say another form than it claims. */
async function decideOtherwise({ db }: TestApp, electionId: number): Promise<void> {
  const meeting = { decidedBy: 'representativesAssembly', decidedOn: '2027-04-01', entitled: 40, present: 36 } as const
  await db
    .insertInto('formDecision')
    .values({
      ...{ electionId, number: 1, form: 'households', ...meeting, inFavour: 30, document: '居民代表会议记录' },
      ...{ recordedBy: 1, recordedAt: '2027-04-02T01:00:00.000Z' },
    })
    .execute()
}

/** The demo's season, with a contradicted form confirmed as what it was, and another target from 17 May on. */
async function auditedSeason(test: TestApp): Promise<MadeSeason> {
  const season = await demoSeason(test)
  const id = (name: string) => season.communityIds.get(name) ?? 0
  await decideOtherwise(test, season.elections.get('新民社区')?.id ?? 0)
  await confirmClaim(test, id('奉中社区'), 'allVoters')
  await moveTo(test, season.house, '2027-05-17')
  const auditor = await test.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open(`/rate-evidence/${id('新民社区')}`)
  if (!auditor.html.includes('会议决定的是户代表选举，申报的是'))
    throw new Error('nobody sees that the form is another')
  await confirmClaim(test, id('新民社区'), 'households')
  await auditor.open('/season')
  const directTownships = ['锦屏街道', '岳林街道', '西坞街道', '溪口镇'].map(
    (name) => season.townshipIds.get(name) ?? 0,
  )
  const change = { target: 95, directForms: ['allVoters'], directTownships, reason: '市政府第3次常务会议' }
  await auditor.submit({ termNumber: 9, firstDay: '2027-04-01', lastDay: '2027-07-31', ...change }, '/season')
  return season
}

t.test('the season of the demo, reckoned by hand day by day', async (t) => {
  const test = await testApp(t)
  await auditedSeason(test)
  const auditor = await test.visitor().signIn('bureauAuditor', testPassword)
  // 34 communities, one of them put off. Declared: 奉中 5.5, 锦山 5.6, 民主 5.8, 武岭 5.9, 东门 5.12, 新民 5.13,
  // 江口 5.14 by households, 光明 5.15, 尚田 5.16 by representatives. Confirmed: 奉中 on 5.16, 新民 as of households 5.17.
  for (const [day, ...figures] of [
    ['2027-05-04', '0', '0', '—', '70%', '尚未定局', '0／0', '33', '1'],
    ['2027-05-05', '1', '1', '100.00%', '70%', '尚未定局', '0／0', '32', '1'],
    ['2027-05-09', '4', '4', '100.00%', '70%', '尚未定局', '0／0', '29', '1'],
    ['2027-05-14', '6', '7', '85.71%', '70%', '尚未定局', '0／0', '26', '1'],
    ['2027-05-16', '7', '9', '77.78%', '70%', '尚未定局', '1／1', '24', '1'],
    // Even if all 24 elected directly: 31 of 33 are 93.94 %.
    ['2027-05-17', '7', '9', '77.78%', '95%', '不能达到目标', '1／2', '24', '1'],
  ] as const) {
    await auditor.open(`/rate-history?day=${day}`)
    t.strictSame(lineOf(auditor.html, '合计'), figures, day)
  }
  t.strictSame(lineOf(auditor.html, '岳林街道').slice(0, 6), ['2', '2', '100.00%', '全部直选', '尚未定局', '0／1'])
  t.strictSame(lineOf(auditor.html, '江口街道').slice(0, 5), ['0', '1', '0.00%', '全市 95%', '低于全市目标'])
  t.strictSame(lineOf(auditor.html, '萧王庙街道').slice(3), ['全市 95%', '没有计入的社区', '0／0', '0', '1'])
})

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto('/sign-in')
  await page.fill('#signInName', name)
  await page.fill('#password', testPassword)
  await page.press('#password', 'Enter')
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

/** On a phone nothing runs off sideways; on paper there is something to read. */
async function looksRight(page: Page, address: string): Promise<{ overhang: number; printed: number }> {
  await page.goto(address)
  await page.setViewportSize({ width: 390, height: 800 })
  const root = 'document.documentElement'
  const overhang = await page.evaluate<number>(`${root}.scrollWidth - ${root}.clientWidth`)
  await page.setViewportSize({ width: 1366, height: 768 })
  const pdf = await page.pdf({ format: 'A4' })
  return { overhang, printed: (await readPdf(pdf)).pages.length }
}

t.test('in a browser: the bureau freezes, answers and draws; the township looks', { timeout: 300_000 }, async (t) => {
  const test = await testApp(t)
  await auditedSeason(test)
  const address = await test.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await startChromium(t)
  const { page, complaints } = await openPage(browser, address)
  await signIn(page, 'bureauauditor')
  await page.goto('/direct-election-rate')
  await page.getByRole('link', { name: '以前某一天的直选率' }).click()
  await page.fill('#day', '2027-05-14')
  await page.getByRole('button', { name: '查看' }).click()
  t.match(await page.textContent('h1'), '2027年5月14日的直选率')
  t.match(await page.textContent('.figures'), '6／7')

  await page.goto('/rate-reports')
  await page.fill('#day', '2027-05-16')
  await page.fill('#purpose', '向市政府报告')
  await page.getByRole('button', { name: '冻结' }).click()
  await page.locator('.flash', { hasText: '第 1 号报告已冻结' }).waitFor()
  const other = await openPage(browser, address)
  await signIn(other.page, 'bureauauditor-2')
  await other.page.goto('/rate-reports/1')
  await other.page.getByRole('button', { name: '同意', exact: true }).click()
  await other.page.locator('.flash', { hasText: '报告已确认' }).waitFor()
  const file = await other.page.context().request.get('/rate-reports/1/report.json')
  t.strictSame(verifyFile(await file.text()).err, [], 'what was handed out can be reckoned again')
  const paper = await other.page.context().request.get('/rate-reports/1/report.pdf')
  t.equal((await paper.body()).subarray(0, 5).toString(), '%PDF-')

  await page.goto('/rate-questions')
  await page.getByRole('link', { name: '数字与另一社区完全相同' }).first().click()
  await page.fill('#answer', '演练数据')
  await page.getByRole('button', { name: '登记答复' }).click()
  await page.locator('.flash', { hasText: '答复已登记' }).waitFor()

  await page.goto('/rate-inspections')
  await page.fill('#sample', '2')
  await page.fill('#seedSource', '当众掷骰子')
  await page.getByRole('button', { name: '确定名单' }).click()
  await page.fill('#seed', '3 5 1 6')
  await page.getByRole('button', { name: '抽签' }).click()
  await page.locator('.flash', { hasText: '抽中 2 个' }).waitFor()
  await page.selectOption('#place', { index: 1 })
  await page.getByLabel('相符', { exact: true }).check()
  await page.fill('#finding', '与原件相符')
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.locator('.flash', { hasText: '抽查结果已登记' }).waitFor()

  const pages = ['/rate-history', '/rate-reports', '/rate-reports/1', '/rate-questions', '/rate-inspections']
  for (const one of [...pages, '/rate-inspections/1']) {
    const { overhang, printed } = await looksRight(page, one)
    t.equal(overhang, 0, one)
    t.ok(printed > 0, one)
  }
  t.strictSame([...complaints, ...other.complaints], [], 'the browser has nothing to object to')

  const township = await openPage(browser, address)
  await signIn(township.page, 'townshipofficer')
  await township.page.goto('/direct-election-rate')
  t.equal(await township.page.getByRole('link', { name: '直选率报告' }).count(), 0, 'not theirs')
  for (const name of ['以前某一天的直选率', '疑问', '随机抽查']) {
    await township.page.goto('/direct-election-rate')
    await township.page.getByRole('link', { name, exact: true }).click()
    t.ok(await township.page.textContent('h1'), name)
    t.equal(await township.page.locator('form[method=post]:not(.topbar-out)').count(), 0, 'nothing to send')
  }
  t.strictSame(township.complaints, [])
})
