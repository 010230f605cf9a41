import t from 'tap'
import { type TestApp, testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { lastEvents } from '../helpers/events.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { checkRegister } from '../../src/roll/register/check-register.js'
import { csv, madeNumber, textOf, uploadRegister } from '../helpers/roll.js'

const header = '姓名,公民身份号码,居民小组,户号'
const right = madeNumber('1960-03-01', 1)
const wrong = `${madeNumber('1961-03-01', 2).slice(0, 17)}${madeNumber('1961-03-01', 2).endsWith('1') ? '2' : '1'}`

async function aRegister(t: Parameters<typeof testApp>[0], ...lines: readonly string[]) {
  const app: TestApp = await testApp(t)
  const { id } = await anElection(app, await aHouse(app, '2027-04-10'), { electionDay: '2027-05-20' })
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  const address = await uploadRegister(clerk, id, '名册.csv', csv(header, ...lines))
  return { app, id, clerk, address }
}

t.test('what is not taken comes back with its reason, and can be mended and sent in again', async (t) => {
  const { app, id, clerk, address } = await aRegister(t, `王伟,${right},3,1`, `李秀英,${wrong},3,2`, '吴名,,3,3')
  await clerk.open(address)
  t.match(textOf(clerk.html), '下载未列入的 2 行')
  const file = await (await aClient(app, 'rollclerk')).get(`${address}/refused-rows`)
  t.equal(file.statusCode, 200)
  t.match(decodeURIComponent(String(file.headers['content-disposition'])), '名册-未列入的行.xlsx')
  t.match((await lastEvents(app, 1))[0], { type: 'refusedRowsFetched', facts: { rows: 2 } })

  const options = { electionDay: '2027-05-20', votingAge: 18 } as const
  const read = await checkRegister({ fileName: '未列入的行.xlsx', bytes: file.rawPayload }, options)
  if (!read.ok) return t.fail(JSON.stringify(read.error))
  t.same(read.value.columns, {
    name: '姓名',
    identityNumber: '公民身份号码',
    residentsGroup: '居民小组',
    householdNumber: '户号',
  })
  t.strictSame(
    read.value.checkedRows.map(({ read: texts }) => [texts.name, texts.identityNumber]),
    [
      ['李秀英', wrong],
      ['吴名', undefined],
    ],
    'the number whole, as text',
  )
  t.same(read.value.headers.slice(0, 2), ['原行', '原因'])
  await uploadRegister(clerk, id, '未列入的行.xlsx', file.rawPayload)
  t.match(textOf(clerk.html), '读出 2 行', 'it is a register itself')
})

t.test('nothing to mend, nobody else’s business', async (t) => {
  const { app, address } = await aRegister(t, `王伟,${right},3,1`)
  t.equal((await (await aClient(app, 'rollclerk')).get(`${address}/refused-rows`)).statusCode, 404)
  for (const { name, status } of [
    { name: 'townshipofficer', status: 403 },
    { name: 'observer', status: 403 },
    { name: 'rollclerk-other', status: 404 },
  ]) {
    t.equal((await (await aClient(app, name)).get(`${address}/refused-rows`)).statusCode, status, name)
  }
})
