import t from 'tap'
import { countIssued, listStationAccounts, listStations } from '../../src/polling/queries.js'
import { findBrokenLink } from '../../src/infra/audit-log/check-chain.js'
import { testApp } from '../helpers/app.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { aClerk, aPoll, checkIn, closeStation, eventsOf, forceCheckIn, supply, witnesses } from '../helpers/polling.js'

/** The register on paper, signed for so many ballots. */
const register = (signatures: number) => ({ signatures, proxyBallots: 0 })

const twoStations = [{ groups: '1' }, { kind: 'station', name: '第二投票站' }]

t.test('the whole way: open, check in, undo, issue again, close', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const poll = await aPoll(house, made, { stations: twoStations, printed: 40, received: [20, 20] })
  const { officer, url, voterIds, stationIds } = poll
  const milestones = await house.db.selectFrom('milestone').selectAll().where('name', '=', 'pollOpened').execute()
  t.match(milestones, [{ round: 1, reachedOn: '2027-05-20' }], 'the first station opens the poll, once')
  t.match(officer.html, '正在投票')

  const clerk = await aClerk(house, poll, 'checkInClerk')
  await clerk.open(`${url}/check-in?q=1`)
  t.match(clerk.html, '发一张选票', 'one voter with the number 1: straight to the question')
  t.match(clerk.html, '王伟')
  t.match(clerk.html, '长岭路1号')
  await clerk.submit({}, `${url}/check-in`)
  t.match(clerk.html, /已发票：<strong class="name">王伟/)
  t.match(clerk.html, /<strong class="num">1<\/strong><span>本站今天已发/)
  t.match(clerk.html, /id="q" name="q" value=""[^>]* autofocus/, 'the field is empty and has the focus')

  await clerk.open(`${url}/check-in?q=1`)
  t.match(clerk.html, /已于 09:00 在中心投票站领票，经办人checkInClerk/)
  t.notMatch(clerk.html, '发一张选票（回车）')
  await clerk.open(`${url}/check-in?voter=${voterIds[1]}`)
  t.match(clerk.html, '本站安排的是第一居民小组', 'a voter of another group is pointed out, not refused')

  const [row] = await house.db.selectFrom('checkIn').selectAll().execute()
  await clerk.open(`${url}/undo-check-in/${row?.id}`)
  await clerk.submit({ reason: '' }, `${url}/undo-check-in/${row?.id}`)
  t.equal(clerk.status, 422)
  t.match(clerk.html, '请写明撤销的原因')
  await clerk.submit({ reason: '看错人' }, `${url}/undo-check-in/${row?.id}`)
  t.match(clerk.html, '已撤销 王伟（1 号）的发票')
  t.equal(await countIssued(house.db, poll.roundId), 0)
  await checkIn(clerk, poll, voterIds[0])
  t.equal(await countIssued(house.db, poll.roundId), 1, 'issued again after the undoing')
  t.match(await house.db.selectFrom('checkIn').selectAll().orderBy('id').execute(), [
    { voterId: voterIds[0], undoneReason: '看错人' },
    { voterId: voterIds[0], undoneAt: null },
  ])
  const second = await aClerk(house, poll, 'checkInClerk-2', stationIds[1])
  await checkIn(second, poll, voterIds[1])
  await checkIn(second, poll, voterIds[2])

  await closeStation(officer, url, stationIds[0], { spoiled: 1, unused: 18 })
  t.match(officer.html, '中心投票站已结束投票。')
  t.equal((await house.db.selectFrom('milestone').selectAll().where('name', '=', 'pollClosed').execute()).length, 0)
  await closeStation(officer, url, stationIds[1], { spoiled: 0, unused: 17 })
  t.equal(officer.status, 422)
  t.match(officer.html, '第二投票站领取选票20张，发出2张＋污损换发0张＋剩余17张＝19张，少1张。')
  t.match(officer.html, '请写明差额的原因')
  const address = `${url}/close-station/${stationIds[1]}`
  await officer.submit(
    { ...witnesses, ...register(2), spoiled: 0, unused: 17, explanation: '一张被风吹走，已报告' },
    address,
  )
  t.match(officer.html, '可以开箱计票')
  t.match(officer.html, '差额说明：一张被风吹走，已报告')
  t.match(await house.db.selectFrom('milestone').selectAll().where('name', '=', 'pollClosed').execute(), [{ round: 1 }])
  t.match(await listStationAccounts(house.db, poll.roundId), [
    { station: '中心投票站', received: 20, issued: 1, spoiled: 1, unused: 18, differenceExplained: null },
    { station: '第二投票站', received: 20, issued: 2, spoiled: 0, unused: 17, differenceExplained: /风/ },
  ])
  t.match(officer.html, /已发票（张）/)

  await second.open(`${url}/check-in`)
  t.match(second.html, '现在没有开放的投票站')
  const events = (await eventsOf(house, poll.id)).filter(({ type }) =>
    /Opened|CheckedIn|Undone|Closed|Reached/.test(type),
  )
  t.match(events, [
    { type: 'stationOpened', witnesses: '林美芳、周建平', findings: [], explanation: null },
    { type: 'milestoneReached', milestone: 'pollOpened', round: 1 },
    { type: 'stationOpened', stationId: stationIds[1] },
    { type: 'voterCheckedIn', accountName: 'checkInClerk', voterId: voterIds[0], stationId: stationIds[0] },
    { type: 'checkInUndone', reason: '看错人' },
    { type: 'voterCheckedIn', voterId: voterIds[0] },
    { type: 'voterCheckedIn', accountName: 'checkInClerk-2', voterId: voterIds[1], stationId: stationIds[1] },
    { type: 'voterCheckedIn', voterId: voterIds[2] },
    { type: 'stationClosed', received: 20, issued: 1, spoiled: 1, unused: 18, difference: null },
    { type: 'stationClosed', issued: 2, unused: 17, difference: /风/, witnesses: '林美芳、周建平' },
    { type: 'pollClosed', issued: 3 },
    { type: 'milestoneReached', milestone: 'pollClosed', round: 1, on: '2027-05-20' },
  ])
  t.equal(await findBrokenLink(house.db), undefined)
})

