import t from 'tap'
import { eventsOf, signedIn } from '../helpers/tally.js'
import { aDeclaredElection } from '../helpers/declared.js'

const told = {
  politicalStatus: '中共党员',
  education: '大学本科',
  occupation: '社区工作者',
  origin: 'resident',
  service: 'first',
  isFullTime: 'yes',
  partyOffice: 'secretary',
  partySince: '2006.7',
  nationality: '汉族',
  telephone: '0574-８８１２ 3456',
}

t.test('the register is filled person by person, with what nomination and roll know already there', async (t) => {
  const { house, election, home } = await aDeclaredElection(t)
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`${home}/members`)
  const [chair] = election.candidates[0] ?? []
  t.match(officer.html, chair?.name)
  t.match(officer.html, '还有 <span class="num">5</span> 人的情况要登记')
  const [, page = ''] = /href="([^"]*record-member)"/.exec(officer.html) ?? []
  await officer.open(page)
  t.match(officer.html, '<dt>选举日年龄</dt><dd class="num">77周岁</dd>', 'born on the first of January 1950')
  for (const [change, because] of [
    [{ telephone: '12' }, '请填写电话号码'],
    [{ service: '' }, '请选择任职情况'],
    [{ nationality: '' }, '请填写民族'],
    [{ politicalStatus: '群众', partySince: '' }, '在社区党组织任职的必须是中共党员'],
    [{ politicalStatus: '群众', partyOffice: 'none' }, '不是中共党员的，不填入党时间'],
    [{ partySince: '去年' }, '请按 2021-03-15、2021-03 或 2021 的样子填写'],
  ] as const) {
    await officer.submit({ ...told, ...change }, page)
    t.equal(officer.status, 422)
    t.match(officer.html, because)
    t.match(officer.html, '社区工作者', 'what was typed is kept')
  }
  await officer.submit(told, page)
  t.match(officer.html, '的情况已登记')
  t.match(officer.html, '还有 <span class="num">4</span> 人')
  t.same(await eventsOf(house, election.id, 'memberFactsRecorded'), [
    {
      name: chair?.name,
      post: '主任',
      changed: [
        '民族',
        '政治面貌',
        '文化程度',
        '现职业、职务',
        '来源',
        '任职情况',
        '是否专职',
        '党组织任职',
        '入党时间',
        '联系电话',
      ],
    },
  ])
  const row = await house.db.selectFrom('memberFacts').selectAll().executeTakeFirstOrThrow()
  t.notMatch(JSON.stringify(row), '88123456', 'the telephone is sealed')
  t.equal(row.sex, null, 'what the roll knows is not kept twice')
  t.equal(row.partySince, '2006-07')
  const auditor = await signedIn(house, 'bureauAuditor')
  await auditor.open('/statistics/teams?by=community')
  t.match(auditor.html, '入党时间')
  t.match(auditor.html, '2006.07', 'in the table of committees that the township signs')
  t.equal((await eventsOf(house, election.id, 'memberTelephoneSeen')).length, 0, 'there was none to be seen yet')
  await officer.open(page)
  t.match(officer.html, 'value="057488123456"')
  t.match(await eventsOf(house, election.id, 'memberTelephoneSeen'), [{ post: '主任' }], 'opening the form is a look')
})

t.test('a stale form changes nothing, and a double click does it once', async (t) => {
  const { house, election, home } = await aDeclaredElection(t)
  const first = await signedIn(house, 'electionOfficer')
  const second = await signedIn(house, 'electionOfficer')
  await first.open(`${home}/members`)
  const [, page = ''] = /href="([^"]*record-member)"/.exec(first.html) ?? []
  await first.open(page)
  await second.open(page)
  await first.submit(told, page)
  await second.submit({ ...told, education: '高中' }, page)
  t.equal(second.status, 409)
  t.equal((await eventsOf(house, election.id, 'memberFactsRecorded')).length, 1)
})

t.test('somebody written in who is not on the roll is described from the identity card', async (t) => {
  const { house, election, home } = await aDeclaredElection(t)
  await house.db.updateTable('electedMember').set({ voterId: null, name: '外来客' }).where('id', '=', 1).execute()
  const officer = await signedIn(house, 'electionOfficer')
  const page = `${home}/members/1/record-member`
  await officer.open(page)
  t.match(officer.html, '不在选民名单上')
  await officer.submit({ ...told, nationality: '', birthDate: '2010-01-01' }, page)
  t.equal(officer.status, 422)
  t.match(officer.html, '请选择性别')
  t.match(officer.html, '请填写民族')
  t.match(officer.html, '未满18周岁')
  await officer.submit({ ...told, sex: 'female', nationality: '畲族', birthDate: '1980年2月3日' }, page)
  t.match(officer.html, '外来客的情况已登记')
  const row = await house.db.selectFrom('memberFacts').selectAll().executeTakeFirstOrThrow()
  t.match(row, { electionId: election.id, personId: 'resident-外来客', sex: 'female', birthDate: '1980-02-03' })
})

t.test('the register is for those who need it: not for clerks, observers, other communities', async (t) => {
  const { house, home } = await aDeclaredElection(t)
  for (const [name, list, form] of [
    ['townshipOfficer', 200, 403],
    ['bureauAuditor', 200, 403],
    ['tallyClerk', 403, 403],
    ['observer', 403, 403],
    ['electionOfficer-other', 404, 404],
  ] as const) {
    const visitor = await signedIn(house, name)
    await visitor.open(`${home}/members`)
    t.equal(visitor.status, list, name)
    await visitor.open(`${home}/members/1/record-member`)
    t.equal(visitor.status, form, name)
    await visitor.submit(told, `${home}/members/1/record-member`)
    t.equal(visitor.status, form, name)
  }
  const observer = await signedIn(house, 'observer')
  await observer.open(home)
  t.equal(observer.status, 200)
  t.notMatch(observer.html, '当选人员登记', 'the observer sees how far the handover is, and no register')
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`${home}/members/999/record-member`)
  t.equal(officer.status, 404)
})
