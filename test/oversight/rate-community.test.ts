import t from 'tap'
import { decideForm } from '../../scripts/walk/prepare.js'
import { clearSupport } from '../../scripts/walk/tally.js'
import * as papers from '../../scripts/walk/papers.js'
import { testApp, type TestApp } from '../helpers/app.js'
import type { Browser } from '../helpers/browser.js'
import { aClient } from '../helpers/client.js'
import { countEvents, lastEvents } from '../helpers/events.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { holdVote, walkToElectionDay } from '../helpers/journey.js'

/** Title, state and first sentence of each piece on the page of a community. */
function piecesOn(html: string): string[] {
  const [, body = ''] = /<h1>.*?<tbody>(.*?)<\/tbody>/s.exec(html) ?? []
  return [...body.matchAll(/<th scope="row"[^>]*>(.*?)<\/th><td[^>]*><span[^>]*>(.*?)<\/span>/gs)].map(
    ([, title = '', state = '']) => `${title} ${state}`,
  )
}

async function signIn(test: TestApp, name: string): Promise<Browser> {
  return await test.visitor().signIn(name, testPassword)
}

t.test('a claim is proven, sent back, answered, confirmed by two, and what changes afterwards is seen', async (t) => {
  const test = await testApp(t)
  const house = await aHouse(test)
  const journey = await walkToElectionDay(test, house, 'allVoters')
  const { electionId, cast } = journey
  const page = `/rate-evidence/${house.communityIds[0]}`
  const auditor = await signIn(test, 'bureauAuditor')
  await auditor.open(page)
  t.match(piecesOn(auditor.html).slice(3), ['选票发出和收回 未到时候', '参选率 未到时候'], 'the poll is still to come')
  const wish = { verdict: 'confirmed', form: 'allVoters', reason: '' }
  await auditor.submit({ ...wish, reason: '先核定' }, page)
  t.match(auditor.html, '还没有举行有效的选举，不能核定')

  await holdVote(journey, 75, clearSupport)
  await auditor.open(page)
  t.match(auditor.html, '没有登记决定选举方式的会议')
  await auditor.submit(wish, page)
  t.equal(auditor.status, 422)
  t.match(auditor.html, /不齐全或不一致，仍要核定的，请写明理由/)
  await auditor.submit({ ...wish, verdict: 'sentBack' }, page)
  t.match(auditor.html, '存疑或者退回的，要写明理由')
  await auditor.submit({ ...wish, verdict: 'sentBack', reason: '没有会议记录' }, page)
  t.match(auditor.html, '已退回街道（镇）补充')
  t.match(await lastEvents(test, 1), [
    { type: 'rateVerdictGiven', electionId, facts: { number: 1, verdict: 'sentBack', form: null } },
  ])

  const township = await signIn(test, 'townshipOfficer')
  await township.open('/direct-election-rate')
  t.match(township.html, /民政局退回，等您补充.*没有会议记录/s)
  await decideForm(cast.officer, electionId, '2027-04-01', 'allVoters')
  await papers.post(cast.officer, electionId, '社区公告栏')
  await township.open(page)
  await township.submit({ answer: '' }, `${page}/answer`)
  t.match(township.html, '请说明补充、更正了什么')
  await township.submit({ answer: '会议记录已补登' }, `${page}/answer`)
  t.match(township.html, '已报回民政局')
  t.notMatch(township.html, '报回民政局</button>', 'answered once')

  await auditor.open(page)
  const states = piecesOn(auditor.html)
  t.strictSame(
    states.filter((piece) => !piece.endsWith('齐全一致')),
    [],
    'everything is there and agrees',
  )
  t.equal(states.length, 8)
  await auditor.submit(wish, page)
  t.match(auditor.html, '在等另一位审核员复核')
  const stale = await signIn(test, 'bureauAuditor-2')
  const second = await signIn(test, 'bureauAuditor-2')
  await stale.open(page)
  await second.open(page)
  t.equal(
    (await (await aClient(test, 'bureauAuditor')).post(`${page}/second`, { version: '2', agrees: 'yes', note: '' }))
      .statusCode,
    422,
    'not one’s own',
  )
  await second.submit({ agrees: 'no', note: '' }, `${page}/second`)
  t.match(second.html, '不同意的，要写明理由')
  await second.submit({ agrees: 'yes', note: '' }, `${page}/second`)
  t.match(second.html, '审核意见生效')
  await stale.submit({ agrees: 'yes', note: '' }, `${page}/second`)
  t.equal(stale.status, 422, 'nothing waits any more')
  await auditor.open('/direct-election-rate')
  t.match(auditor.html, '<strong>1／1</strong><span>核定：直选／已核定</span>')

  await decideForm(cast.officer, electionId, '2027-04-01', 'households')
  await auditor.open(page)
  t.match(auditor.html, '提出审核意见以后，凭据有了变化')
  t.match(auditor.html, '会议决定的是户代表选举，申报的是全体有选举权的居民选举（居民直选）')
  await auditor.open('/rate-evidence?show=faulty')
  t.match(auditor.html, /奉中社区.*审核后凭据有变化/s)
  await t.rejects(test.db.updateTable('rateVerdict').set({ reason: '改' }).execute(), /append-only/)
})

t.test('the bureau examines, the township answers for its own communities, and nobody else comes in', async (t) => {
  const test = await testApp(t)
  const house = await aHouse(test)
  await walkToElectionDay(test, house, 'allVoters')
  const page = `/rate-evidence/${house.communityIds[0]}`
  const events = await countEvents(test)
  const township = await aClient(test, 'townshipOfficer')
  const wish = { version: '0', verdict: 'sentBack', reason: '试' }
  t.equal((await township.get(page)).statusCode, 200)
  t.equal((await township.post(page, wish)).statusCode, 403)
  t.equal(
    (await township.post(`${page}/answer`, { version: '0', answer: '试' })).statusCode,
    409,
    'nothing was sent back',
  )
  const other = await aClient(test, 'townshipOfficer-other')
  t.equal((await other.get(page)).statusCode, 404)
  t.equal((await other.post(`${page}/answer`, { version: '0', answer: '试' })).statusCode, 404)
  for (const role of ['administrator', 'electionOfficer', 'observer']) {
    const client = await aClient(test, role)
    t.equal((await client.get('/rate-evidence')).statusCode, 403, role)
    t.equal((await client.get(page)).statusCode, 403, role)
  }
  t.ok((await countEvents(test)) >= events)
  t.equal((await test.db.selectFrom('rateVerdict').selectAll().execute()).length, 0)
  const auditor = await aClient(test, 'bureauAuditor')
  t.equal(
    (await auditor.post(page, { version: '7', verdict: 'sentBack', reason: '试' })).statusCode,
    409,
    'a stale form',
  )
  t.equal((await auditor.get('/rate-evidence/999999')).statusCode, 404)
})

t.test('rate-evidence lists every community with its pieces', async (t) => {
  const test = await testApp(t)
  const house = await aHouse(test)
  await walkToElectionDay(test, house, 'households')
  const auditor = await signIn(test, 'bureauAuditor')
  await auditor.open('/rate-evidence')
  t.match(auditor.html, /href="\/rate-evidence\/\d+">奉中社区.*户代表.*选举方式的决定：缺少/s)
  for (const show of ['open', 'unexamined', 'proposed', 'sentBack', 'answered']) {
    await auditor.open(`/rate-evidence?show=${show}`)
    t.match(auditor.html, '显示 <span class="num">0</span> 个', show)
  }
})
