import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { countEvents, lastEvents } from '../helpers/events.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { chairAnd, planFields, postRows } from '../helpers/plan.js'

t.test('an election is opened with its posts, its first vote and its first milestone', async (t) => {
  const house = await testApp(t)
  const { communityIds, seasonId } = await aHouse(house)
  const address = `/communities/${communityIds[0]}/open-election`
  const officer = await house.visitor().signIn('electionOfficer', testPassword)
  t.match(officer.html, `href="${address}"`, 'the page of the own community leads here')
  await officer.open(address)
  t.match(officer.html, '启动奉中社区第九届换届选举')
  const reserved = { title: '妇女委员', seats: '１', isReserved: true }
  const posts = postRows(
    { title: '主任', position: 'chair', seats: 1 },
    undefined,
    { title: '专职委员', seats: 3 },
    reserved,
  )
  await officer.submit({ ...planFields, electionDay: '2027年6月20日', ...posts }, address)
  const id = Number(/^\/elections\/(\d+)$/.exec(officer.url)?.[1])
  t.match(officer.html, '奉中社区换届选举已启动')
  t.match(officer.html, '登记居民选举委员会的推选结果', 'the next step')

  t.match(await house.db.selectFrom('election').selectAll().execute(), [
    {
      id,
      seasonId,
      communityId: communityIds[0],
      kind: 'regular',
      termNumber: 9,
      form: 'allVoters',
      electionDay: '2027-06-20',
      ruleSetId: 'zhejiang-2026',
      ruleSetVersion: 1,
      contactTelephone: '0574-00000000',
    },
  ])
  const saved = await house.db
    .selectFrom('post')
    .select(['rank', 'title', 'seats', 'reservedForWoman'])
    .orderBy('rank')
    .execute()
  t.strictSame(saved, [
    { rank: 1, title: '主任', seats: 1, reservedForWoman: 0 },
    { rank: 2, title: '专职委员', seats: 3, reservedForWoman: 0 },
    { rank: 3, title: '妇女委员', seats: 1, reservedForWoman: 1 },
  ])
  const rounds = await house.db.selectFrom('votingRound').select(['number', 'kind', 'votingDay']).execute()
  t.strictSame(rounds, [{ number: 1, kind: 'first', votingDay: '2027-06-20' }])
  t.equal((await house.db.selectFrom('roundPost').selectAll().execute()).length, 3)
  t.match(await lastEvents(house, 2), [
    { type: 'electionOpened', by: 'electionOfficer', electionId: id, facts: { form: 'allVoters', ruleSetVersion: 1 } },
    { type: 'milestoneReached', electionId: id, facts: { milestone: 'electionOpened', on: '2027-05-20' } },
  ])
  await officer.open(address)
  t.equal(officer.url, `/elections/${id}`, 'opened once, the address leads to it')
})

