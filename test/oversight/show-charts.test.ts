import t from 'tap'
import { drawBars, drawSteps, plainSvg } from '../../src/oversight/draw-chart.js'
import { testApp } from '../helpers/app.js'
import { openPage, startChromium } from '../helpers/chromium.js'
import { aClient } from '../helpers/client.js'
import { aDeclaredElection } from '../helpers/declared.js'
import { aHouse, testPassword } from '../helpers/factories.js'

const url = '/statistics/charts'
const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const textsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text)

t.test('bars: to scale, told apart by pattern, safe for a strict page', async (t) => {
  const svg = drawBars({
    key: 'some',
    description: '甲 < 乙 "丙"',
    bars: [
      { label: '甲<街道', basisPoints: 10_000, words: '100.00%（4／4）', look: 'full' },
      { label: '乙街道', basisPoints: 5_000, words: '50.00%（1／2）', look: 'striped' },
      { label: '丙街道', basisPoints: null, words: '尚未选举', look: 'dotted' },
    ],
    target: { basisPoints: 7_000, words: '全市目标 70%' },
  })
  t.notMatch(svg, /<script|<style| style=|class="zr|ecmeta|url\((?!#some-)/, 'nothing that the policy would refuse')
  t.strictSame(
    [...svg.matchAll(/https?:[^"]*/g)].map(([address]) => address),
    ['http://www.w3.org/2000/svg'],
    'nothing from elsewhere',
  )
  t.match(svg, 'role="img" aria-label="甲 &lt; 乙 &quot;丙&quot;"')
  const texts = textsOf(svg)
  for (const text of ['甲&lt;街道', '100.00%（4／4）', '50.00%（1／2）', '尚未选举', '全市目标 70%'])
    t.ok(texts.includes(text), text)
  const widths = [
    ...svg.matchAll(/<path d="M[\d.]+ [\d.]+l([\d.]+) 0l0 [\d.]+l-[\d.]+ 0Z" fill="#[0-9a-f]+" stroke="#1d4f8f"/g),
  ].map(([, w]) => w)
  t.equal(widths.length, 2, 'no bar where there is no share')
  t.ok(Math.abs(Number(widths[0]) - 2 * Number(widths[1])) <= 2, 'half as long, but for the border')
  t.match(svg, /<pattern [^>]*id="some-p0"/)
  t.match(svg, /fill="url\(#some-p0\)"/)
})

t.test('stairs: one dash pattern a line', async (t) => {
  const svg = drawSteps({
    ...{ key: 'stairs', description: '进度', days: ['4.1', '4.2', '4.3'], most: 2 },
    lines: [
      { name: '已宣布', counts: [0, 1, null] },
      { name: '按日程', counts: [0, 1, 2] },
    ],
  })
  t.match(svg, /stroke-dasharray/)
  t.ok(textsOf(svg).includes('按日程'))
  t.equal(drawSteps({ key: 'a', description: '', days: [], lines: [], most: 1 }).includes('NaN'), false)
  t.equal(
    plainSvg('<svg width="1" height="2" a="b">\n</svg>', 'k', 'd'),
    '<svg class="chart" role="img" aria-label="d" a="b"></svg>',
  )
})

t.test('the page: rate, turnout and season in pictures, and the same figures in tables', async (t) => {
  const { house } = await aDeclaredElection(t)
  const auditor = await aClient(house, 'bureauAuditor')
  const page = await auditor.get(url)
  t.equal(page.statusCode, 200)
  t.equal([...page.body.matchAll(/<svg class="chart" role="img"/g)].length, 3)
  const words = plain(page.body)
  t.match(
    words,
    /全市 1 1 100\.00% 70% 2 尚未定局 锦屏街道 1 1 100\.00% 全部直选 1 尚未定局 溪口镇 0 0 — 全市 70% 1 尚未选举/,
  )
  const { outcome } = await house.db.selectFrom('result').select('outcome').executeTakeFirstOrThrow()
  const { registered, votersWhoVoted } = JSON.parse(outcome) as { registered: number; votersWhoVoted: number }
  t.match(words, new RegExp(`奉中社区 锦屏街道 ${registered} ${votersWhoVoted} [\\d.]+% 已宣布结果`))
  t.match(words, /锦山社区 锦屏街道 未启动 武岭社区 溪口镇 未启动/)
  t.match(words, '至今天应投票 1 个，已宣布结果 1 个，共 3 个社区')

  const officer = await aClient(house, 'townshipOfficer-other')
  const own = plain((await officer.get(url)).body)
  t.notMatch(own, '奉中社区', 'a township sees its own')
  t.match(own, '还没有社区投票')
  for (const role of ['administrator', 'electionOfficer', 'observer']) {
    t.equal((await (await aClient(house, role)).get(url)).statusCode, 403, role)
  }
})

t.test('a browser has nothing to complain of, and no page goes sideways on a phone', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  const address = await house.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await startChromium(t)
  const { page, complaints } = await openPage(browser, address)
  await page.goto('/sign-in')
  await page.fill('#signInName', 'bureauauditor')
  await page.fill('#password', testPassword)
  await page.press('#password', 'Enter')
  await page.waitForURL((to) => to.pathname === '/')
  await page.setViewportSize({ width: 390, height: 800 })
  await page.goto(url)
  t.strictSame(complaints, [], 'the policy lets every drawing in')
  t.equal(await page.evaluate("getComputedStyle(document.querySelector('svg.chart text')).fontSize"), '13px')
  t.equal(await page.evaluate('document.documentElement.scrollWidth'), 390)
})
