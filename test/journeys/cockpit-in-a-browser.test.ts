import type { Page } from 'playwright-core'
import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { openPage, startChromium } from '../helpers/chromium.js'
import { aCountedSeason } from '../helpers/counted-season.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { readPdf } from '../helpers/pdf.js'

t.setTimeout(180_000)

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto('/sign-in')
  await page.fill('#signInName', name)
  await page.fill('#password', testPassword)
  await page.press('#password', 'Enter')
  await page.waitForURL((url) => url.pathname === '/')
}

/** The communities of the table, each without its township. */
async function names(page: Page): Promise<string[]> {
  const cells = await page.locator('table.cockpit tbody th').allInnerTexts()
  return cells.map((cell) => cell.split('\n')[0] ?? '')
}

t.test('the bureau filters, sorts, goes to the place with one click, and prints', async (t) => {
  const { house, made, one } = await aCountedSeason(t)
  const address = await house.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await startChromium(t)
  const { page, complaints } = await openPage(browser, address)
  await signIn(page, 'bureauauditor')
  t.strictSame(await names(page), ['奉中社区', '锦山社区', '武岭社区'])
  await page.selectOption('#town', '溪口镇')
  await page.getByRole('button', { name: '筛选' }).click()
  await page.waitForURL(/town=/)
  t.strictSame(await names(page), ['武岭社区'])
  await page.selectOption('#town', '')
  await page.selectOption('#order', 'day')
  await page.getByRole('button', { name: '筛选' }).press('Enter')
  await page.waitForURL(/order=day/)
  t.strictSame(await names(page), ['锦山社区', '奉中社区', '武岭社区'], 'by election day')
  await page.getByRole('link', { name: '异议未处理 1 件' }).click()
  await page.waitForURL(`**/elections/${one.id}/roll/objections`)
  t.match(await page.locator('h1').textContent(), '异议')

  await page.goto('/')
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '统计', exact: true }).click()
  await page.getByRole('link', { name: '当选成员情况' }).click()
  await page.getByRole('link', { name: '锦屏街道' }).first().click()
  await page.getByRole('link', { name: '奉中社区' }).first().click()
  await page.waitForURL(`**/statistics/elected/people/${made.communityIds[0]}`)
  t.equal(await page.locator('tbody tr').count(), 5, 'three clicks from the city to the people')
  await page.getByRole('button', { name: '导出' }).click()
  await page.waitForSelector('.field-error')
  await page.fill('#reason', '核对统计卡片五')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出' }).click(),
  ])
  t.match(download.suggestedFilename(), '奉中社区当选成员情况人员')

  for (const url of ['/', '/statistics/season', '/statistics/charts', '/weekly-digest', '/season-picture']) {
    await page.goto(url)
    await page.emulateMedia({ media: 'print' })
    t.notOk(await page.locator('.topbar').isVisible(), `${url}: no menu on paper`)
    t.notOk(await page.locator('.actions').first().isVisible(), `${url}: no buttons on paper`)
    const { pages } = await readPdf(await page.pdf({ format: 'A4', landscape: true }))
    const text = pages.flatMap(({ items }) => items.map((item) => item.text)).join('')
    t.match(text, '锦屏街道', url)
    t.match(text, '演练', `${url}: what is printed in a drill says so`)
    t.notMatch(text, /退出|筛选/, url)
    await page.emulateMedia({ media: null })
    await page.setViewportSize({ width: 390, height: 800 })
    t.equal(await page.evaluate('document.documentElement.scrollWidth'), 390, `${url}: not sideways on a phone`)
    await page.setViewportSize({ width: 1366, height: 768 })
  }
  t.strictSame(
    complaints.filter((complaint) => !complaint.includes('422')),
    [],
    'nothing to complain of but the form that was refused',
  )
})

t.test('the township sees its own, and what the bureau sent back', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  await anElection(house, made)
  const auditor = await aClient(house, 'bureauAuditor')
  await auditor.post(`/rate-evidence/${made.communityIds[0]}`, {
    version: '0',
    verdict: 'sentBack',
    reason: '没有会议记录',
  })
  const address = await house.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await startChromium(t)
  const { page, complaints } = await openPage(browser, address)
  await signIn(page, 'townshipofficer')
  t.strictSame(await names(page), ['奉中社区', '锦山社区'])
  await page.getByRole('link', { name: '去补充' }).click()
  await page.waitForURL(`**/rate-evidence/${made.communityIds[0]}`)
  t.match(await page.locator('main').textContent(), '没有会议记录')
  await page.goto('/statistics/season')
  t.notMatch(await page.locator('main').textContent(), '武岭社区')
  t.strictSame(complaints, [])
})
