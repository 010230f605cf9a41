import t from 'tap'
import { sealerFor } from '../../src/infra/security/sealing.js'
import { tailHashOf } from '../../src/roll/voter-search.js'
import { testSecrets } from '../helpers/app.js'
import { aDesk, deskPerson, eventsSince, lastSequence, madeNumber, textOf } from '../helpers/roll.js'

t.test('somebody on the roll is changed while people still register', async (t) => {
  const numbers = [1, 2, 3].map((n) => madeNumber('1960-03-01', n))
  const { app, clerk, addresses, voterIds } = await aDesk(t, numbers.slice(0, 2))
  const [address = ''] = addresses
  await clerk.open(`${address}/change`)
  t.notMatch(clerk.html, numbers[0], 'the number stays out of the form')
  t.match(clerk.html, 'value="13800000000"')
  const stale = /name="version" value="(\d+)"/.exec(clerk.html)?.[1] as string
  await clerk.submit({ ...deskPerson, name: '欧阳伟', identityNumber: numbers[1] as string }, `${address}/change`)
  t.match(textOf(clerk.html), '已在本社区名单上，选民号 2', "another's number")
  await clerk.submit(
    { ...deskPerson, name: '欧阳伟', identityNumber: madeNumber('2010-01-01', 5) },
    `${address}/change`,
  )
  t.match(textOf(clerk.html), '选举日不满 18 周岁')
  const sequence = await lastSequence(app)
  await clerk.submit(
    { ...deskPerson, name: '欧阳伟', identityNumber: numbers[2] as string, residentsGroup: '0' },
    `${address}/change`,
  )
  t.match(textOf(clerk.html), '修改已保存')
  t.match(
    await app.db
      .selectFrom('voter')
      .selectAll()
      .where('id', '=', voterIds[0] as number)
      .executeTakeFirstOrThrow(),
    {
      name: '欧阳伟',
      initials: 'oyw',
      residentsGroup: 0,
      searchName: '欧阳伟',
      identityTailHash: tailHashOf(numbers[2] as string, sealerFor(testSecrets.dataKey)),
      version: 2,
    },
  )
  t.strictSame(await eventsSince(app, sequence), ['voterChanged'])
  await clerk.open(`${address}/change`)
  await clerk.submit({ ...deskPerson, identityNumber: '', version: stale }, `${address}/change`)
  t.equal(clerk.status, 409, 'a stale form')
})
