import t from 'tap'
import { testPassword } from '../helpers/factories.js'
import { aDesk, eventsSince, lastSequence, madeNumber } from '../helpers/roll.js'

t.test('one voter is shown, the whole identity number only on a click that is recorded', async (t) => {
  const number = madeNumber('1960-03-01', 1)
  const { app, clerk, base, addresses } = await aDesk(t, [number])
  const address = addresses[0] as string
  await clerk.open(address)
  t.notMatch(clerk.html, number)
  t.match(clerk.html, '330299********')
  const sequence = await lastSequence(app)
  await clerk.submit({}, `${address}/identity-number`)
  t.match(clerk.html, number)
  t.strictSame(await eventsSince(app, sequence), ['identityNumberSeen'])
  const reader = await app.visitor().signIn('bureauAuditor', testPassword)
  await reader.open(address)
  t.equal(reader.status, 200)
  t.notMatch(reader.html, '查看完整身份号码')
  t.notMatch(reader.html, '13800000000', 'readers do not see telephones')
  await reader.submit({}, `${address}/identity-number`)
  t.equal(reader.status, 403)
  const observer = await app.visitor().signIn('observer', testPassword)
  await observer.open(address)
  t.equal(observer.status, 403)
  await clerk.open(`${base}/voters/99`)
  t.equal(clerk.status, 404)
  await clerk.open(`${base}/voters/x`)
  t.equal(clerk.status, 404)
})
