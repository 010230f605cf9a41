import t, { type Test } from 'tap'
import { testApp, type TestApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { aHouse, anElection, ordinaryPosts, testPassword } from '../helpers/factories.js'
import { moveTo } from '../helpers/journey.js'
import { declareVote, demoSeason, openRerun } from '../helpers/season.js'
import { lineOf } from '../helpers/table-lines.js'
import { confirmClaim } from '../helpers/verdicts.js'

/** Direct over held as claimed, as confirmed, communities still to vote, and those left out, of a day. */
async function numbersOn(test: TestApp, day: string): Promise<string> {
  const auditor = await test.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open(`/rate-history?day=${day}`)
  const [direct, held, , target, verdict, confirmed, pending, excluded] = lineOf(auditor.html, '合计')
  return `${direct}/${held} ${confirmed} ${pending} ${excluded} ${target} ${verdict}`
}

async function changeSeason(test: TestApp, change: Record<string, unknown>): Promise<void> {
  const auditor = await test.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open('/season')
  const season = {
    termNumber: 9,
    firstDay: '2027-04-01',
    lastDay: '2027-07-31',
    target: 70,
    directForms: ['allVoters'],
  }
  await auditor.submit({ ...season, reason: '市政府决定', ...change }, '/season')
  if (auditor.status !== 200) throw new Error(auditor.html)
}

async function takePart(test: TestApp, communityId: number, participation: string, reason: string): Promise<void> {
  const auditor = await aClient(test, 'bureauAuditor')
  const body = { communityId: String(communityId), participation, reason }
  const answer = await auditor.post('/season/participation', body)
  if (answer.statusCode !== 303) throw new Error(answer.body)
}

/** Three communities through a void vote, a postponement, a changed form, verdicts and changed targets. */
async function anEventfulSeason(t: Test) {
  const test = await testApp(t)
  const house = await aHouse(test, '2027-04-02')
  const [fengzhong, jinshan, wuling] = house.communityIds
  const [jinping, xikou] = house.townshipIds
  const on = (day: `${number}-${number}-${number}`) => moveTo(test, house, day)
  const first = await anElection(test, house, { communityId: fengzhong, voters: 3 })
  const third = await anElection(test, house, { communityId: wuling, voters: 3, form: 'households' })
  await on('2027-04-10')
  await takePart(test, jinshan, 'postponed', '旧村改造，市政府批准')
  await on('2027-04-12')
  await changeForm(test, third.id)
  await declareVote(test, third, { on: '2027-05-02', isValid: false })
  const again = { id: third.id, roundId: await openRerun(test, third.id, '2027-05-16') }
  await declareVote(test, first, { on: '2027-05-05' })
  await on('2027-05-06')
  await confirmClaim(test, fengzhong, 'households')
  await declareVote(test, again, { on: '2027-05-16' })
  await on('2027-05-17')
  await changeSeason(test, { target: 40, directTownships: [xikou] })
  await on('2027-05-18')
  await takePart(test, jinshan, 'takingPart', '')
  await on('2027-05-19')
  await confirmClaim(test, wuling, 'allVoters')
  await declareVote(test, first, { on: '2027-05-19', isValid: false, recount: 1 })
  await on('2027-05-20')
  return { test, house, jinping }
}

/** Households first, then directly: through the page of the plan. */
async function changeForm(test: TestApp, electionId: number): Promise<void> {
  const officer = await test.visitor().signIn('electionOfficer-other', testPassword)
  const page = `/elections/${electionId}/plan`
  await officer.open(page)
  const posts = Object.fromEntries(
    ordinaryPosts.flatMap(({ title, position, seats }, index) =>
      Object.entries({ title, position, seats }).map(([name, value]) => [`post-${index + 1}-${name}`, value]),
    ),
  )
  const contact = { contactPlace: '社区服务中心一楼', contactTelephone: '0574-00000000' }
  await officer.submit({ form: 'allVoters', electionDay: '2027-05-20', ...contact, ...posts }, page)
  if (officer.status !== 200) throw new Error(officer.html)
}

t.test('the rate of each day as reckoned by hand, whatever happened later', async (t) => {
  const { test } = await anEventfulSeason(t)
  for (const { day, numbers, because } of [
    { day: '2027-04-01', numbers: '0/0 0／0 3 0 70% 尚未定局', because: 'nothing had happened' },
    { day: '2027-04-10', numbers: '0/0 0／0 2 1 70% 尚未定局', because: 'one is put off' },
    { day: '2027-05-02', numbers: '0/0 0／0 2 1 70% 尚未定局', because: 'a void vote elected nobody' },
    { day: '2027-05-05', numbers: '1/1 0／0 1 1 70% 尚未定局', because: 'one declared, none confirmed' },
    { day: '2027-05-06', numbers: '1/1 0／1 1 1 70% 尚未定局', because: 'claimed direct, confirmed as of households' },
    { day: '2027-05-16', numbers: '2/2 0／1 0 1 70% 已达到目标', because: 'held again, in the form it was changed to' },
    { day: '2027-05-17', numbers: '2/2 0／1 0 1 40% 已达到目标', because: 'another target from this day on' },
    { day: '2027-05-18', numbers: '2/2 0／1 1 0 40% 已达到目标', because: 'the one put off takes part again' },
    { day: '2027-05-19', numbers: '1/1 1／1 2 0 40% 尚未定局', because: 'a recount found the first void' },
  ]) {
    t.equal(await numbersOn(test, day), numbers, `${day}: ${because}`)
  }
})

t.test('townships, their targets of the day, the weeks, and what it all rests on', async (t) => {
  const { test, jinping } = await anEventfulSeason(t)
  const auditor = await test.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open('/rate-history?day=2027-05-16')
  t.strictSame(lineOf(auditor.html, '锦屏街道'), ['1', '1', '100.00%', '全部直选', '已达到目标', '0／1', '0', '1'])
  t.strictSame(lineOf(auditor.html, '溪口镇').slice(3, 5), ['全市 70%', '达到全市目标'])
  t.match(lineOf(auditor.html, '锦山社区', '<h2>不计入的社区'), ['延期', '旧村改造，市政府批准', '2027年4月10日'])
  t.notMatch(auditor.html, '市政府决定', 'what was decided the day after is not known yet')
  await auditor.open(`/rate-history?township=${jinping}`)
  t.strictSame(lineOf(auditor.html, '溪口镇').slice(3, 5), ['全部直选', '已达到目标'], 'named since 17 May')
  t.match(auditor.html, '按周：锦屏街道')
  t.strictSame(lineOf(auditor.html, '2027年5月5日', '<h2>按周'), [
    ...['1／1', '100.00%', '0／0', '—', '0', '1', '全部直选', '已达到目标'],
  ])
  t.strictSame(lineOf(auditor.html, '2027年4月7日', '<h2>按周').slice(0, 2), ['0／0', '—'])
  t.equal([...auditor.html.matchAll(/aria-current="true"/g)].length, 1, 'the day that was asked for')
  const rests = auditor.html.split('<h2>计算的依据')[1] ?? ''
  for (const text of [
    '申报户代表选举',
    '宣布选举无效',
    '重新选举宣布选举有效',
    '复核后宣布选举无效',
    '核定为户代表选举',
  ]) {
    t.match(rests, text)
  }
  t.match(rests, /直选率目标 40%.*溪口镇须全部直选.*市政府决定.*bureauAuditor/s)
})

t.test('what the page of today says is what the history says of today', async (t) => {
  const test = await testApp(t)
  const { communityIds } = await demoSeason(test)
  for (const name of ['奉中社区', '江口社区'])
    await confirmClaim(test, communityIds.get(name) ?? 0, name === '江口社区' ? 'households' : 'allVoters')
  const auditor = await test.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open('/direct-election-rate')
  const now = ['合计', '锦屏街道', '江口街道', '尚田镇'].map((head) => lineOf(auditor.html, head))
  await auditor.open('/rate-history')
  for (const [index, head] of ['合计', '锦屏街道', '江口街道', '尚田镇'].entries()) {
    const was = lineOf(auditor.html, head)
    t.strictSame(was.slice(0, 5), now[index]?.slice(0, 5), head)
    t.equal(was[5], now[index]?.at(-1), head)
  }
  // 7 direct of 9 held: 江口 by households, 尚田 by representatives; 2 confirmed, one of them direct.
  t.strictSame(now[0]?.slice(0, 3), ['7', '9', '77.78%'])
  t.equal(now[0]?.at(-1), '1／2')
})

t.test('rate-history: a day to come or none at all is refused, a township sees its own', async (t) => {
  const { test, house } = await anEventfulSeason(t)
  const auditor = await test.visitor().signIn('bureauAuditor', testPassword)
  for (const { day, message } of [
    { day: '2027-05-21', message: '还没有到这一天' },
    { day: '五月', message: '请按 2027-05-20 的样子填写日期' },
  ]) {
    await auditor.open(`/rate-history?day=${encodeURIComponent(day)}`)
    t.equal(auditor.status, 422)
    t.match(auditor.html, message)
    t.match(auditor.html, `value="${day}"`, 'kept')
  }
  const township = await aClient(test, 'townshipOfficer-other')
  const page = (await township.get('/rate-history?day=2027-05-16')).body
  t.match(page, '本街道（镇）直选率')
  t.notMatch(page, '奉中社区')
  t.strictSame(lineOf(page, '合计').slice(0, 2), ['1', '1'])
  const foreign = (await township.get(`/rate-history?township=${house.townshipIds[0]}`)).body
  t.notMatch(foreign, '锦屏街道')
  for (const role of ['administrator', 'electionOfficer', 'observer']) {
    t.equal((await (await aClient(test, role)).get('/rate-history')).statusCode, 403, role)
  }
})
