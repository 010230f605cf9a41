import t from 'tap'
import { testPassword } from '../helpers/factories.js'
import {
  aDesk,
  csv,
  deskPerson,
  eventsSince,
  lastSequence,
  madeNumber,
  textOf,
  uploadRegister,
} from '../helpers/roll.js'

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

t.test('the page says how somebody came to be on the roll, who decided on it and when', async (t) => {
  const { app, clerk, base, addresses } = await aDesk(t, [madeNumber('1960-03-01', 1)])
  await clerk.open(addresses[0] as string)
  t.match(textOf(clerk.html), /居住起始 没有记载 表示参加选举 2027年4月10日，本人到站 不在他处登记的承诺 没有签/)
  t.match(textOf(clerk.html), /决定登记 \S+，2027年4月10日/)

  const page = `${base}/register-voter`
  const known = {
    residingSince: '2021年3月',
    declarationWay: 'replySlip',
    declaredOn: '2027.4.8',
    undertakenOn: '20270409',
    registeredAddress: '外县2号',
  }
  await clerk.open(page)
  const person = { ...deskPerson, ...known, identityNumber: madeNumber('1960-03-01', 2) }
  for (const [wrong, said] of [
    [{ declaredOn: '2027-04-11' }, '日期不能晚于今天'],
    [{ residingSince: '2028' }, '日期不能晚于今天'],
    [{ residingSince: '很早' }, '请按 2021-03-15、2021-03 或 2021 的样子填写'],
    [{ declarationWay: 'telepathy' }, '请选择表示参加选举的方式'],
  ] as const) {
    await clerk.submit({ ...person, ...wrong }, page)
    t.equal(clerk.status, 422, said)
    t.match(textOf(clerk.html), said)
  }
  await clerk.submit(person, page)
  t.match(textOf(clerk.html), '户籍地址 外县2号')
  t.match(
    textOf(clerk.html),
    /居住起始 2021年3月 表示参加选举 2027年4月8日，交回回执 不在他处登记的承诺 2027年4月9日签/,
  )

  const worker = { registrationClass: 'communityWorker', workingSince: '2026-05-01', residingSince: '' }
  const both = { appliedInPerson: 'yes', confirmedByElectionCommittee: 'yes' }
  const change = `${clerk.url}/change`
  await clerk.open(change)
  const changed = { ...person, ...worker, identityNumber: '', declarationWay: 'atHome' }
  await clerk.submit(changed, change)
  t.match(textOf(clerk.html), '须经居民选举委员会确认', 'another class is asked what the law asks of it')
  await clerk.submit({ ...changed, ...both, workingSince: '2027-01-10' }, change)
  t.match(textOf(clerk.html), '工作满6个月')
  await clerk.submit({ ...changed, ...both }, change)
  t.match(
    textOf(clerk.html),
    /登记类别 社区工作者.*居住起始 没有记载 到本社区工作 2026年5月1日 表示参加选举 2027年4月8日，工作人员上门/,
  )
  await clerk.open(change)
  await clerk.submit({ ...changed, address: '长岭路9号' }, change)
  t.match(textOf(clerk.html), '修改已保存', 'an address put right asks nothing of it again')
  await clerk.open(change)
  await clerk.submit({ ...changed, registrationClass: 'resident' }, change)
  t.notMatch(textOf(clerk.html), '到本社区工作', 'who is no community worker any more works nowhere here')
  t.equal((await app.db.selectFrom('voter').select('id').where('registeredOn', '=', '2027-04-10').execute()).length, 2)
})

t.test('of a register, its commit decides for everybody; what it says of residence is kept and merged', async (t) => {
  const { app, clerk, base } = await aDesk(t, [])
  const id = Number(base.split('/')[2])
  const header = '姓名,公民身份号码,居民小组,户号,居住起始时间,户籍地址'
  const line = (n: number, since: string) =>
    `王伟${'一二三四五'[n]},${madeNumber('1960-03-01', n)},1,${n},${since},外县${n}号`
  const commit = async (...lines: string[]) => {
    const review = await uploadRegister(clerk, id, '名册.csv', csv(header, ...lines))
    await clerk.open(`${review}?show=changed`)
    if (clerk.html.includes('name="all"')) await clerk.submit({ all: 'accept' }, `${review}/decide`)
    await clerk.open(review)
    const declared = { declaredTakingPart: 'yes', declarationWay: 'atHome', declaredOn: '2027-04-09' }
    await clerk.submit({ ...declared, declaredOn: '2027-04-13' }, `${review}/commit`)
    t.match(textOf(clerk.html), '表示参加选举的日期不能晚于今天')
    await clerk.submit(declared, `${review}/commit`)
  }
  const kept = async () =>
    await app.db
      .selectFrom('voter')
      .select(['residingSince', 'declaredOn', 'declarationWay', 'registeredOn', 'registeredBy', 'version'])
      .orderBy('voterNumber')
      .execute()
  await commit(line(1, '2016.9.1'), line(2, '2021年3月'), line(3, '农历八月'), line(4, ''))
  const said = { declaredOn: '2027-04-09', declarationWay: 'atHome', registeredOn: '2027-04-10' }
  t.match(
    await kept(),
    ['2016-09-01', '2021-03', null, null].map((residingSince) => ({ ...said, residingSince })),
  )
  t.notOk((await kept()).some(({ registeredBy }) => registeredBy === null))
  const { id: voterId } = await app.db.selectFrom('voter').select('id').orderBy('id').executeTakeFirstOrThrow()
  await clerk.open(`${base}/voters/${voterId}`)
  t.match(textOf(clerk.html), '户籍地址 外县1号')
  t.match(textOf(clerk.html), /居住起始 2016年9月1日 表示参加选举 2027年4月9日，工作人员上门/)
  t.match(textOf(clerk.html), /决定登记 \S+，2027年4月10日（随名册《名册.csv》导入）/)

  await app.db.updateTable('season').set({ drillToday: '2027-04-12' }).execute()
  await commit(line(1, ''), line(2, '2020-01-01'), line(3, ''), line(4, '2019'))
  t.match(
    await kept(),
    ['2016-09-01', '2020-01-01', null, '2019'].map((residingSince) => ({ ...said, residingSince })),
    'what the second register leaves blank stays, and so does who decided and when',
  )
})
