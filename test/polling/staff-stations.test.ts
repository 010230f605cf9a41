import t, { type Test } from 'tap'
import { ok } from '../../src/lib/result.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { insertCandidates, insertNominee, kinshipRow } from '../../src/nomination/queries.js'
import { testApp } from '../helpers/app.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { renameVoter } from '../helpers/nomination.js'
import { aPoll, eventsOf, stationFields } from '../helpers/polling.js'

/** Two stations without staff, voter 1 a candidate, and the page on which all staff is typed. */
async function aGrid(t: Test, isConfirmed = true) {
  const house = await testApp(t)
  const made = await aHouse(house)
  const none = { 'staff-head': '', 'staff-scrutineer': '', 'staff-ballotIssuer': '' }
  const stations = [
    { ...none, groups: '1' },
    { ...stationFields, ...none, kind: 'station', name: '第二投票站', groups: ['2', '3'] as never },
  ]
  const poll = await aPoll(house, made, { stations, isOpen: false })
  for (const [index, name] of ['陈刚', '张敏', '李娜', '王强', '王强'].entries()) {
    await renameVoter(house.db, poll, index + 1, name)
  }
  const person = { postId: poll.postIds[0] ?? 0, voterId: poll.voterIds[0] ?? 0 }
  const candidate = { ...person, ballotOrder: 1, name: '陈刚', sex: 'male', previousVotes: null } as const
  const actor = { accountId: 1, at: '2027-05-14T00:00:00.000Z' }
  await inTransaction<unknown, never>(house.db, async (trx) =>
    isConfirmed
      ? ok(await insertCandidates(trx, poll.roundId, [candidate], actor))
      : ok(await insertNominee(trx, poll.id, { ...person, occupation: '', politicalStatus: '', education: '' })),
  )
  const url = `${poll.url}/staff-stations`
  await poll.officer.open(url)
  const [first, second] = poll.stationIds
  const cell = (each: string, station = first) => `staff-${station}-${each}`
  return { house, poll, url, officer: poll.officer, cell, second }
}

t.test('the staff of all stations is typed in one go, and found in the roll', async (t) => {
  const { house, poll, url, officer, cell, second } = await aGrid(t)
  t.match(officer.html, '中心投票站工作人员应不少于3人：现有0人')
  await officer.submit(
    {
      [cell('head')]: '张敏',
      [cell('scrutineer')]: '张敏、 ３号、李明（街道）',
      [cell('ballotIssuer', second)]: '王强4号，外地人',
    },
    url,
  )
  t.match(officer.html, '已保存 2 个投票站的工作人员')
  t.match(officer.html, /value="张敏2号、李娜3号、李明（街道）"/, 'shown as it would be typed')
  const rows = await house.db
    .selectFrom('stationStaff')
    .select(['stationId', 'function', 'name', 'voterId', 'note'])
    .orderBy('id')
    .execute()
  const [, zhang, li, wang] = poll.voterIds
  t.same(rows, [
    { stationId: poll.stationIds[0], function: 'head', name: '张敏', voterId: zhang, note: '' },
    { stationId: poll.stationIds[0], function: 'scrutineer', name: '张敏', voterId: zhang, note: '' },
    { stationId: poll.stationIds[0], function: 'scrutineer', name: '李娜', voterId: li, note: '' },
    { stationId: poll.stationIds[0], function: 'scrutineer', name: '李明', voterId: null, note: '街道' },
    { stationId: second, function: 'ballotIssuer', name: '王强', voterId: wang, note: '' },
    { stationId: second, function: 'ballotIssuer', name: '外地人', voterId: null, note: '' },
  ])
  const before = (await eventsOf(house, poll.id)).length
  await officer.open(url)
  await officer.submit(
    {
      [cell('head')]: '张敏2号',
      [cell('scrutineer')]: '张敏2号、李娜3号、李明（街道）',
      [cell('ballotIssuer', second)]: '王强4号、外地人',
    },
    url,
  )
  t.match(officer.html, '工作人员没有变化')
  t.equal((await eventsOf(house, poll.id)).length, before)
})

