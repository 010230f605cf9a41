import t from 'tap'
import { sealerFor } from '../../src/infra/security/sealing.js'
import { tailHashOf } from '../../src/roll/voter-search.js'
import { testSecrets } from '../helpers/app.js'
import { testPassword } from '../helpers/factories.js'
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

/** What the fields of the page hold: a browser sends all of them. */
const shown = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/<input class="form-control[^>]* name="(\w+)"[^>]* value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  )

t.test('two clerks change one voter: the second is told what changed, and nothing is lost', async (t) => {
  const { app, clerk, addresses, voterIds } = await aDesk(t, [madeNumber('1960-03-01', 1)])
  const page = `${addresses[0]}/change`
  const kept = async () =>
    await app.db
      .selectFrom('voter')
      .select(['address', 'registeredAddress', 'education', 'relationship', 'version'])
      .where('id', '=', voterIds[0] as number)
      .executeTakeFirstOrThrow()
  const second = await app.visitor().signIn('rollClerk-2', testPassword)
  await clerk.open(page)
  await second.open(page)
  await clerk.submit(
    { ...shown(clerk.html), address: '长岭路9号', education: '大专', registeredAddress: '外县1号' },
    page,
  )
  t.match(textOf(clerk.html), '修改已保存')

  const own = { education: '本科', relationship: '配偶', registeredAddress: '外县2号' }
  await second.submit({ ...shown(second.html), ...own }, page)
  t.equal(second.status, 409)
  t.match(textOf(second.html), /住址 ?：由“/)
  t.match(textOf(second.html), '改为“长岭路9号”。已并入下面的表')
  t.match(textOf(second.html), /文化程度 ?：由“.*”改为“大专”。您填的是“本科”/)
  t.match(textOf(second.html), /户籍地址 ?：由“（空）”改为“外县1号”。您填的是“外县2号”/)
  t.equal((await kept()).education, '大专', 'nothing is saved yet')
  await second.submit(shown(second.html), page)
  t.match(textOf(second.html), '修改已保存')
  t.match(await kept(), { ...own, address: '长岭路9号' })
  await clerk.open(page)
  await clerk.submit({ ...shown(clerk.html), registeredAddress: ' ' }, page)
  t.equal((await kept()).registeredAddress, null, 'a blank: it is not known')
})
