import t from 'tap'
import { aClient } from '../helpers/client.js'
import { aCountedSeason } from '../helpers/counted-season.js'
import { lastEvents } from '../helpers/events.js'

t.test('from the city to the township, the community and its people; each look at people is recorded', async (t) => {
  const { house, made, one } = await aCountedSeason(t)
  const auditor = await aClient(house, 'bureauAuditor')
  const [town] = made.townshipIds
  t.match((await auditor.get('/statistics/elected')).body, `href="/statistics/elected?town&#x3D;${town}">锦屏街道</a>`)
  const communities = (await auditor.get(`/statistics/elected?town=${town}`)).body
  t.match(communities, '锦屏街道第九届当选成员情况')
  t.notMatch(communities, '武岭社区')
  const address = `/statistics/elected/people/${made.communityIds[0]}`
  t.match(communities, `href="${address}">奉中社区</a>`)
  const people = await auditor.get(address)
  t.equal([...people.body.matchAll(/<th scope="row" class="name/g)].length, 5)
  const chair = one.candidates[0]?.[0]?.name ?? ''
  t.match(people.body, new RegExp(`${chair}</th><td class="nowrap">主任</td>.*总人数、党员`, 's'))
  t.match(await lastEvents(house, 1), [
    { type: 'statisticsPeopleRead', electionId: one.id, facts: { table: 'elected', people: 5 } },
  ])
  t.match((await auditor.get('/audit-log')).body, '查看统计表中的人员')
  await auditor.get('/statistics/teams?by=community')
  t.match(await lastEvents(house, 1), [{ type: 'statisticsPeopleRead', facts: { table: 'teams' } }])
})
