import t from 'tap'
import { aClient } from '../helpers/client.js'
import { aCountedSeason } from '../helpers/counted-season.js'

t.test('the page of the statistics leads to every table, with the season in a line', async (t) => {
  const { house } = await aCountedSeason(t)
  const page = (await (await aClient(house, 'bureauAuditor')).get('/statistics')).body
  t.match(page, '<strong>2／2</strong><span>已完成／应换届社区</span>')
  t.match(page, '<strong>1</strong><span>延期、不换届社区</span>')
  t.match(page, '<strong>8</strong><span>当选成员</span>')
  for (const key of ['season', 'teams', 'preparation', 'completion', 'later-votes', 'charts']) {
    t.match(page, `href="/statistics/${key}"`)
  }
})

t.test('a township sees its own, others nothing', async (t) => {
  const { house, made } = await aCountedSeason(t)
  const officer = await aClient(house, 'townshipOfficer-other')
  const page = (await officer.get('/statistics/season')).body
  t.match(page, '武岭社区')
  t.match(page, '延期：旧村改造，市政府批准')
  t.notMatch(page, '奉中社区')
  t.equal((await officer.get(`/statistics/season?town=${made.townshipIds[0]}`)).statusCode, 404)
  t.equal((await officer.get(`/statistics/elected/people/${made.communityIds[0]}`)).statusCode, 404)
  t.equal(
    (await officer.get(`/statistics/elected/people/${made.communityIds[2]}`)).statusCode,
    404,
    'no election, no people',
  )
  t.equal((await officer.get('/statistics/nothing')).statusCode, 404)
  t.equal((await officer.get('/statistics')).statusCode, 200)
  for (const role of ['administrator', 'electionOfficer', 'rollClerk', 'observer']) {
    const client = await aClient(house, role)
    for (const url of ['/statistics', '/statistics/season', `/statistics/elected/people/${made.communityIds[0]}`]) {
      t.equal((await client.get(url)).statusCode, 403, `${role} ${url}`)
    }
  }
})
