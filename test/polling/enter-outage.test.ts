import t, { type Test } from 'tap'
import { findBrokenLink } from '../../src/infra/audit-log/check-chain.js'
import { readOutageLines } from '../../src/polling/outage-lines.js'
import { countIssued } from '../../src/polling/queries.js'
import { testApp } from '../helpers/app.js'
import type { FormValues } from '../helpers/browser.js'
import { aHouse } from '../helpers/factories.js'
import { aClerk, aGrant, aPoll, checkIn, closeStation, eventsOf } from '../helpers/polling.js'

async function anOutage(t: Test, received = 30) {
  const house = await testApp(t)
  house.clock.now = new Date('2027-05-20T03:00:00Z')
  const poll = await aPoll(house, await aHouse(house), { printed: 30, received: [received] })
  const clerk = await aClerk(house, poll, 'checkInClerk')
  const url = `${poll.url}/enter-outage`
  const paper = {
    ...{ stationId: poll.stationIds[0] ?? 0, began: '9:10', ended: '10：25', reason: '社区停电' },
    ...{ firstWitness: '吴桂英', secondWitness: '林美芳' },
  }
  /** Sends the page as it is open: the first time for the findings, then for good. */
  const type = async (numbers: string, more: FormValues = {}) => await clerk.submit({ ...paper, numbers, ...more }, url)
  const start = async () => await clerk.open(url)
  return { house, poll, clerk, url, type, start }
}

t.test('numbers from the signed list, as people type them', async (t) => {
  const own = (voterNumber: number) => ({ voterNumber, own: true, principals: [] })
  t.match(readOutageLines('12\n\n 13 号\r\n１４'), [own(12), own(13), own(14)])
  t.match(readOutageLines('12、13，14 15'), [own(12), own(13), own(14), own(15)], 'several in a line')
  t.match(readOutageLines('12代45、46\n13 只代 47'), [
    { voterNumber: 12, own: true, principals: [45, 46] },
    { voterNumber: 13, own: false, principals: [47] },
  ])
  t.same(readOutageLines('王伟\n12代'), [{ text: '王伟' }, { text: '12代' }])
  t.same(readOutageLines(' \n'), [])
})

t.test('a list is shown line by line before it is entered, and entered as what it is', async (t) => {
  const { house, poll, clerk, url, type, start } = await anOutage(t)
  await aGrant(house, poll, poll.voterIds[4], poll.voterIds[1])
  await checkIn(clerk, poll, poll.voterIds[7])
  await start()
  await type('1\n2代5\n3')
  t.equal(clerk.status, 200)
  t.match(clerk.html, '可以补录 <span class="num">3</span> 行，共 <span class="num">4</span> 张选票')
  t.equal(await countIssued(house.db, poll.roundId), 1, 'nothing is entered by looking')
  await type('1\n2代5\n4')
  t.match(clerk.html, '补录 4 张选票', 'other numbers are looked at first')
  await type('1\n2代5\n4')
  t.match(clerk.html, '已补录 4 张选票')
  t.match(await house.db.selectFrom('checkIn').selectAll().where('source', '=', 'paper').orderBy('id').execute(), [
    { voterId: poll.voterIds[0], proxyId: null, outageId: 1 },
    { voterId: poll.voterIds[1], outageId: 1 },
    { voterId: poll.voterIds[4], proxyId: poll.voterIds[1], grantId: 1 },
    { voterId: poll.voterIds[3] },
  ])
  t.match(await house.db.selectFrom('outageEntry').selectAll().execute(), [
    { began: '09:10', ended: '10:25', reason: '社区停电', firstName: '吴桂英', secondName: '林美芳', leftOut: '[]' },
  ])
  const events = (await eventsOf(house, poll.id)).filter(({ type: kind }) => /outage|CheckedIn/.test(kind))
  t.match(events.slice(1), [
    { type: 'outageEntered', ballots: 4, notAdded: 0, witnesses: '吴桂英、林美芳' },
    ...Array.from({ length: 4 }, () => ({ type: 'voterCheckedIn', source: 'paper' })),
  ])
  t.equal(await findBrokenLink(house.db), undefined)

  await clerk.open(`${poll.url}/check-in?voter=${poll.voterIds[0]}`)
  t.match(clerk.html, '已在中心投票站凭纸质登记领票，经办人checkInClerk于 11:00 补录')
  await clerk.open(url)
  t.match(clerk.html, '09:10—10:25')
  await closeStation(poll.officer, poll.url, poll.stationIds[0], { spoiled: 0, unused: 25 })
  t.match(poll.officer.html, '可以开箱计票', 'the account holds the paper too')
  await start()
  t.match(clerk.html, '现在没有开放的投票站')
  await type('9')
  t.equal(clerk.status, 422)
})

