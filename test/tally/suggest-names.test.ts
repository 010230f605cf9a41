import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aBundle } from '../helpers/bundles.js'
import { openPage, startChromium } from '../helpers/chromium.js'
import { aClient } from '../helpers/client.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { aPolledElection, declared, startSheet, sheetFields, contestsOf, tallied } from '../helpers/tally.js'

t.setTimeout(120_000)

interface Suggested {
  readonly names: readonly { readonly name: string; readonly about: string }[]
}

t.test('names of the roll with group and age, to typists alone, by name alone, while the count is open', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  const clerk = await aClient(house, 'tallyClerk')
  const ask = async (text: string) => {
    const answer = await clerk.get(`${election.base}/suggest-names?q=${encodeURIComponent(text)}`)
    t.equal(answer.statusCode, 200, text)
    return JSON.parse(answer.body) as Suggested
  }
  const [one] = await house.db
    .selectFrom('voter')
    .select(['name', 'voterNumber'])
    .where('electionId', '=', election.id)
    .limit(1)
    .execute()
  const { names } = await ask(one?.name ?? '')
  t.equal(names[0]?.name, one?.name)
  t.match(names[0]?.about, /^第[一二三四五六七八九十]+居民小组　\d+岁$/)
  t.strictSame(Object.keys(names[0] ?? {}).sort(), ['about', 'name'], 'and nothing else')
  const family = await ask('王')
  t.ok(family.names.length > 1 && family.names.length <= 8)
  t.ok(family.names.every(({ name }) => name.includes('王')))
  for (const [text, because] of [
    ['', 'nothing typed'],
    [String(one?.voterNumber), 'a number of the roll'],
    ['330203199001011234', 'an identity number'],
    ['123X', 'its tail'],
    ['1号', 'an address'],
    ['%', 'anything'],
    ['查无此人', 'nobody of the name'],
  ] as const)
    t.strictSame((await ask(text)).names, [], because)
  for (const [name, status] of [
    ['electionOfficer', 403],
    ['observer', 403],
    ['rollClerk', 403],
    ['tallyClerk-other', 404],
  ] as const) {
    const visitor = await aClient(house, name)
    t.equal(
      (await visitor.get(`${election.base}/suggest-names?q=王`.replace('王', '%E7%8E%8B'))).statusCode,
      status,
      name,
    )
  }
  const votes = [
    [40, 5],
    [40, 5],
    [40, 39, 38, 3],
  ]
  await tallied(house, election, [sheetFields(contestsOf(election), { returned: 48, votes })])
  await declared(house, election.base)
  t.strictSame((await ask('王')).names, [], 'after the declaration nobody looks anybody up here')
})

t.test(
  'a name is chosen by arrows and Enter, on the sheet and at the ballot desk; any spelling can be typed',
  async (t) => {
    const { house, election, officer, clerks, id, href, entry } = await aBundle(t, 6)
    await startSheet(clerks[0], election.base, id)
    const candidates = election.candidates.flat().map(({ name }) => name)
    const people = await house.db
      .selectFrom('voter')
      .select('name')
      .where('electionId', '=', election.id)
      .where('name', 'not in', candidates)
      .orderBy('id', 'desc')
      .limit(1)
      .execute()
    const somebody = people[0]?.name ?? ''
    const address = await house.app.listen({ port: 0, host: '127.0.0.1' })
    const { page } = await openPage(await startChromium(t), address)
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto('/sign-in')
    await page.fill('#signInName', 'tallyClerk')
    await page.fill('#password', testPassword)
    await page.press('#password', 'Enter')
    await page.waitForURL((at) => !at.pathname.startsWith('/sign-in'))
    await page.goto(href)
    await page.waitForSelector('#ballot-line:focus')
    await page.keyboard.type('1./3')
    await page.keyboard.insertText(somebody.slice(0, 1))
    await page.waitForSelector('.name-suggestions:not([hidden]) li')
    await page.locator('.name-suggestions li', { hasText: somebody }).first().waitFor()
    for (let tries = 0; tries < 8; tries += 1) {
      await page.keyboard.press('ArrowDown')
      const chosen = await page.locator('.name-suggestions [aria-selected=true] .name').textContent()
      if (chosen === somebody) break
    }
    await page.keyboard.press('Enter')
    t.equal(await page.inputValue('#ballot-line'), `1./3${somebody}`, 'the name is completed, the ballot not yet taken')
    await page.keyboard.press('Enter')
    t.equal(await page.textContent('[data-number]'), '2')
    await page.keyboard.type('/1')
    await page.keyboard.insertText('王大力')
    await page.keyboard.press('Enter')
    t.equal(await page.textContent('[data-number]'), '3', 'a name that nobody bears is taken as typed')
    await page.keyboard.type('/1')
    await page.keyboard.insertText(candidates[0] ?? '')
    await page.locator('[data-meaning]', { hasText: '就是本职务候选人，计入其得票' }).waitFor()
    await page.keyboard.press('Enter')
    for (const line of ['0', '0', '0']) {
      await page.keyboard.type(line)
      await page.keyboard.press('Enter')
    }
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.flash')
    const state = await entry()
    if (!('first' in state)) throw new Error(state.status)
    t.match(state.first.entered.ballots?.[0], somebody)

    await officer.open(`${election.base}/set-up-sheets`)
    const stationId = String(election.stationIds[0])
    await officer.submit({ stationId, mode: 'totals' }, `${election.base}/set-up-sheets/add`)
    const sheet = await house.db
      .selectFrom('tallySheet')
      .select('id')
      .where('mode', '=', 'totals')
      .executeTakeFirstOrThrow()
    await startSheet(clerks[0], election.base, sheet.id)
    await page.goto(`${election.base}/sheets/${sheet.id}/enter-sheet`)
    await page.waitForSelector('#ballotsIssued:focus')
    const field = page.locator('input.name').first()
    await field.focus()
    await page.keyboard.insertText(somebody.slice(0, 1))
    await page.waitForSelector('.name-suggestions:not([hidden]) li')
    await page.keyboard.press('ArrowDown')
    const chosen = await page.locator('.name-suggestions [aria-selected=true] .name').textContent()
    await page.keyboard.press('Enter')
    t.equal(await field.inputValue(), chosen)
    await page.keyboard.press('Enter')
    t.equal(await page.locator('[data-write-in]:focus').count(), 1, 'with a name chosen Enter goes on as ever')
    t.strictSame(complaints, [])
  },
)
