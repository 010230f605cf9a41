import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { startPostgres } from '../helpers/postgres.js'

t.test('the same migrations and queries serve PostgreSQL', async (t) => {
  const house = await testApp(t, await startPostgres(t))
  const made = await aHouse(house)
  await anElection(house, made, { until: 'candidatesConfirmed' })
  const visitor = await house.visitor().signIn('bureauAuditor', testPassword)
  await visitor.open('/')
  t.match(visitor.html, '奉中社区')
  await visitor.open('/audit-log?verify=yes')
  t.match(visitor.html, '逐条核对完毕')
})
