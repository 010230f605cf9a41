import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { aHouse, anElection } from '../helpers/factories.js'

t.test('the season on a wall: every community, no name of a person, nothing to press', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  await anElection(house, made, { until: 'resultDeclared', electionDay: '2027-05-10', voters: 5 })
  await anElection(house, made, { communityId: made.communityIds[2], until: 'pollOpened', voters: 5 })
  const auditor = await aClient(house, 'bureauAuditor')
  const wall = (await auditor.get('/season-wall')).body
  const plain = wall.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  t.match(plain, '1／3 已宣布结果的社区')
  t.match(plain, '100.00% 直选率，1／1 个社区（目标 70% 以上，尚未定局）')
  t.match(plain, '今天 1 个社区投票，已领票 0 ，选民 5')
  t.match(plain, /奉中社区.*锦山社区.*武岭社区/)
  t.match(wall, 'data-live="60"')
  t.notMatch(wall, /王伟|topbar|<form/)
  const township = await aClient(house, 'townshipOfficer')
  t.notMatch((await township.get('/season-wall')).body, '武岭社区', 'a township has its own wall')
  t.equal((await (await aClient(house, 'observer')).get('/season-wall')).statusCode, 200)
  for (const role of ['administrator', 'tallyClerk']) {
    t.equal((await (await aClient(house, role)).get('/season-wall')).statusCode, 403, role)
  }
})