t.test('what an entry cannot mean is said in its cell, with everything kept', async (t) => {
  const { house, url, officer, cell } = await aGrid(t)
  for (const { text, message } of [
    { text: '王强', message: '“王强”有2名同名选民，请改填选民证号：4号 女 1953年生' },
    { text: '999号', message: '“999号”：选民名单上没有999号' },
    { text: '张敏3号', message: '“张敏3号”：3号是李娜' },
    { text: '张敏@', message: '姓名里有不能识别的字符' },
    { text: `李明（${'长'.repeat(21)}）`, message: '最多 20 个字' },
  ]) {
    await officer.open(url)
    await officer.submit({ [cell('head')]: text, [cell('scribe')]: '张敏' }, url)
    t.equal(officer.status, 422, message)
    t.match(officer.html, `<a href="#${cell('head')}">`)
    t.match(officer.html, message)
    t.match(officer.html, /value="张敏"/)
  }
  t.equal((await house.db.selectFrom('stationStaff').select('id').execute()).length, 0)
})

t.test('the rule blocks a candidate; what it only advises against needs a reason', async (t) => {
  const { house, poll, url, officer, cell } = await aGrid(t)
  await officer.submit({ [cell('ballotIssuer')]: '陈刚' }, url)
  t.equal(officer.status, 422)
  t.match(officer.html, '陈刚是候选人，不能担任中心投票站的工作人员')
  const [candidate, relative] = poll.voterIds.map(String)
  await house.db
    .insertInto('declaredKinship')
    .values({
      electionId: poll.id,
      ...kinshipRow(candidate ?? '', relative ?? '', 'spouse'),
      note: '申报',
      declaredBy: 1,
      declaredAt: '2027-05-01T00:00:00.000Z',
    })
    .execute()
  await officer.open(url)
  await officer.submit({ [cell('ballotIssuer')]: '张敏' }, url)
  t.equal(officer.status, 422)
  t.match(officer.html, '张敏是候选人陈刚的近亲属（夫妻），不宜担任中心投票站的工作人员')
  t.match(officer.html, '仍要这样安排的，请写明理由')
  await officer.submit({ [cell('ballotIssuer')]: '张敏', staffReason: '人手不够' }, url)
  t.match(officer.html, '已保存 1 个投票站的工作人员')
  t.match((await eventsOf(house, poll.id)).at(-1), {
    type: 'stationStaffed',
    acknowledged: ['candidates-relative-among-staff'],
    reason: '人手不够',
  })
  t.match(officer.html, /finding-warning[^]*不宜担任/, 'it stays in sight')
  await officer.open(url)
  await officer.submit({ [cell('ballotIssuer')]: '张敏2号', [cell('scribe')]: '外地人' }, url)
  t.match(officer.html, '已保存', 'what was answered is not asked again')
  await officer.open(`${poll.url}/open-station/${poll.stationIds[0]}`)
  t.match(officer.html, '不宜担任中心投票站的工作人员', 'and is asked again when the station opens')
})

t.test('before the candidates are confirmed it is those nominated who are looked at', async (t) => {
  const { url, officer, cell } = await aGrid(t, false)
  await officer.submit({ [cell('head')]: '陈刚' }, url)
  t.equal(officer.status, 422)
  t.match(officer.html, '陈刚是被提名人，不能担任中心投票站的工作人员')
  await officer.submit({ [cell('head')]: '陈刚', staffReason: '本人将放弃提名' }, url)
  t.match(officer.html, '已保存')
})

t.test('two clerks, a double click, the wrong role and place', async (t) => {
  const { house, poll, url, officer, cell } = await aGrid(t)
  const other = await house.visitor().signIn('electionOfficer-2', testPassword)
  await other.open(url)
  const formId = new RegExp(`action="${url}".*?name="formId" value="([^"]+)"`, 's').exec(officer.html)?.[1] ?? ''
  const versions = Object.fromEntries(poll.stationIds.map((id) => [`version-${id}`, '1']))
  const form = { ...versions, formId, [cell('head')]: '张敏' }
  for (const click of [1, 2]) t.equal((await officer.post(url, form)).statusCode, 303, `click ${click}`)
  await other.submit({ [cell('head')]: '李娜' }, url)
  t.equal(other.status, 409, 'a form older than the staff')
  t.match(await house.db.selectFrom('stationStaff').select('name').execute(), [{ name: '张敏' }])
  for (const [name, status] of [
    ['rollClerk', 403],
    ['observer', 403],
    ['electionOfficer-other', 404],
  ] as const) {
    const visitor = await house.visitor().signIn(name, testPassword)
    await visitor.open(url)
    t.equal(visitor.status, status, name)
  }
})
