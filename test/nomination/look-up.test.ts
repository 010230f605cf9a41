import type { Page } from 'playwright-core'
import t from 'tap'
import { openPage, startChromium } from '../helpers/chromium.js'
import { testPassword } from '../helpers/factories.js'
import { aNominationDesk, hand, removeVoter, renameVoter, signed } from '../helpers/nomination.js'

t.setTimeout(240_000)

t.test('what is typed is looked up: found, namesakes, removed, unknown, used up', async (t) => {
  const desk = await aNominationDesk(t)
  const { clerk, election, home } = desk
  const { db } = desk.made
  await renameVoter(db, election, 22, '李伟')
  await removeVoter(db, election, 40)
  await hand(desk, { nominee: '1', nominators: signed(21, 30) })
  const ask = async (entry: string, nominee = '3') => {
    const query = new URLSearchParams({ entry, nominee, postId: String(election.postIds[0]) })
    await clerk.open(`${home}/look-up?${query.toString()}`)
    return JSON.parse(clerk.html) as Record<string, unknown>
  }
  t.match(await ask('１１号'), { state: 'found', number: 11, text: /^11号 .+ 居民小组$|^11号 / })
  t.match(await ask('李伟'), { state: 'namesakes', choices: [{ number: 2 }, { number: 22 }] })
  t.match(await ask('40'), { state: 'removed', text: /已从选民名单中去掉，不计/ })
  t.match(await ask('查无此人'), { state: 'unknown' })
  t.match(await ask(''), { state: 'unknown' })
  t.match(await ask('21'), { state: 'used', used: /已联名提名主任1名，达到应选名额1名/ })
  t.match(await ask('21', '1'), { state: 'found' }, 'another paper for the same person uses nothing up')
  t.notMatch(clerk.html, /\d{15}|长岭路/, 'no more than tells namesakes apart')
  for (const [name, status] of [
    ['observer', 403],
    ['townshipOfficer', 403],
    ['rollClerk-other', 404],
  ] as const) {
    const visitor = await desk.made.visitor().signIn(name, testPassword)
    t.equal((await visitor.open(`${home}/look-up?entry=11`)).status, status, name)
  }
})

t.test('a voter who has signed for as many as there are seats is named before the paper is filed', async (t) => {
  const desk = await aNominationDesk(t)
  await hand(desk, { nominee: '1', nominators: signed(21, 30) })
  await hand(desk, { nominee: '3', nominators: signed(21, 31) })
  t.equal(desk.clerk.status, 422)
  t.match(desk.clerk.html, '已联名提名主任1名，达到应选名额1名，请核实')
  t.match(desk.clerk.html, '第十七条', 'the article is named')
})

t.test('self-nomination is filed where the procedure takes it, and refused with the article elsewhere', async (t) => {
  const desk = await aNominationDesk(t)
  const { db } = desk.made
  await desk.clerk.open(`${desk.home}/record-nomination`)
  t.notMatch(desk.clerk.html, 'value="self"')
  t.match(desk.clerk.html, '本次选举不接受自荐')
  const self = { nominee: '1', kind: 'self', nominators: '', acceptsConditions: 'yes' }
  await hand(desk, self)
  t.equal(desk.clerk.status, 422)
  t.match(desk.clerk.html, /本次选举不接受自荐。（《城市居民委员会组织法》第十八条）/)
  await db.updateTable('election').set({ settings: '{"selfNomination":true}' }).execute()
  await hand(desk, { ...self, acceptsConditions: '' })
  t.match(desk.clerk.html, '请按自荐表选明是否服从资格条件')
  const told = { pledge: '办好老年食堂', 'resume-1-span': '2008年至今', 'resume-1-employer': '云岭建材商行' }
  await hand(desk, { ...self, ...told, reason: '愿意为居民办事' })
  t.match(desk.clerk.html, '已登记第1号提名表')
  t.match(desk.clerk.html, '自荐')
  t.match(desk.clerk.html, '办好老年食堂')
  t.match(await db.selectFrom('nominationPaper').selectAll().execute(), [{ kind: 'self', reason: '愿意为居民办事' }])
  await desk.officer.open(desk.home)
  t.match(desk.officer.html, '<td class="nowrap">自荐</td>')
})