t.test('lines that cannot be entered stop the batch, or are left out with a word on them', async (t) => {
  const { house, poll, clerk, type, start } = await anOutage(t)
  await checkIn(clerk, poll, poll.voterIds[7])
  const numbers = '8\n1\n1\n999\n2代3\n王伟'
  await start()
  await type(numbers)
  for (const told of [
    '李秀英',
    '已于 11:00 在中心投票站领票，经办人checkInClerk',
    '与“1”这一行重复',
    '名单上没有 999 号',
    '没有登记 3 号对李伟的委托',
    '看不懂这一行',
    '有 <span class="num">5</span> 行不能补录',
  ].slice(1)) {
    t.match(clerk.html, told)
  }
  await type(numbers)
  t.equal(clerk.status, 422)
  t.match(clerk.html, '有的行不能补录')
  await type(numbers, { leaveOut: 'yes' })
  t.match(clerk.html, '请写明这些行是怎么回事')
  await type(numbers, { leaveOut: 'yes', leftOutReason: '登记册写错，已核对' })
  t.match(clerk.html, '已补录 1 张选票')
  t.equal(await countIssued(house.db, poll.roundId), 2)
  await poll.officer.open(`${poll.url}/anomalies`)
  t.match(poll.officer.html, '登记册写错，已核对')
  await type('8')
  await type('8', { leaveOut: 'yes', leftOutReason: '重复' })
  t.match(clerk.html, '没有可以补录的行')
})

t.test('what the paper says of itself must hold', async (t) => {
  const { clerk, type, start } = await anOutage(t)
  await start()
  for (const [change, told] of [
    [{ began: '10:30' }, '恢复的时间应当晚于中断的时间'],
    [{ ended: '15:00' }, '恢复的时间还没有到'],
    [{ reason: '' }, '请写明停电、断网等原因'],
    [{ secondWitness: '吴桂英' }, '两名见证人应当是两个人'],
    [{ stationId: 999 }, '这个投票站没有开放'],
    [{ numbers: '' }, '请填写登记册上已领票的选民证号'],
    [{ numbers: Array.from({ length: 201 }, (_, n) => n + 1).join(' ') }, '一次最多补录 200 行'],
  ] as const) {
    await type('1', change)
    t.equal(clerk.status, 422, told)
    t.match(clerk.html, told)
  }
  t.match(clerk.html, '社区停电', 'what was typed is kept')
})

t.test('no more ballots are entered than the station was handed', async (t) => {
  const { house, poll, clerk, type, start } = await anOutage(t, 2)
  await start()
  await type('1 2 3')
  await type('1 2 3')
  t.equal(clerk.status, 422)
  t.match(clerk.html, '本站只领取了 2 张选票，补录后会超过')
  t.equal(await countIssued(house.db, poll.roundId), 0, 'none of them')
})

t.test('somebody who got a ballot at a desk meanwhile stops the batch', async (t) => {
  const { house, poll, clerk, type, start } = await anOutage(t)
  const second = await aClerk(house, poll, 'checkInClerk-2')
  await start()
  await type('1 2')
  await checkIn(second, poll, poll.voterIds[1])
  await type('1 2')
  t.equal(clerk.status, 422)
  t.match(clerk.html, '不能再发第二张')
  t.equal(await countIssued(house.db, poll.roundId), 1)
})
