import t from 'tap'
import { soughtName } from '../../src/lib/variant-characters.js'
import { testApp } from '../helpers/app.js'
import { openPage, startChromium } from '../helpers/chromium.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'

t.setTimeout(120_000)

t.test('in a browser the list follows what is typed, by keyboard alone', { timeout: 120_000 }, async (t) => {
  const test = await testApp(t)
  const house = await aHouse(test, '2027-04-10')
  const { id, voterIds } = await anElection(test, house, { until: 'registerImported', voters: 120 })
  for (const [index, name] of ['欧阳黃髙', '欧阳修'].entries()) {
    const change = { name, searchName: soughtName(name), pinyin: ['ouyanghuanggao', 'ouyangxiu'][index] as string }
    await test.db
      .updateTable('voter')
      .set(change)
      .where('id', '=', voterIds[index] as number)
      .execute()
  }
  const address = await test.app.listen({ port: 0, host: '127.0.0.1' })
  const { page, complaints } = await openPage(await startChromium(t), address)
  await page.goto('/sign-in')
  await page.fill('#signInName', 'rollclerk')
  await page.fill('#password', testPassword)
  await page.press('#password', 'Enter')
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  const list = `/elections/${id}/roll`
  await page.goto(list)
  const found = async (count: number) => {
    await page.locator('.found-line', { hasText: ` ${count} 人` }).waitFor()
  }
  await found(120)
  await page.focus('#q')
  await page.keyboard.type('ouyang')
  await found(2)
  t.equal(new URL(page.url()).searchParams.get('q'), 'ouyang', 'the address holds what was asked')
  await page.keyboard.press('Escape')
  await found(120)
  await page.fill('#q', '黄高')
  await found(1)
  await page.keyboard.press('ArrowDown')
  t.equal(await page.textContent('*:focus'), '欧阳黃髙')
  await page.keyboard.press('ArrowUp')
  t.equal(await page.getAttribute('*:focus', 'id'), 'q')
  await page.selectOption('#state', 'removed')
  await found(0)
  await page.reload()
  t.equal(await page.inputValue('#q'), '黄高', 'the address brings back the same list')
  await found(0)
  await page.selectOption('#state', 'registered')
  await found(1)
  await page.fill('#q', '330299195001010017')
  await found(0)
  t.notMatch(page.url(), '330299195001010017', 'a whole identity number does not stay in the address')
  await page.fill('#q', '黄高')
  await found(1)
  await page.press('#q', 'ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**${list}/voters/${voterIds[0]}`)
  t.strictSame(complaints, [])
})