t.test('two desks in the same instant: one ballot', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const poll = await aPoll(house, made, { stations: twoStations, printed: 40, received: [20, 20] })
  const first = await aClerk(house, poll, 'checkInClerk')
  const second = await aClerk(house, poll, 'checkInClerk-2', poll.stationIds[1])
  for (const voterId of poll.voterIds.slice(0, 8)) {
    for (const clerk of [first, second]) await clerk.open(`${poll.url}/check-in?voter=${voterId}`)
    await Promise.all([first.submit({}, `${poll.url}/check-in`), second.submit({}, `${poll.url}/check-in`)])
    const [winner, loser] = first.status === 200 ? [first, second] : [second, first]
    t.equal(winner.status, 200)
    t.equal(loser.status, 409)
    const where = winner === first ? '中心投票站' : '第二投票站'
    t.match(loser.html, new RegExp(`已于 09:00 在${where}领票，经办人checkInClerk(-2)?，不能再发第二张`))
    const rows = await house.db.selectFrom('checkIn').select('id').where('voterId', '=', voterId).execute()
    t.equal(rows.length, 1, 'one row, however the two met')
  }
  t.equal(await countIssued(house.db, poll.roundId), 8)
  const events = (await eventsOf(house, poll.id)).filter(({ type }) => type === 'voterCheckedIn')
  t.equal(events.length, 8)
})

t.test('one form sent twice issues one ballot and says so', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const poll = await aPoll(house, made)
  const clerk = await aClerk(house, poll, 'checkInClerk')
  await clerk.open(`${poll.url}/check-in?voter=${poll.voterIds[4]}`)
  const formId = /class="desk-issue-form".*?name="formId" value="([^"]+)"/s.exec(clerk.html)?.[1] ?? ''
  await forceCheckIn(clerk, poll, poll.voterIds[4], formId)
  await forceCheckIn(clerk, poll, poll.voterIds[4], formId)
  t.equal(clerk.status, 200, 'a double click is no second attempt')
  t.equal(await countIssued(house.db, poll.roundId), 1)
})

