import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import type { EntryState } from '../../src/rules/double-entry.js'
import { entryOf } from '../../src/tally/queries.js'
import { testApp, type TestApp } from '../helpers/app.js'
import { aBundle } from '../helpers/bundles.js'
import { openPage, startChromium } from '../helpers/chromium.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { aPolledElection, contestsOf, sheetFields, signedIn, startSheet, typeSheet } from '../helpers/tally.js'

t.setTimeout(120_000)

/** Pages of a real browser, each signed in as somebody; what the console objected to. */
async function browserAt(t: Test, house: TestApp) {
  const address = await house.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await startChromium(t)
  const complaints: string[] = []
  const as = async (name: string): Promise<Page> => {
    const opened = await openPage(browser, address)
    await opened.page.goto('/sign-in')
    await opened.page.fill('#signInName', name)
    await opened.page.fill('#password', testPassword)
    await opened.page.press('#password', 'Enter')
    await opened.page.waitForURL((at) => !at.pathname.startsWith('/sign-in'))
    opened.page.on('pageerror', (error) => complaints.push(error.message))
    return opened.page
  }
  return { as, complaints }
}

async function entryIn({ db }: TestApp, id: number) {
  const row = await db
    .selectFrom('tallySheet')
    .select(['entry', 'draft'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return entryOf(row) as EntryState & { running?: { draft: Record<string, string> } }
}

/** Waits for what the page does behind its back. */
async function eventually(holds: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < 50; tries += 1) {
    if (await holds()) return true
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}

/** A sheet of twelve candidates: two for the chair, three for vice-chair, seven for six seats. */
async function twelve(t: Test) {
  const house = await testApp(t)
  const posts = [
    { title: '主任', position: 'chair', seats: 1, reservedForWoman: false },
    { title: '副主任', position: 'viceChair', seats: 2, reservedForWoman: false },
    { title: '委员', position: 'member', seats: 6, reservedForWoman: false },
  ] as const
  const election = await aPolledElection(house, await aHouse(house), { posts })
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`${election.base}/set-up-sheets`)
  await officer.submit({}, `${election.base}/set-up-sheets`)
  const { id } = await house.db.selectFrom('tallySheet').select('id').executeTakeFirstOrThrow()
  const votes = [
    [30, 16],
    [40, 30, 20],
    [40, 39, 38, 37, 36, 35, 10],
  ]
  const fields = sheetFields(contestsOf(election), { returned: 48, invalid: 2, votes })
  return { house, election, id, fields, page: `${election.base}/sheets/${id}` }
}

t.test(
  'a sheet of twelve candidates is typed with digits and Enter alone, and survives a closed browser',
  async (t) => {
    const { house, election, id, fields, page: address } = await twelve(t)
    await startSheet(await signedIn(house, 'tallyClerk'), election.base, id)
    const { as, complaints } = await browserAt(t, house)
    let strokes = 0
    const typed = (page: Page) => ({
      text: async (digits: string) => {
        await page.keyboard.type(digits)
        strokes += digits.length
      },
      key: async (key: string) => {
        await page.keyboard.press(key)
        strokes += 1
      },
    })
    const values = Object.values(fields).map(String)
    const first = await as('tallyClerk')
    await first.goto(`${address}/enter-sheet`)
    await first.waitForSelector('#ballotsIssued:focus')
    const before = typed(first)
    for (const value of values.slice(0, 8)) {
      await before.text(value)
      await before.key('Enter')
    }
    t.match(await first.textContent('[data-balance=ballots]'), '平：收回 48 ＝ 有效 46 ＋ 无效 2 ＋ 空白 0')
    await first.keyboard.press('?')
    t.ok(await first.locator('#sheet-help[open]').count(), 'the reference opens by ?')
    t.match(await first.textContent('#sheet-help'), 'W09')
    await first.keyboard.press('?')
    await first.close({ runBeforeUnload: true })
    const isKept = async () => (await entryIn(house, id)).running?.draft[Object.keys(fields)[7] ?? ''] === values[7]
    t.ok(await eventually(isKept), 'what was typed is kept as the browser closes')

    const page = await as('tallyClerk')
    await page.goto(`${address}/enter-sheet`)
    const { text, key } = typed(page)
    // The first empty field: the number of ballots issued, which need not stand on the sheet. On to where typing ended.
    await page.focus(`[name="${Object.keys(fields)[8] ?? ''}"]`)
    let at = 8
    // Behind the five figures of the ballots.
    let end = 5
    for (const candidates of [2, 3, 7]) {
      end += candidates * 3
      for (; at < end; at += 1) {
        await text(values[at] ?? '')
        await key('Enter')
      }
      t.equal(await page.locator('input.name:focus').count(), 1, 'at the persons written in')
      await key('Enter')
    }
    t.match(
      await page.textContent('[data-post]:last-of-type [data-balance=post]'),
      '＋ 未选 41 ＝ 有效票 46 × 应选 6 ＝ 276',
    )
    t.equal(await page.locator('[data-last]:focus').count(), 1, 'at the button')
    await key('Enter')
    await page.waitForSelector('.flash')
    t.equal((await entryIn(house, id)).status, 'firstEntryDone')
    // 41 fields: the digits on the paper, an Enter each, three to pass those written in, one to submit.
    const digits = values.join('').length
    t.equal(strokes, digits + values.length + 3 + 1)
    t.comment(
      `a sheet of 12 candidates: ${values.length} fields, ${digits} digits, ${strokes} keystrokes, ${(strokes / values.length).toFixed(1)} a field`,
    )
    t.same(complaints, [])
  },
)

t.test('a bundle is typed ballot by ballot by keyboard alone, and survives a closed browser', async (t) => {
  const { house, election, clerks, id, href, entry } = await aBundle(t, 6)
  await startSheet(clerks[0], election.base, id)
  const { as, complaints } = await browserAt(t, house)
  const first = await as('tallyClerk')
  await first.goto(href)
  await first.waitForSelector('#ballot-line:focus')
  for (const line of ['1.3.5', '=', '1.2']) {
    await first.keyboard.type(line)
    await first.keyboard.press('Enter')
  }
  t.match(await first.textContent('[data-balance]'), '主任：3 张 × 1 ＝ 选 2 ＋ 未选 0 ＋ 多选 1 张 × 1')
  t.match(await first.textContent('[data-balance]'), '委员：3 张 × 3 ＝ 选 2 ＋ 未选 7')
  await first.keyboard.type('??')
  t.ok(await first.locator('#sheet-help[open]').count(), 'the reference opens by ??')
  await first.keyboard.type('??')
  await first.close({ runBeforeUnload: true })
  t.ok(await eventually(async () => (await entry()).running?.draft['ballot-3'] === '1.2'), 'kept as the browser closes')

  const page = await as('tallyClerk')
  await page.goto(href)
  await page.waitForSelector('#ballot-line:focus')
  t.equal(await page.textContent('[data-number]'), '4', 'typing goes on where it ended')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.type('2.4')
  await page.keyboard.press('Enter')
  for (const line of ['0', '-1.3', '2']) {
    await page.keyboard.type(line)
    await page.keyboard.press('Enter')
  }
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.flash')
  const state = await entry()
  if (!('first' in state)) throw new Error(state.status)
  t.same(state.first.entered.ballots, ['1 3 5', '1 3 5', '2 4', '0', '-1 3', '2'])
  await page.setViewportSize({ width: 390, height: 844 })
  t.notOk(await page.locator('.stages-details[open]').count(), 'on a telephone the stages are folded')
  t.same(complaints, [])
})

t.test('differences are resolved by keyboard alone', async (t) => {
  const { house, election, id, fields, page: address } = await twelve(t)
  await typeSheet(await signedIn(house, 'tallyClerk'), election.base, id, fields)
  const second = await signedIn(house, 'tallyClerk-2')
  await typeSheet(second, election.base, id, { ...fields, invalidBallots: 1, blankBallots: 1 })
  t.equal((await entryIn(house, id)).status, 'entriesDiffer')
  const { as, complaints } = await browserAt(t, house)
  const page = await as('electionOfficer')
  await page.goto(`${address}/resolve-differences`)
  await page.waitForSelector('input[type=radio]:focus')
  await page.keyboard.press('?')
  t.match(await page.textContent('#sheet-help'), '请投票站重新清点', 'in the words of who decides')
  await page.keyboard.press('?')
  await page.keyboard.press('Space')
  const chosen = await page.locator('input[type=radio]:checked').getAttribute('value')
  t.ok(chosen)
  await page.keyboard.press('Enter')
  await page.waitForSelector('.flash, #error-summary')
  t.not((await entryIn(house, id)).status, 'entriesDiffer')
  t.same(complaints, [])
})
