import t from 'tap'
import { hourChart } from '../../src/polling/hour-chart.js'
import { testApp } from '../helpers/app.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { aClerk, aGrant, aPoll, checkIn } from '../helpers/polling.js'

t.test('figures by station and hour, for everybody who may see the election', async (t) => {
  const house = await testApp(t)
  const poll = await aPoll(house, await aHouse(house), {
    stations: [{}, { kind: 'station', name: '第二投票站' }],
    printed: 40,
    received: [20, 20],
  })
  const clerk = await aClerk(house, poll, 'checkInClerk')
  for (const voterId of poll.voterIds.slice(0, 3)) await checkIn(clerk, poll, voterId)
  house.clock.now = new Date('2027-05-20T02:30:00Z')
  const grantId = await aGrant(house, poll, poll.voterIds[4], poll.voterIds[3])
  await clerk.open(`${poll.url}/check-in?voter=${poll.voterIds[3]}`)
  await clerk.submit({ ballots: ['own', grantId] }, `${poll.url}/check-in`)
  const [first] = await house.db.selectFrom('checkIn').select('id').orderBy('id').execute()
  await clerk.open(`${poll.url}/undo-check-in/${first?.id}`)
  await poll.officer.open(`${poll.url}/undo-check-in/${first?.id}`)
  await poll.officer.submit({ reason: '看错人' }, `${poll.url}/undo-check-in/${first?.id}`)

  for (const role of ['observer', 'electionOfficer', 'townshipOfficer', 'bureauAuditor', 'tallyClerk']) {
    const visitor = await house.visitor().signIn(role, testPassword)
    await visitor.open(`${poll.url}/live`)
    t.equal(visitor.status, 200, role)
    t.match(visitor.html, '已发票 <strong class="num">4</strong> 张')
    t.match(visitor.html, '还差 <strong class="num">12</strong> 人过半数（至少 <span class="num">16</span> 人）')
    t.match(visitor.html, /<strong>3<\/strong><span>本人领票/)
    t.match(visitor.html, /<strong>1<\/strong><span>代领/)
    t.match(visitor.html, /<strong>1<\/strong><span>撤销过/)
    t.match(visitor.html, /9<\/span> 时<\/th><td class="num">2<\/td><td class="num">0<\/td>/)
    t.match(visitor.html, /10<\/span> 时<\/th><td class="num">1<\/td><td class="num">1<\/td><td class="num">2<\/td>/)
    t.notMatch(visitor.html, '王伟', 'nobody is named')
    t.equal(visitor.html.includes('/anomalies'), role === 'electionOfficer')
  }
})

t.test('bars from the first opening to the last closing', async (t) => {
  const hours = [{ opens: '07:30', closes: '10:00' }]
  const count = { stationId: 1, isByProxy: false, isPaper: false }
  const { bars, width } = hourChart(
    [
      { ...count, hour: 8, ballots: 30 },
      { ...count, hour: 8, isByProxy: true, ballots: 10 },
    ],
    hours,
  )
  t.same(
    bars.map(({ hour }) => hour),
    [7, 8, 9],
    'a closing on the hour begins no other',
  )
  t.match(bars[1], { own: 30, byProxy: 10, total: 40, sum: 40, ownHeight: 120, proxyHeight: 40 })
  t.match(bars[2], { total: 0, sum: 40, ownHeight: 0 })
  t.equal(width, 180)
  t.match(hourChart([{ ...count, hour: 18, ballots: 1 }], hours).bars.at(-1), { hour: 18 }, 'later than announced')
  const paper = hourChart([{ ...count, hour: 8, isPaper: true, ballots: 9 }], hours)
  t.ok(
    paper.bars.every(({ total }) => total === 0),
    'nobody knows the hour of what stood on paper',
  )
  t.match(hourChart([], []), { hasBars: false, bars: [] })
})
