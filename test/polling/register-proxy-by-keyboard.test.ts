import t from 'tap'
import { openPage, startChromium } from '../helpers/chromium.js'
import { testPassword } from '../helpers/factories.js'
import { renameVoter } from '../helpers/nomination.js'
import { aProxyDesk } from '../helpers/proxies.js'

t.setTimeout(120_000)

t.test('an authorisation is registered by keyboard alone, a namesake chosen on the way', async (t) => {
  const { made, election, url } = await aProxyDesk(t)
  await renameVoter(made.db, election, 7, '王伟')
  const address = await made.app.listen({ port: 0, host: '127.0.0.1' })
  const { page, complaints } = await openPage(await startChromium(t), address)
  await page.goto('/sign-in')
  await page.fill('#signInName', 'rollclerk')
  await page.fill('#password', testPassword)
  await page.press('#password', 'Enter')
  await page.waitForURL((at) => !at.pathname.startsWith('/sign-in'))

  await page.goto(`${url}/register-proxy`)
  const { keyboard } = page
  await page.waitForSelector('#principal:focus')
  await keyboard.type('王伟')
  await keyboard.press('Tab')
  await keyboard.type('2')
  // Past the relation, which is mostly none.
  for (const text of ['', '在外地务工', '委托书第1号']) {
    await keyboard.press('Tab')
    await keyboard.type(text)
  }
  await keyboard.press('Enter')

  await page.waitForSelector('#error-summary:focus')
  t.match(await page.textContent('#error-summary'), '请选定委托人是哪一位')
  // To the link in the summary, along it to the choice, and to the second of the two.
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await keyboard.press('Tab')
  await keyboard.press('Space')
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await page.waitForSelector('.flash')
  t.match(await page.textContent('.flash'), '王伟（7 号）委托李伟（2 号），已登记')
  await page.waitForSelector('#principal:focus')
  t.equal(await page.inputValue('#principal'), '', 'the form waits for the next one, the cursor in its first field')
  t.strictSame(
    complaints.filter((text) => !/422/.test(text)),
    [],
    'the browser has nothing to object to',
  )
})