t.test('who may not be handed a ballot', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const poll = await aPoll(house, made, { form: 'households', printed: 2, received: [2] })
  const elsewhere = await aPoll(house, made, { communityId: made.communityIds[1] }).catch(() => undefined)
  t.equal(elsewhere, undefined, 'an officer sets up stations in their own community only')
  const { url, voterIds } = poll
  const clerk = await aClerk(house, poll, 'checkInClerk')

  await clerk.open(`${url}/check-in?voter=${voterIds[1]}`)
  t.match(clerk.html, '不是户代表，不能领票')
  t.notMatch(clerk.html, '发一张选票（回车）')
  await forceCheckIn(clerk, poll, voterIds[1])
  t.equal(clerk.status, 409)

  const removed = { state: 'removed', isElector: 0 } as const
  await house.db
    .updateTable('voter')
    .set(removed)
    .where('id', '=', voterIds[3] ?? 0)
    .execute()
  await forceCheckIn(clerk, poll, voterIds[3])
  t.match(clerk.html, '已从选民名单取消，不能领票')
  await forceCheckIn(clerk, poll, 9999)
  t.equal(clerk.status, 404, 'nobody of this roll')

  await clerk.open(`${url}/check-in`)
  await checkIn(clerk, poll, voterIds[0])
  await checkIn(clerk, poll, voterIds[6])
  await checkIn(clerk, poll, voterIds[9])
  t.equal(clerk.status, 409)
  t.match(clerk.html, '本站领取的 2 张选票已全部发完')
  t.equal(await countIssued(house.db, poll.roundId), 2)
  await supply(poll.officer, url, 10, { [`received-${poll.stationIds[0]}`]: 3 })
  await checkIn(clerk, poll, voterIds[9])
  t.equal(await countIssued(house.db, poll.roundId), 3, 'after more were fetched')
  await poll.officer.open(`${url}/account-ballots`)
  const back = { kind: 'broughtBack', stationId: poll.stationIds[0] ?? 0, ballots: 3, reason: '用不完' }
  const people = { firstName: '周建平', secondName: '陈国强' }
  await poll.officer.submit({ ...back, ...people }, `${url}/account-ballots/step`)
  t.match(poll.officer.html, '该站领取后还没有发出的只有2张，不能退回3张')

  house.clock.now = new Date('2027-05-20T09:00:00Z')
  await house.db.updateTable('season').set({ drillToday: '2027-05-21' }).execute()
  const late = await house.visitor().signIn('checkInClerk-2', testPassword)
  await late.open(`${url}/choose-desk`)
  await late.submit({ stationId: poll.stationIds[0] ?? 0 }, `${url}/choose-desk`)
  t.match(late.html, '只能在投票日当天投票')
  await checkIn(late, poll, voterIds[12])
  t.equal(late.status, 409)
  t.equal(await countIssued(house.db, poll.roundId), 3)
})

t.test('a station opens on the voting day, supplied, before two people', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house, '2027-05-19')
  const poll = await aPoll(house, made, { isOpen: false, stations: [{ 'staff-scrutineer': '林美芳' }] })
  const { officer, url } = poll
  const address = `${url}/open-station/${poll.stationIds[0]}`
  await officer.open(url)
  t.match(officer.html, '还有 1 天就是投票日')
  await officer.open(address)
  t.match(officer.html, '投票日是2027年5月20日（星期四），今天是2027年5月19日，只能在投票日当天投票。')
  await officer.submit({ ...witnesses, explanation: '提前' }, address)
  t.equal(officer.status, 422)
  await house.db.updateTable('season').set({ drillToday: '2027-05-20' }).execute()

  await officer.open(address)
  await officer.submit({ firstWitness: '林美芳', secondWitness: '林美芳' }, address)
  t.match(officer.html, '两名见证人应当是两个人')
  await officer.submit({ ...witnesses }, address)
  t.equal(officer.status, 422)
  t.match(officer.html, '上面有提醒，请写明情况和理由', 'too few scrutineers: a warning to be explained')
  t.match(officer.html, 'value="林美芳"', 'what was typed is kept')
  t.equal((await house.db.selectFrom('milestone').select('id').where('name', '=', 'pollOpened').execute()).length, 0)
  await officer.submit({ ...witnesses, explanation: '周建平临时生病，已请示街道' }, address)
  t.match(officer.html, '中心投票站已开始投票')
  const [opened] = (await eventsOf(house, poll.id)).filter(({ type }) => type === 'stationOpened')
  t.match(opened, { findings: ['too-few-scrutineers'], explanation: /街道/ })
  await officer.submit({ ...witnesses, explanation: '再来' }, address)
  t.equal(officer.status, 409, 'not twice')
  await officer.open(`${url}/edit-station`)
  t.match(officer.html, '不能再设置投票站')
  await officer.submit({ kind: 'station' }, `${url}/edit-station`)
  t.equal(officer.status, 422)
})

