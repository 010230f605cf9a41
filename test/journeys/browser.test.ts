import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import t from 'tap'
import { projectFolder } from '../../src/config.js'
import { testApp } from '../helpers/app.js'
import { openPage, startChromium } from '../helpers/chromium.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { aGrant } from '../helpers/polling.js'
import { csv, madeNumber } from '../helpers/roll.js'
import { moveTo, walkToElectionDay } from '../helpers/journey.js'
import * as poll from '../../scripts/walk/poll.js'
import { formCommittee, openElection } from '../../scripts/walk/prepare.js'
import * as tally from '../../scripts/walk/tally.js'

const register = join(projectFolder, 'test', 'fixtures', 'registers', 'wuling-utf8-csv.csv')

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto('/sign-in')
  await page.fill('#signInName', name)
  await page.fill('#password', testPassword)
  await page.press('#password', 'Enter')
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

t.setTimeout(180_000)

t.test('the main path in a real browser, by keyboard where work is fast', { timeout: 180_000 }, async (t) => {
  const test = await testApp(t)
  const house = await aHouse(test)
  const journey = await walkToElectionDay(test, house, 'allVoters', 200)
  const { cast, electionId } = journey
  const staff = ['马国良', '高秀兰', '罗志明', '徐小红'] as const
  const station = { name: '中心投票站', place: '社区礼堂', kind: 'central' as const, staff }
  const stations = await poll.setUpPolling(cast, electionId, [station], 200)
  await poll.openStations(cast.officer, electionId, stations)
  const address = await test.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await startChromium(t)

  await t.test('a voter is found by name and handed a ballot with Enter alone', async (t) => {
    const { page, complaints } = await openPage(browser, address)
    await signIn(page, 'checkinclerk')
    await page.goto(`/elections/${electionId}/polling/check-in`)
    await page.getByRole('radio').first().check()
    await page.getByRole('button', { name: '到这里验证发票' }).press('Enter')
    const voter = await test.db
      .selectFrom('voter')
      .select(['id', 'voterNumber', 'name'])
      .where('isElector', '=', 1)
      .orderBy('id')
      .executeTakeFirstOrThrow()
    await page.waitForSelector('#q')
    await page.keyboard.type(String(voter.voterNumber))
    await page.waitForSelector('#found li')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.desk-issue')
    t.match(await page.textContent('.desk-name'), voter.name, 'the clerk sees whom the ballot is for')
    // An Enter that bounces cannot issue a ballot; a person takes longer to look.
    await page.waitForTimeout(500)
    await page.keyboard.press('Enter')
    await page.waitForSelector('.desk-done')
    t.match(await page.textContent('.desk-done'), voter.name)
    await page.goto(`/elections/${electionId}/polling/check-in?voter=${voter.id}`)
    t.match(await page.textContent('.desk-state'), /已|领/, 'a second ballot is not offered')
    t.equal(await page.locator('.desk-issue button.btn-primary').count(), 0)
    t.strictSame(complaints, [], 'the browser has nothing to object to')
  })

  await t.test('a card is scanned, a proxy served, and a ballot taken back, by keys alone', async (t) => {
    const { page, complaints } = await openPage(browser, address)
    await signIn(page, 'checkinclerk')
    const [proxy, principal] = await test.db
      .selectFrom('voter')
      .select(['id', 'voterNumber', 'name'])
      .where('isElector', '=', 1)
      .orderBy('id')
      .offset(10)
      .limit(2)
      .execute()
    if (!proxy || !principal) throw new Error('there are voters')
    const { id: roundId } = await test.db.selectFrom('votingRound').select('id').executeTakeFirstOrThrow()
    await aGrant(test, { id: electionId, roundId }, principal.id, proxy.id)
    await page.goto(`/elections/${electionId}/polling/check-in`)
    await page.waitForSelector('#q')
    // A scanner: all keys at once, and Enter.
    await page.keyboard.type(`JX-${electionId}-${proxy.voterNumber}`)
    await page.keyboard.press('Enter')
    await page.waitForSelector('.desk-ballots')
    t.match(await page.textContent('.desk-ballots'), principal.name)
    t.match(await page.textContent('.desk-issue'), '发 2 张选票')
    await page.waitForTimeout(500)
    await page.keyboard.press('Enter')
    await page.waitForSelector('.desk-done')
    t.match(
      await page.textContent('.desk-done'),
      new RegExp(`${proxy.name}.*${principal.name}.*${proxy.name}代领`, 's'),
    )
    t.equal(await page.evaluate('document.activeElement.id'), 'q', 'ready for the next voter')
    await page.keyboard.type('JX-9999-1')
    await page.keyboard.press('Enter')
    await page.locator('#note', { hasText: '不是本系统' }).waitFor()
    await page.keyboard.press('Escape')
    t.equal(await page.inputValue('#q'), '')
    for (const { name } of [principal, proxy]) {
      await page.getByRole('link', { name: `撤销${name}的发票` }).press('Enter')
      await page.waitForSelector('#reason')
      await page.keyboard.type('委托证是别人的')
      await page.keyboard.press('Enter')
      await page.waitForSelector('.flash')
      t.match(await page.textContent('.flash'), `已撤销 ${name}`)
    }
    await page.goto(`/elections/${electionId}/polling/wall`)
    t.match(await page.textContent('.wall-figures'), /已领票/)
    await page.waitForSelector('.hour-chart')
    t.strictSame(complaints, [], 'the browser has nothing to object to')
  })

  await t.test('a sheet is typed with digits and Enter', async (t) => {
    await poll.closeStations(cast, electionId, stations)
    await tally.createSheets(cast.officer, electionId)
    const { page, complaints } = await openPage(browser, address)
    await signIn(page, 'tallyclerk')
    await page.goto(`/elections/${electionId}/tally`)
    await page.locator('form[action$="/enter-sheet/start"] button').first().press('Enter')
    await page.waitForSelector('#ballotsReturned')
    const values = tally.sheetValues(await page.content(), 1, tally.clearSupport)
    await page.focus('#ballotsIssued')
    const fields = await page.$$eval('.sheet-form input:not([type=hidden])', (inputs) =>
      (inputs as unknown as { name: string }[]).map(({ name }) => name),
    )
    // Where nobody was written in, one Enter goes past the empty rows.
    for (const field of fields.filter((name) => !name.startsWith('writeIn-') || name.endsWith('-1-name'))) {
      await page.keyboard.type(String((values as Record<string, string>)[field] ?? ''))
      await page.keyboard.press('Enter')
    }
    t.equal(await page.inputValue('#validBallots'), '1', 'Enter moves from field to field in the order of the paper')
    t.equal(await page.inputValue('#ballotsReturned'), '1')
    await page.getByRole('button', { name: /^提交/ }).press('Enter')
    await page.waitForLoadState()
    const sheet = await test.db.selectFrom('tallySheet').select('state').executeTakeFirstOrThrow()
    t.match(sheet.state, /^first/, 'the first entry is kept')
    t.strictSame(complaints, [], 'the browser has nothing to object to')
  })

  await t.test('a register is uploaded, looked at row by row and committed', async (t) => {
    await moveTo(test, house, '2027-04-20')
    const other = await test.visitor().signIn('electionOfficer-other', testPassword)
    const wish = {
      form: 'allVoters',
      electionDay: '2027-05-16',
      contactPlace: '一楼',
      contactTelephone: '0574-00001111',
    } as const
    const second = await openElection(other, house.communityIds[2], wish)
    const members = ['陈国强', '林美芳', '周建平', '吴桂英', '郑志明'].map((name, n) => ({
      name,
      sex: 'male' as const,
      group: n + 1,
    }))
    await formCommittee(other, second, '2027-04-20', members)
    const { page, complaints } = await openPage(browser, address)
    await signIn(page, 'rollclerk-other')
    await page.goto(`/elections/${second}/roll/import-register`)
    const buffer = readFileSync(register)
    await page.setInputFiles('#file', { name: '武岭社区.csv', mimeType: 'text/csv', buffer })
    await page.getByRole('button', { name: /上传|核对|读取/ }).click()
    await page.waitForURL(/roll\/imports\/\d+/)
    const text = (await page.textContent('main')) ?? ''
    t.match(text.replaceAll('\u2009', ''), /1142/, 'as many accepted as the register truly holds')
    t.equal(
      await test.db.selectFrom('voter').select('id').where('electionId', '=', second).executeTakeFirst(),
      undefined,
    )
    await page
      .getByRole('link', { name: /有疑问/ })
      .first()
      .click()
    await page.getByRole('button', { name: '一并不列入' }).click()
    await page.check('#declaredTakingPart')
    await page.locator('form.next-step button.btn-primary').click()
    await page.waitForLoadState()
    const voters = await test.db
      .selectFrom('voter')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('electionId', '=', second)
      .executeTakeFirstOrThrow()
    t.equal(voters.count, 1142)
    t.strictSame(complaints, [], 'the browser has nothing to object to')
  })

  await t.test('a cell of a register is put right in place, and the person found by typing', async (t) => {
    const { page, complaints } = await openPage(browser, address)
    await signIn(page, 'rollclerk-other')
    const { id: second } = await test.db
      .selectFrom('election')
      .select('id')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    const number = madeNumber('1961-04-02', 11)
    const wrong = `${number.slice(0, 17)}${number.endsWith('X') ? '0' : 'X'}`
    const buffer = csv('姓名,公民身份号码,性别,出生日期,居民小组,户号', `欧阳晓燕,${wrong},男,1961-04-02,2,9001`)
    await page.goto(`/elections/${second}/roll/import-register`)
    await page.setInputFiles('#file', { name: '补充.csv', mimeType: 'text/csv', buffer })
    await page.getByRole('button', { name: /上传|核对|读取/ }).click()
    await page.waitForURL(/roll\/imports\/\d+/)
    await page.getByRole('link', { name: '修改这一行' }).click()
    t.equal(await page.inputValue('#identityNumber'), wrong)
    await page.fill('#identityNumber', number)
    await page.press('#identityNumber', 'Enter')
    await page.waitForURL(/roll\/imports\/\d+\?/)
    t.match(await page.textContent('main'), '可以列入 1 人')
    await page.check('#declaredTakingPart')
    await page.locator('form.next-step button.btn-primary').click()
    await page.waitForURL(/roll$/)
    await page.locator('input[name=q]').pressSequentially('ouyangxiaoyan', { delay: 20 })
    await page.locator('.found-line', { hasText: /找到\s*1\s*人/ }).waitFor()
    t.match(await page.textContent('main'), '欧阳晓燕')
    t.strictSame(complaints, [], 'the browser has nothing to object to')
  })
})
