import t from 'tap'
import * as tally from '../../scripts/walk/tally.js'
import { testApp } from '../helpers/app.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { holdVote, walkToElectionDay } from '../helpers/journey.js'
import { startPostgres } from '../helpers/postgres.js'

t.test('the same migrations, queries and pages serve PostgreSQL', async (t) => {
  const test = await testApp(t, await startPostgres(t))
  const house = await aHouse(test)
  const journey = await walkToElectionDay(test, house, 'allVoters')
  await holdVote(journey, 80, tally.clearSupport)
  const auditor = await test.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open('/direct-election-rate')
  t.match(auditor.html, '1／1')
  await auditor.open('/audit-log?verify=yes')
  t.match(auditor.html, '逐条核对完毕')
  const elected = await test.db.selectFrom('electedMember').select('id').execute()
  t.equal(elected.length, 5)
})