t.test('the account is closed on what was really issued', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const poll = await aPoll(house, made, { stations: twoStations, printed: 40, received: [20, 20] })
  const { officer, url, stationIds, voterIds } = poll
  const clerk = await aClerk(house, poll, 'checkInClerk')
  const address = `${url}/close-station/${stationIds[0]}`
  await officer.open(address)
  await checkIn(clerk, poll, voterIds[0])
  await officer.submit({ ...witnesses, ...register(0), spoiled: 0, unused: 20 }, address)
  t.equal(officer.status, 422)
  t.match(officer.html, '发出的选票从 0 张变为 1 张')
  await officer.submit({ ...witnesses, ...register(0), spoiled: '', unused: '十九' }, address)
  t.match(officer.html, '请填写整数；没有请填 0', 'a blank is not nought')
  await clerk.open(`${url}/check-in?voter=${voterIds[1]}`)
  await closeStation(officer, url, stationIds[0], { spoiled: 0, unused: 19 })
  t.match(officer.html, '中心投票站已结束投票')
  await clerk.submit({}, `${url}/check-in`)
  t.match(clerk.html, '您在哪个投票站验证发票？', 'the closed station issues nothing more')
  t.equal(await countIssued(house.db, poll.roundId), 1)
  const [row] = await house.db.selectFrom('checkIn').select('id').execute()
  await officer.open(`${url}/undo-check-in/${row?.id}`)
  await officer.submit({ reason: '太晚' }, `${url}/undo-check-in/${row?.id}`)
  t.equal(officer.status, 409, 'nor takes anything back')
  await officer.submit({ ...witnesses, ...register(1), spoiled: 0, unused: 19, issuedShown: 1 }, address)
  t.equal(officer.status, 409, 'nor closes twice')
  const stations = await listStations(house.db, poll.roundId)
  t.match(stations, [{ issued: 1, closedAt: String, closingWitnesses: '林美芳、周建平' }, { closedAt: null }])
})

t.test('undoing: a clerk their own last ones, the officer any', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const poll = await aPoll(house, made)
  const { officer, url, voterIds } = poll
  const clerk = await aClerk(house, poll, 'checkInClerk')
  for (const voterId of voterIds.slice(0, 9)) await checkIn(clerk, poll, voterId)
  const rows = await house.db.selectFrom('checkIn').select('id').orderBy('id').execute()
  t.equal((clerk.html.match(/aria-label="撤销/g) ?? []).length, 8, 'the last eight are shown')
  await clerk.open(`${url}/undo-check-in/${rows[0]?.id}`)
  t.equal(clerk.status, 403, 'older than the last eight')
  await clerk.open(`${url}/undo-check-in/${rows[1]?.id}`)
  t.equal(clerk.status, 200)
  const other = await aClerk(house, poll, 'checkInClerk-2')
  await other.open(`${url}/undo-check-in/${rows[8]?.id}`)
  t.equal(other.status, 403, "somebody else's")
  await officer.open(`${url}/undo-check-in/${rows[0]?.id}`)
  await officer.submit({ reason: '本人没有到场' }, `${url}/undo-check-in/${rows[0]?.id}`)
  t.equal(await countIssued(house.db, poll.roundId), 8)
  await officer.submit({ reason: '再撤一次' }, `${url}/undo-check-in/${rows[0]?.id}`)
  t.equal(officer.status, 404)
})

t.test('the look-up while typing', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const poll = await aPoll(house, made)
  const clerk = await aClerk(house, poll, 'checkInClerk')
  const ask = async (q: string) => {
    await clerk.open(`${poll.url}/check-in/search?q=${encodeURIComponent(q)}`)
    return JSON.parse(clerk.html) as {
      voters: { name: string; number: number; state: string }[]
      hasMore: boolean
      note: string
    }
  }
  t.match(await ask('王秀'), { voters: [{ name: '王秀英', number: 21, state: 'ready' }], hasMore: false })
  const reading = { pinyin: 'zhaowei', initials: 'zw' }
  await house.db
    .updateTable('voter')
    .set(reading)
    .where('id', '=', poll.voterIds[6] ?? 0)
    .execute()
  t.match(await ask('zhaow'), { voters: [{ number: 7, name: '赵伟' }] }, 'pinyin')
  t.match(await ask('ZW'), { voters: [{ number: 7 }] }, 'initials')
  t.match(await ask('009X'), { voters: [{ number: 10 }] }, 'the last four')
  t.match(await ask('１２'), { voters: [{ number: 12 }] }, 'full-width digits')
  const many = await ask('xing')
  t.equal(many.voters.length, 8)
  t.equal(many.hasMore, true)
  t.same(await ask(''), { voters: [], hasMore: false, note: '' })
  t.notMatch(clerk.html, '3302', 'no identity number ever')
  await clerk.open(`${poll.url}/check-in?q=${encodeURIComponent('伟')}`)
  t.match(clerk.html, '还有更多，请再多输入几个字', 'the same without a script')
  await clerk.open(`${poll.url}/check-in?q=${encodeURIComponent('没有此人')}`)
  t.match(clerk.html, '没有找到')
})
