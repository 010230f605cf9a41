import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { aClerk, aPoll, checkIn } from '../helpers/polling.js'

t.test('the wall shows figures alone, says when they are from, and passes the half', async (t) => {
  const house = await testApp(t)
  const poll = await aPoll(house, await aHouse(house))
  const clerk = await aClerk(house, poll, 'checkInClerk')
  for (const voterId of poll.voterIds.slice(0, 15)) await checkIn(clerk, poll, voterId)
  const wall = await house.visitor().signIn('observer', testPassword)
  await wall.open(`${poll.url}/wall`)
  t.equal(wall.status, 200)
  t.match(wall.html, '奉中社区　投票实时情况')
  t.match(wall.html, /<strong class="num">1<\/strong><span>还差（人）过半数/)
  t.match(wall.html, '截至 <span class="num">09:00</span>')
  t.match(wall.html, '<svg class="hour-chart"')
  t.match(wall.html, '演练', 'a drill says so on the wall too')
  t.notMatch(wall.html, /王伟|topbar|<form/, 'nobody is named, and nothing can be pressed')
  await checkIn(clerk, poll, poll.voterIds[15])
  await wall.open(`${poll.url}/wall`)
  t.match(wall.html, '已过半数')
  const stranger = house.visitor()
  await stranger.open(`${poll.url}/wall`)
  t.match(stranger.html, '登录居选')
})

t.test('of a later vote no half is asked', async (t) => {
  const house = await testApp(t)
  const poll = await aPoll(house, await aHouse(house))
  await house.db.updateTable('votingRound').set({ kind: 'runoff' }).where('id', '=', poll.roundId).execute()
  const wall = await house.visitor().signIn('observer', testPassword)
  await wall.open(`${poll.url}/wall`)
  t.notMatch(wall.html, /半数/)
})
