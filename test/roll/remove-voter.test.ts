import t from 'tap'
import { aDesk, eventsSince, lastSequence, madeNumber, textOf } from '../helpers/roll.js'

t.test('somebody is taken off the roll, with a reason', async (t) => {
  const { app, clerk, addresses, voterIds } = await aDesk(t, [madeNumber('1960-03-01', 1)])
  const remove = `${addresses[0]}/remove`
  await clerk.open(remove)
  await clerk.submit({ reason: '', note: '' }, remove)
  t.match(textOf(clerk.html), '请选择原因')
  const sequence = await lastSequence(app)
  await clerk.submit({ reason: 'died', note: '死亡证明' }, remove)
  t.match(textOf(clerk.html), '已从名单上删除')
  t.strictSame(await eventsSince(app, sequence), ['voterRemoved'])
  t.equal(
    (await app.db.selectFrom('rollChange').select('id').execute()).length,
    0,
    'before posting nothing is corrected',
  )
  await clerk.open(remove)
  t.notMatch(clerk.html, 'btn-danger')
  t.match(await app.db.selectFrom('voter').selectAll().executeTakeFirst(), {
    id: voterIds[0],
    state: 'removed',
    isElector: 0,
    voterNumber: 1,
  })
  await clerk.submit({ reason: 'died', note: '', version: 1 }, remove)
  t.equal(clerk.status, 409, 'nobody is removed twice')
})