async function signIn(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await page.fill('#signInName', 'rollclerk')
  await page.fill('#password', testPassword)
  await page.press('#password', 'Enter')
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

t.test('a paper is typed in a real browser by keyboard alone', async (t) => {
  const desk = await aNominationDesk(t)
  const { election, home, made } = desk
  await renameVoter(made.db, election, 22, '李伟')
  await removeVoter(made.db, election, 40)
  const address = await made.app.listen({ port: 0, host: '127.0.0.1' })
  const { page, complaints } = await openPage(await startChromium(t), address)
  const { keyboard } = page
  const focused = page.locator(':focus')
  const said = async (line: number, text: string) => {
    const note = page
      .locator('.signer-line')
      .nth(line - 1)
      .locator('span', { hasText: text })
    await note.waitFor()
    return await note.textContent()
  }
  await signIn(page)
  await page.goto(`${home}/record-nomination`)
  await page.focus('#postId')
  await keyboard.press('ArrowDown')
  await keyboard.press('Tab')
  await keyboard.press('Control+A')
  await keyboard.type('2027-05-04')
  await keyboard.press('Tab')
  await keyboard.type('1')
  await keyboard.press('Enter')
  await keyboard.press('Enter')
  t.match(await focused.getAttribute('aria-label'), '联名人的选民证号或者姓名')

  await keyboard.type('21')
  t.match(await said(1, '21号'), /21号 .+/, 'found as soon as it is typed')
  await keyboard.press('Enter')
  await keyboard.type('查无此人')
  await keyboard.press('Enter')
  t.match(await said(2, '不在'), '不在选民名单上，不计')
  await keyboard.type('40')
  await keyboard.press('Enter')
  t.match(await said(3, '去掉'), '已从选民名单中去掉，不计')
  await keyboard.type('21')
  await keyboard.press('Enter')
  t.match(await said(4, '同一人'), '与第1行是同一人，只计一次')
  await keyboard.type('李伟')
  await said(5, '2名同名选民')
  await keyboard.press('Tab')
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  t.match(await said(5, '22号'), '22号 李伟', 'the second namesake, chosen by Tab and Enter')
  await page.locator('.signer-count', { hasText: /^计 2 名，须有 10 名以上，还差 8 名/ }).waitFor()

  // Wrong lines are taken away with the backspace key.
  for (const line of [4, 3, 2]) {
    await page
      .locator('.signer-line input')
      .nth(line - 1)
      .focus()
    await keyboard.press('Control+A')
    await keyboard.press('Backspace')
    await keyboard.press('Backspace')
  }
  await page.locator('.signer-line input').last().focus()
  for (let number = 23; number <= 30; number++) {
    await keyboard.press('Enter')
    await keyboard.type(String(number))
  }
  await said(10, '30号')
  await page.locator('.signer-count', { hasText: '计 10 名' }).waitFor()
  t.match(await page.textContent('.signer-count'), '已够')
  await keyboard.press('Enter')
  await keyboard.press('Enter')
  t.equal(await focused.getAttribute('id'), 'occupation', 'an empty line ends the list')
  await keyboard.type('社区工作者')
  await keyboard.press('Tab')
  await keyboard.type('群众')
  await keyboard.press('Tab')
  await keyboard.type('大专')
  await keyboard.press('Enter')
  await page.waitForURL(/\/nominees\/\d+$/)
  t.match(await page.textContent('.flash'), '已登记第1号提名表')
  t.match(await made.db.selectFrom('nominationPaper').selectAll().execute(), [{ nominators: 10, kind: 'joint' }])
  t.strictSame(complaints, [], 'the browser has nothing to object to')
})
