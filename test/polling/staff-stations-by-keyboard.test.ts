import t from 'tap'
import { testApp } from '../helpers/app.js'
import { openPage, startChromium } from '../helpers/chromium.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { renameVoter } from '../helpers/nomination.js'
import { aPoll, stationFields } from '../helpers/polling.js'

t.setTimeout(240_000)

t.test('the staff of two stations is typed by keyboard alone, a wrong cell found and put right', async (t) => {
  const house = await testApp(t)
  const none = { 'staff-head': '', 'staff-scrutineer': '', 'staff-ballotIssuer': '' }
  const second = { ...stationFields, ...none, kind: 'station', name: '第二投票站', groups: ['2', '3'] as never }
  const stations = [{ ...none, groups: '1' }, second]
  const poll = await aPoll(house, await aHouse(house), { stations, isOpen: false })
  for (const [index, name] of ['张敏', '李娜', '王强', '王强'].entries()) {
    await renameVoter(house.db, poll, index + 1, name)
  }
  const address = await house.app.listen({ port: 0, host: '127.0.0.1' })
  const { page, complaints } = await openPage(await startChromium(t), address)
  const { keyboard } = page
  await page.goto('/sign-in')
  await page.fill('#signInName', 'electionofficer')
  await page.fill('#password', testPassword)
  await page.press('#password', 'Enter')
  await page.waitForURL((at) => !at.pathname.startsWith('/sign-in'))
  await page.goto(`${poll.url}/staff-stations`)

  const [one, two] = poll.stationIds
  const at = async () => await page.locator(':focus').getAttribute('id')
  await page.focus(`#staff-${one}-head`)
  await keyboard.type('张敏')
  await keyboard.press('Enter')
  t.equal(await at(), `staff-${one}-host`, 'Enter goes down the column')
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  t.equal(await at(), `staff-${one}-scrutineer`, 'as the arrow does')
  await keyboard.type('王强、李娜')
  await keyboard.press('Tab')
  t.equal(await at(), `staff-${two}-scrutineer`, 'Tab goes to the station beside it')
  await keyboard.press('Shift+Tab')
  let steps = 0
  while ((await at()) !== `staff-${two}-head` && steps < 20) {
    await keyboard.press('Enter')
    steps += 1
  }
  t.equal(await at(), `staff-${two}-head`, 'a column that is done leads to the next')
  await keyboard.type('外地人（街道）')
  while ((await at()) !== null && steps < 40) {
    await keyboard.press('Enter')
    steps += 1
  }
  t.equal(await page.locator(':focus').textContent(), '保存全部', 'and the last one to the button')
  await keyboard.press('Enter')

  await page.waitForSelector('#error-summary:focus')
  t.match(await page.textContent('#error-summary'), '“王强”有2名同名选民')
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  t.equal(await at(), `staff-${one}-scrutineer`, 'the summary leads to the cell')
  t.equal(await page.inputValue(`#staff-${two}-head`), '外地人（街道）', 'what was typed is kept')
  await keyboard.press('Control+A')
  await keyboard.type('4号、李娜')
  await page.getByRole('button', { name: '保存全部' }).press('Enter')
  await page.waitForSelector('.flash')
  t.match(await page.textContent('.flash'), '已保存 2 个投票站的工作人员')
  t.same(await house.db.selectFrom('stationStaff').select(['stationId', 'function', 'name']).orderBy('id').execute(), [
    { stationId: one, function: 'head', name: '张敏' },
    { stationId: one, function: 'scrutineer', name: '王强' },
    { stationId: one, function: 'scrutineer', name: '李娜' },
    { stationId: two, function: 'head', name: '外地人' },
  ])
  t.strictSame(
    complaints.filter((text) => !/422/.test(text)),
    [],
    'the browser has nothing to object to',
  )
})
