import t from 'tap'
import { findBrokenLink } from '../../src/infra/audit-log/check-chain.js'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'

t.test('a person signs in and out, with an event each', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  await anElection(house, made, { until: 'candidatesConfirmed' })
  const visitor = house.visitor()
  await visitor.open('/')
  t.match(visitor.html, '登录居选', 'a stranger is asked to sign in')
  await visitor.signIn('electionOfficer', testPassword)
  await visitor.open('/change-password')
  t.match(visitor.html, '修改密码')
  await visitor.submit({}, '/sign-out')
  t.match(visitor.html, '登录居选')
  t.equal(await findBrokenLink(house.db), undefined, 'the chain of events holds')
  const events = await house.db.selectFrom('auditEvent').select('type').where('accountId', 'is not', null).execute()
  t.strictSame(
    events.map(({ type }) => type),
    ['signedIn', 'signedOut'],
  )
})
