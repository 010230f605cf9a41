import t, { type Test } from 'tap'
import { figureNames } from '../../src/rules/figures.js'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'

async function rulesPage(t: Test, wish: { readonly ruleSetId?: string; readonly settings?: string } = {}) {
  const house = await testApp(t)
  const { id } = await anElection(house, await aHouse(house))
  await house.db
    .updateTable('election')
    .set({ ruleSetId: 'zhejiang-2026', ...wish })
    .execute()
  const officer = await house.visitor().signIn('electionOfficer', testPassword)
  const address = `/elections/${id}/rules`
  await officer.open(address)
  return { house, id, officer, address }
}

const words = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

const tableRows = (html: string) => [...html.matchAll(/<tr>\s*<th scope="row">[^]*?<\/tr>/g)].map(([row]) => words(row))

/** The row of a figure: its words without marks. */
const rowOf = (html: string, title: string) => tableRows(html).find((row) => row.startsWith(`${title} `)) ?? ''

t.test('the set in force: each figure in words, its source, how sure it is, and who may set it', async (t) => {
  const { officer, id } = await rulesPage(t)
  t.match(words(officer.html), '浙江省城市社区居民委员会选举规则（2026年，暂定），第 1 版，自2026年1月1日起适用')
  t.match(officer.html, '含暂定数值')
  t.equal(
    rowOf(officer.html, '选民名单公布提前天数'),
    '选民名单公布提前天数 选举日20日前 《城市居民委员会组织法》第十七条 已核对原文 可以，只能更严',
  )
  t.equal(rowOf(officer.html, '当选票数比例'), '当选票数比例 过半数 《城市居民委员会组织法》第十九条 已核对原文 不可以')
  t.equal(
    rowOf(officer.html, '另行选举期限天数'),
    '另行选举期限天数 30日内 参照《浙江省村民委员会选举办法》第二十九条 参照同类规定 暂定 可以',
  )
  t.equal(rowOf(officer.html, '提名截止提前天数'), '提名截止提前天数 选举日16日前 法律未规定，系统默认 系统默认 可以')
  t.equal(tableRows(officer.html).length, figureNames.length)
  t.match(words(officer.html), '可否另定 任期、职数和选举方式 任期年数', 'under headings')
  t.match(words(officer.html), `${figureNames.length} 全部`)
  t.match(words(officer.html), `共 ${figureNames.length} 项`)
  const counts = [...officer.html.matchAll(/<li><strong>(\d+)<\/strong>/g)].map(([, count]) => Number(count))
  t.equal(
    counts.slice(1).reduce((sum, count) => sum + count, 0),
    counts[0],
    'the kinds add up to all',
  )
  await officer.open(`/elections/${id}/plan`)
  t.match(officer.html, `<a href="/elections/${id}/rules">浙江省`, 'the plan leads here')
  t.match(officer.html, `<a href="/elections/${id}/rules">适用规则</a>`, 'so does every page of the election')
})

t.test('a search by title or source, and nothing found', async (t) => {
  const { officer, address } = await rulesPage(t)
  for (const { q, found, because } of [
    { q: '委托', found: 8, because: 'by title' },
    { q: '第十九条', found: 11, because: 'by source' },
    { q: ' 第十九条　', found: 11, because: 'blanks around it' },
    { q: '（四川', found: 0, because: 'nothing' },
    { q: '', found: figureNames.length, because: 'everything' },
  ]) {
    await officer.open(`${address}?q=${encodeURIComponent(q)}`)
    t.equal(tableRows(officer.html).length, found, because)
    t.match(words(officer.html), new RegExp(`(找到|共) ${found} 项`), because)
    t.match(words(officer.html), `${figureNames.length} 全部`, 'the figures of the whole set stay')
  }
  await officer.open(`${address}?q=%3Cb%3E`)
  t.match(officer.html, '没有找到')
  t.match(officer.html, 'value="&lt;b&gt;"', 'what was typed is kept, as text')
  await officer.open(`${address}?q=a&q=b`)
  t.equal(tableRows(officer.html).length, figureNames.length, 'a word that comes twice is none')
})

t.test('what the community set itself is said to be its own', async (t) => {
  const { officer } = await rulesPage(t, { settings: '{"runoffDays":7}' })
  t.equal(
    rowOf(officer.html, '另行选举期限天数'),
    '另行选举期限天数 7日内 本社区选举办法（原为30日内，参照《浙江省村民委员会选举办法》第二十九条） 本社区另定 可以',
  )
  t.match(words(officer.html), '1 本社区另定')
})

t.test('a set that was read in full is not called provisional, one of the past names its days', async (t) => {
  const sichuan = await rulesPage(t, { ruleSetId: 'sichuan-2026' })
  t.notMatch(sichuan.officer.html, /status-warn">(含)?暂定/)
  t.match(rowOf(sichuan.officer.html, '另行选举期限天数'), '10日内 《四川省城市居民委员会选举条例》第三十五条')
  const past = await rulesPage(t, { ruleSetId: 'zhejiang-2012' })
  t.match(words(past.officer.html), '2012年1月1日至2020年8月9日适用')
  t.match(rowOf(past.officer.html, '任期年数'), '任期年数 3年')
})

t.test('who may look at the election may read its rules, and nobody else', async (t) => {
  const { house, address } = await rulesPage(t)
  for (const name of ['observer', 'rollclerk', 'bureauauditor', 'townshipofficer']) {
    t.equal((await (await aClient(house, name)).get(address)).statusCode, 200, name)
  }
  t.equal((await (await aClient(house, 'administrator')).get(address)).statusCode, 403)
  t.equal((await (await aClient(house, 'electionofficer-other')).get(address)).statusCode, 404)
})