t.test('seats, day and titles are held to the law and the season', async (t) => {
  const house = await testApp(t)
  const { communityIds } = await aHouse(house)
  const address = `/communities/${communityIds[0]}/open-election`
  const officer = await house.visitor().signIn('electionOfficer', testPassword)
  await officer.open(address)
  const before = await countEvents(house)
  const chair = { title: '主任', position: 'chair', seats: 1 } as const
  for (const { change, field, message, because } of [
    { change: chairAnd(3), field: 'posts', message: '居民委员会由5至9人组成：现设各职务共4名', because: 'four' },
    { change: chairAnd(9), field: 'posts', message: '居民委员会由5至9人组成：现设各职务共10名', because: 'ten' },
    {
      change: postRows({ title: '委员', seats: 5 }),
      field: 'posts',
      message: '设主任1名：现设0名',
      because: 'no chair',
    },
    {
      change: postRows({ ...chair, seats: 2 }, { title: '委员', seats: 4 }),
      field: 'posts',
      message: '现设2名',
      because: 'two',
    },
    {
      change: postRows(chair, { title: '委员', seats: 2 }, { title: '委员', seats: 2 }),
      field: 'posts',
      message: '职务名称重复',
      because: 'two lines that a ballot could not tell apart',
    },
    { change: postRows(), field: 'posts', message: '至少要有一个职务', because: 'no posts at all' },
    {
      change: postRows(chair, { title: '委员', seats: '' }),
      field: 'post-2-seats',
      message: '第 2 行：请填写整数',
      because: '',
    },
    {
      change: postRows(chair, undefined, { title: '', seats: 4 }),
      field: 'post-3-title',
      message: '第 3 行：请填写职务名称',
      because: '',
    },
    {
      change: postRows(chair, { title: '委员', seats: 0 }),
      field: 'post-2-seats',
      message: '第 2 行：请填写大于 0',
      because: '',
    },
    {
      change: { electionDay: '2027-03-31' },
      field: 'electionDay',
      message: '选举日应在本届换届期间',
      because: 'the day before',
    },
    {
      change: { electionDay: '2027-08-01' },
      field: 'electionDay',
      message: '选举日应在本届换届期间',
      because: 'the day after',
    },
    { change: { electionDay: '6月20日' }, field: 'electionDay', message: '请按 2027-05-20 的样子', because: 'no year' },
    { change: { form: '' }, field: 'form', message: '请选择选举方式', because: 'not chosen' },
    { change: { contactPlace: '' }, field: 'contactPlace', message: '请填写受理地点', because: 'printed on notices' },
    { change: { contactTelephone: 'abc' }, field: 'contactTelephone', message: '请填写联系电话', because: 'no number' },
    { change: { ruleSetId: 'atlantis' }, field: 'ruleSetId', message: '请选择适用的规则', because: 'no such rules' },
  ]) {
    await officer.submit({ ...planFields, ...change }, address)
    t.equal(officer.status, 422, `${message} ${because}`)
    t.match(officer.html, new RegExp(`<a href="#${field}">[^<]*${message}`), message)
    t.match(officer.html, new RegExp(`class="field-error"[^>]*>[^<]*${message}`), `beside the field: ${message}`)
    t.match(officer.html, `id="${field}"`, 'where the summary leads to')
  }
  t.match(officer.html, 'value="社区服务中心一楼"', 'what was typed is kept')
  t.equal(await countEvents(house), before)
  t.strictSame(await house.db.selectFrom('election').select('id').execute(), [])
})

t.test('what the law allows at both ends is accepted', async (t) => {
  for (const change of [chairAnd(4), chairAnd(8), { electionDay: '2027-04-01' }, { electionDay: '2027-07-31' }]) {
    const house = await testApp(t)
    const { communityIds } = await aHouse(house)
    const address = `/communities/${communityIds[0]}/open-election`
    const officer = await house.visitor().signIn('townshipOfficer', testPassword)
    await officer.open(address)
    await officer.submit({ ...planFields, ...change }, address)
    t.match(officer.url, /^\/elections\/\d+$/, JSON.stringify(change))
  }
})

t.test('once a community: a double click, or two officers, open one election', async (t) => {
  const house = await testApp(t)
  const { communityIds } = await aHouse(house)
  const address = `/communities/${communityIds[0]}/open-election`
  const [one, two] = [
    await house.visitor().signIn('electionOfficer', testPassword),
    await house.visitor().signIn('townshipOfficer', testPassword),
  ]
  await one.open(address)
  await two.open(address)
  const formId = /name="formId" value="([^"]+)"[^]*post-1-title/.exec(one.html)?.[1] ?? ''
  const form = { ...planFields, formId }
  const clicks = await Promise.all([one.post(address, form), one.post(address, form)])
  t.strictSame(
    clicks.map(({ statusCode }) => statusCode),
    [303, 303],
  )
  await two.submit({ ...planFields, form: 'households' }, address)
  t.match(two.url, /^\/elections\/\d+$/, 'the second officer is shown the election that is there')
  t.match(await house.db.selectFrom('election').select('form').execute(), [{ form: 'allVoters' }])
})

