import t from 'tap'
import { type TestApp, testApp } from '../helpers/app.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { csv, madeNumber, textOf, uploadRegister } from '../helpers/roll.js'

const header = '姓名,公民身份号码,性别,出生日期,居民小组,户号,与户主关系,住址,备注'

async function commit(browser: Awaited<ReturnType<TestApp['visitor']>>, address: string) {
  await browser.submit({ declaredTakingPart: 'yes' }, `${address}/commit`)
}

t.test('rows with warnings, people known already, and what is typed wrongly', async (t) => {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-04-10')
  const { id } = await anElection(app, house, { electionDay: '2027-05-20' })
  const neighbour = await anElection(app, house, { electionDay: '2027-05-20', communityId: house.communityIds[2] })
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  const other = await app.visitor().signIn('rollClerk-other', testPassword)
  const [wang, li, zhang, young, worker] = [1, 2, 3, 4, 5].map((n) =>
    madeNumber(n === 4 ? '2015-03-01' : '1960-03-01', n),
  )
  const there = await uploadRegister(
    other,
    neighbour.id,
    '武岭.csv',
    csv(header, `赵远,${zhang},男,1960-03-01,1,1,户主,溪口,`),
  )
  await commit(other, there)

  const page = `/elections/${id}/roll/import-register`
  await clerk.open(page)
  await clerk.upload({ field: 'file', fileName: '', bytes: Buffer.alloc(0) }, {}, page)
  t.match(textOf(clerk.html), '请选择名册文件')
  await clerk.upload({ field: 'file', fileName: 'a.pdf', bytes: Buffer.from('%PDF-1.4') }, {}, page)
  t.match(textOf(clerk.html), '这是 PDF 文件')
  t.equal((await app.db.selectFrom('storedFile').select('id').execute()).length, 1, 'only the register of 武岭 is kept')

  const register = csv(
    header,
    `王　伟,${wang},男,1960-03-01,东片3组,12,户主,长岭路1号,`,
    `李秀英,${li},女,1960-03-02,3,9,户主,长岭路2号,`,
    `赵远,${zhang},男,1960-03-01,3,9,子,长岭路2号,`,
    `王小,${young},女,2015-03-02,3,9,女,长岭路2号,`,
    `周工,${worker},男,1960-03-01,3,10,户主,长岭路3号,社区工作者`,
    '吴名,,男,1960-03-01,3,11,户主,长岭路4号,',
  )
  const address = await uploadRegister(clerk, id, '名册<b>.csv', register)
  const text = textOf(clerk.html)
  t.match(text, '王␣␣伟'.replace('␣␣', '␣'), 'what was cleaned away is shown')
  t.match(text, '已在武岭社区登记，不能重复登记', 'the other community is named')
  t.match(text, '选举日未满 18 周岁')
  t.notMatch(clerk.html, wang, 'no whole identity number on the page')
  t.notMatch(clerk.html, '<b>')
  await clerk.open(`${address}?show=undecided`)
  t.match(textOf(clerk.html), '共 1 行', 'the child with a wrong birth date is too young whatever is decided')
  const row = /name="row-(\d+)"/.exec(clerk.html)?.[1]
  const stale = /name="version" value="(\d+)"/.exec(clerk.html)?.[1] as string
  await clerk.submit({ [`row-${row}`]: 'accept' }, `${address}/decide`)
  t.match(textOf(clerk.html), '已记下对 1 行的决定')
  await clerk.open(address)
  await clerk.submit({ [`row-${row}`]: 'refuse', version: stale }, `${address}/decide`)
  t.equal(clerk.status, 409, 'a decision from an old page')
  await clerk.open(address)
  await clerk.submit({ declaredTakingPart: 'yes', version: stale }, `${address}/commit`)
  t.equal(clerk.status, 409, 'a commit of what was not seen')
  await clerk.open(address)
  await commit(clerk, address)
  t.match(textOf(clerk.html), '已列入')
  const voters = await app.db
    .selectFrom('voter')
    .select(['name', 'voterNumber', 'residentsGroup'])
    .where('electionId', '=', id)
    .orderBy('voterNumber')
    .execute()
  t.ok(
    voters.some(({ name, residentsGroup }) => name === '王伟' && residentsGroup === 1001),
    'a group with a name of its own',
  )
  t.equal(voters[0]?.name, '李秀英', 'group 3 before the named group')

  const again = await uploadRegister(
    clerk,
    id,
    '名册二.csv',
    csv(
      header,
      `王伟,${wang},男,1960-03-01,东片3组,12,户主,,`,
      `孙新,${madeNumber('1970-01-01', 7)},男,1970-01-01,东片3组,13,户主,,`,
    ),
  )
  t.match(textOf(clerk.html), '已在名单，没有变化')
  await commit(clerk, again)
  t.match(textOf(clerk.html), '已列入 1 人', 'a second register adds only who is new')
  const milestones = await app.db
    .selectFrom('milestone')
    .select('name')
    .where('electionId', '=', id)
    .where('name', '=', 'registerImported')
    .execute()
  t.equal(milestones.length, 1)

  const third = await uploadRegister(
    clerk,
    id,
    '名册三.csv',
    csv(header, `钱来,${madeNumber('1971-01-01', 7)},男,1971-01-01,1,13,户主,,`),
  )
  await app.db.updateTable('election').set({ electionDay: '2027-06-20' }).where('id', '=', id).execute()
  await clerk.open(third)
  t.match(textOf(clerk.html), '年龄要重新核对')
  await commit(clerk, third)
  t.equal(clerk.status, 422, 'ages were reckoned to another day')
  await clerk.open(third)
  await clerk.submit({}, `${third}/discard`)
  t.match(textOf(clerk.html), '已放弃')
  t.equal(
    (
      await app.db
        .selectFrom('registerRow')
        .select('id')
        .where('importId', '=', Number(third.split('/').at(-1)))
        .execute()
    ).length,
    0,
  )
  await clerk.open(third)
  t.equal(clerk.status, 404)
})
