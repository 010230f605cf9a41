import t from 'tap'
import { testApp } from '../helpers/app.js'
import { openPage, startChromium } from '../helpers/chromium.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { aClerk, aPoll, checkIn } from '../helpers/polling.js'

t.setTimeout(240_000)

t.test('the wall goes on by itself, and says when its figures are old', async (t) => {
  const house = await testApp(t)
  const poll = await aPoll(house, await aHouse(house))
  const clerk = await aClerk(house, poll, 'checkInClerk')
  const address = await house.app.listen({ port: 0, host: '127.0.0.1' })
  const { page } = await openPage(await startChromium(t), address)
  await page.goto('/sign-in')
  await page.fill('#signInName', 'observer')
  await page.fill('#password', testPassword)
  await page.press('#password', 'Enter')
  await page.waitForURL((at) => !at.pathname.startsWith('/sign-in'))
  // The wall's clock is the test's: nobody waits for it.
  await page.clock.install()
  await page.goto(`${poll.url}/wall`)
  const issued = page.locator('.wall-figures li').first().locator('strong')
  t.equal(await issued.textContent(), '0')
  for (const voterId of poll.voterIds.slice(0, 3)) await checkIn(clerk, poll, voterId)
  t.equal(await issued.textContent(), '0', 'not before its time')
  await page.clock.fastForward(21_000)
  await page.locator('.wall-figures strong', { hasText: /^3$/ }).waitFor()
  t.equal(await issued.textContent(), '3')
  for (const width of [1366, 390]) {
    await page.setViewportSize({ width, height: 768 })
    t.ok(Number(await page.evaluate('document.documentElement.scrollWidth')) <= width, `nothing beyond ${width} px`)
  }
  await page.route('**/wall', async (route) => await route.abort())
  await page.clock.fastForward(21_000)
  await page.getByText('没有连上系统，这里的数字没有更新').waitFor()
  t.equal(await issued.textContent(), '3', 'the figures that are known stay')
  await page.unroute('**/wall')
  await checkIn(clerk, poll, poll.voterIds[3])
  await page.clock.fastForward(21_000)
  await page.locator('.wall-figures strong', { hasText: /^4$/ }).waitFor()
  t.equal(await page.getByText('没有连上系统').count(), 0)
})