t.test('none is opened where none is held, and none from elsewhere', async (t) => {
  const house = await testApp(t)
  const { communityIds, seasonId } = await aHouse(house)
  const [own, neighbour, far] = communityIds
  await house.db
    .insertInto('seasonCommunity')
    .values({ seasonId, communityId: own, participation: 'postponed', reason: '旧村改造' })
    .execute()
  const officer = await house.visitor().signIn('electionOfficer', testPassword)
  t.notMatch(officer.html, 'open-election', 'no link')
  await officer.open(`/communities/${own}/open-election`)
  t.equal(officer.status, 409)
  t.match(officer.html, '奉中社区已登记为延期或本届不换届（旧村改造）')
  const client = await aClient(house, 'electionOfficer')
  t.equal((await client.post(`/communities/${own}/open-election`)).statusCode, 409)
  for (const id of [neighbour, far, 999, 'x']) {
    t.equal((await client.get(`/communities/${id}/open-election`)).statusCode, 404, `community ${id}`)
  }
  const township = await aClient(house, 'townshipOfficer')
  t.equal((await township.get(`/communities/${neighbour}/open-election`)).statusCode, 200, 'of the same township')
  t.equal((await township.get(`/communities/${far}/open-election`)).statusCode, 404)
  t.equal((await (await aClient(house, 'rollClerk')).get(`/communities/${own}/open-election`)).statusCode, 403)
})

t.test('without a season there is nothing to open', async (t) => {
  const house = await testApp(t)
  const { communityIds } = await aHouse(house)
  await house.db.deleteFrom('seasonTownship').execute()
  await house.db.deleteFrom('season').execute()
  const officer = await aClient(house, 'electionOfficer')
  const answer = await officer.get(`/communities/${communityIds[0]}/open-election`)
  t.equal(answer.statusCode, 409)
  t.match(answer.body, '还没有设立换届')
})

t.test('only rules in force on election day are offered and accepted', async (t) => {
  const house = await testApp(t)
  const { communityIds, seasonId } = await aHouse(house)
  const address = `/communities/${communityIds[0]}/open-election`
  const officer = await house.visitor().signIn('electionOfficer', testPassword)
  const offered = () => [...officer.html.matchAll(/name="ruleSetId" value="([\w-]+)"/g)].map(([, id]) => id)
  const now = ['national-2026', 'zhejiang-2026', 'sichuan-2026']
  await officer.open(address)
  t.strictSame(offered(), now)
  t.match(officer.html, /value="zhejiang-2026" checked/)
  const before = await countEvents(house)
  await officer.submit({ ...planFields, ruleSetId: 'zhejiang-2020' }, address)
  t.equal(officer.status, 422)
  const message = /class="field-error"[^>]*>[^<]*2020年8月10日至2025年12月31日适用，不能用于选举日2027年6月20日。/
  t.match(officer.html, message, 'beside the field')
  t.match(officer.html, /<a href="#ruleSetId">[^<]*2020年，暂定/)
  t.match(officer.html, 'value="社区服务中心一楼"', 'what was typed is kept')
  t.strictSame(offered(), now)
  t.equal(await countEvents(house), before)
  t.strictSame(await house.db.selectFrom('election').select('id').execute(), [])

  const over = { firstDay: '2025-11-01', lastDay: '2026-02-28' } as const
  await house.db.updateTable('season').set(over).where('id', '=', seasonId).execute()
  await officer.open(address)
  t.strictSame(offered(), [...now, 'zhejiang-2020'], 'a season over the turn of the law: those of either side')
  await officer.submit({ ...planFields, electionDay: '2025-12-31' }, address)
  t.match(officer.html, /class="field-error"[^>]*>[^<]*自2026年1月1日起适用，不能用于选举日2025年12月31日。/)
  t.strictSame(offered(), ['zhejiang-2020'], 'now that the day is known')
  await officer.submit({ ...planFields, electionDay: '2025-12-31', ruleSetId: 'zhejiang-2020' }, address)
  t.match(officer.url, /^\/elections\/\d+$/)
  t.match(await house.db.selectFrom('election').select(['ruleSetId', 'ruleSetVersion']).execute(), [
    { ruleSetId: 'zhejiang-2020', ruleSetVersion: 1 },
  ])
  await officer.submit({ ...planFields, electionDay: '2026-01-01', version: '1' }, `${officer.url}/plan`)
  t.equal(officer.status, 422, 'nor is the day moved out of their time')
  t.match(officer.html, /<a href="#electionDay">[^<]*不能用于选举日2026年1月1日/)
})
