import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { aPoll, eventsOf, stationFields, supply, supplyFields } from '../helpers/polling.js'

t.test('stations are set up, changed and removed, with an event each', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const election = await anElection(house, made, { until: 'registerImported' })
  const url = `/elections/${election.id}/polling`
  const officer = await house.visitor().signIn('electionOfficer', testPassword)

  await officer.open(`${url}/set-up-stations`)
  t.match(officer.html, '还没有中心投票站')
  await officer.open(`${url}/edit-station`)
  t.match(officer.html, '第三居民小组', 'the groups of the roll are offered')
  await officer.submit({ ...stationFields, groups: ['1', '2'] }, `${url}/edit-station`)
  t.match(officer.html, '中心投票站已保存')
  t.match(officer.html, '第3居民小组没有安排投票站')
  t.match(officer.html, '林美芳、周建平')

  await officer.open(`${url}/edit-station`)
  const second = { ...stationFields, kind: 'station', name: '第二投票站', groups: '3', 'staff-scrutineer': '郑 志明' }
  await officer.submit(second, `${url}/edit-station`)
  t.notMatch(officer.html, '没有安排投票站')
  t.match(officer.html, '第二投票站监票人应不少于2人：现有1人')
  t.match(officer.html, '郑志明', 'blanks inside a name are dropped')

  const rows = await house.db.selectFrom('pollingStation').selectAll().orderBy('number').execute()
  t.match(rows, [
    { number: 1, kind: 'central', residentsGroups: '[1,2]', opens: '08:00', hasVotingBooth: 1 },
    { number: 2, kind: 'station', residentsGroups: '[3]', name: '第二投票站' },
  ])
  const [, other] = rows
  await officer.open(`${url}/edit-station/${other?.id}`)
  await officer.submit({ ...second, opens: '７：30' }, `${url}/edit-station/${other?.id}`)
  t.match(await house.db.selectFrom('pollingStation').select('opens').where('number', '=', 2).execute(), [
    { opens: '07:30' },
  ])

  await officer.open(`${url}/edit-station/${other?.id}`)
  await officer.submit({}, `${url}/edit-station/${other?.id}/remove`)
  t.match(officer.html, '第二投票站已删除')
  t.equal((await house.db.selectFrom('pollingStation').select('id').execute()).length, 1)
  t.equal((await house.db.selectFrom('stationStaff').select('id').execute()).length, 4, 'the staff of the first stays')
  const types = (await eventsOf(house, election.id)).map(({ type }) => type)
  t.same(types, [
    ...['stationSetUp', 'stationStaffed', 'stationSetUp', 'stationStaffed'],
    ...['stationChanged', 'stationRemoved'],
  ])
})

t.test('a form that cannot be saved comes back with what was typed', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const poll = await aPoll(house, made, { isOpen: false })
  const { officer, url } = poll
  await officer.open(`${url}/edit-station`)
  await officer.submit({ ...stationFields, name: '', closes: '7:00', place: '老年活动室' }, `${url}/edit-station`)
  t.equal(officer.status, 422)
  t.match(officer.html, '请填写名称')
  t.match(officer.html, '老年活动室', 'what was typed is kept')
  await officer.submit({ ...stationFields, closes: '07:00' }, `${url}/edit-station`)
  t.match(officer.html, '截止时间应当在开始时间之后')
  await officer.submit({ ...stationFields, name: '礼堂' }, `${url}/edit-station`)
  t.match(officer.html, '中心投票站只能有一个，现在是中心投票站')
  await officer.submit({ ...stationFields, kind: 'station' }, `${url}/edit-station`)
  t.match(officer.html, '已经有同名的投票站')
  t.equal(officer.status, 422)
  await officer.submit({ ...stationFields, kind: 'mobile' }, `${url}/edit-station`)
  t.match(officer.html, '请选择中心投票站或投票分站')
  t.equal((await house.db.selectFrom('pollingStation').select('id').execute()).length, 1)

  const other = await house.visitor().signIn('electionOfficer-2', testPassword)
  const address = `${url}/edit-station/${poll.stationIds[0]}`
  await officer.open(address)
  await other.open(address)
  await other.submit({ ...stationFields, place: '新礼堂' }, address)
  await officer.submit({ ...stationFields, place: '旧礼堂' }, address)
  t.equal(officer.status, 409, 'a form older than the station changes nothing')
  t.match(await house.db.selectFrom('pollingStation').select('place').execute(), [{ place: '新礼堂' }])

  for (const id of ['99999', '99999999999999', 'x', '-1']) {
    await officer.open(`${url}/edit-station/${id}`)
    t.equal(officer.status, 404, id)
  }
})

t.test('a form sent twice adds one station', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const election = await anElection(house, made, { until: 'electionOpened' })
  const officer = await house.visitor().signIn('electionOfficer', testPassword)
  const address = `/elections/${election.id}/polling/edit-station`
  await officer.open(address)
  const formId = new RegExp(`action="${address}".*?name="formId" value="([^"]+)"`, 's').exec(officer.html)?.[1] ?? ''
  await officer.submit({ ...stationFields, formId }, address)
  await officer.submit({ ...stationFields, formId }, address)
  t.match(officer.html, '中心投票站已保存')
  t.equal((await house.db.selectFrom('pollingStation').select('id').execute()).length, 1)
})

t.test('ballots printed and received', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const stations = [{}, { kind: 'station', name: '第二投票站' }]
  const poll = await aPoll(house, made, { stations, printed: 30, received: [20, 10], isOpen: false })
  const { officer, url, stationIds } = poll
  const [first, second] = stationIds.map((id) => `received-${id}`) as [string, string]
  t.match(officer.html, /各站共领取 <span class="num">30<\/span> 张/)

  await officer.open(`${url}/account-ballots`)
  await officer.submit(supplyFields('', { [first]: '1', [second]: '' }), `${url}/account-ballots`)
  t.equal(officer.status, 422)
  t.match(officer.html, '各站共领取31张，多于印制的30张，多1张')
  t.match(officer.html, new RegExp(`name="${first}"[^>]*value="1"`), 'what was typed is kept')
  await officer.open(`${url}/account-ballots`)
  await officer.submit({ printed: '一百', [first]: '2o', [second]: '' }, `${url}/account-ballots`)
  t.equal(officer.status, 422)
  t.match(officer.html, /<a href="#received-\d+">请填写整数/)
  t.match(await house.db.selectFrom('votingRound').select('ballotsPrinted').execute(), [{ ballotsPrinted: 30 }])

  await supply(officer, url, 10, { [first]: 2 })
  const events = await eventsOf(house, poll.id)
  t.match(events.slice(-2), [
    { type: 'ballotStepRecorded', kind: 'printed', ballots: 10, witnesses: '方志远、陈国强' },
    {
      type: 'ballotStepRecorded',
      kind: 'handedOut',
      stationId: stationIds[0],
      ballots: 2,
      witnesses: '陈国强、周建平',
    },
  ])
  t.match(await house.db.selectFrom('recordedStep').selectAll().execute(), [
    { step: 'ballotsPrinted', doneOn: '2027-05-20', note: '登记印制 30 张' },
  ])
  const other = await house.visitor().signIn('electionOfficer-2', testPassword)
  await other.open(`${url}/account-ballots`)
  await supply(officer, url, 1, {})
  await other.submit(supplyFields(10, {}), `${url}/account-ballots`)
  t.equal(other.status, 409, 'a stale form')
  t.match(await house.db.selectFrom('votingRound').select('ballotsPrinted').execute(), [{ ballotsPrinted: 41 }])
})

t.test('a run-off may take over the stations of the vote before', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const poll = await aPoll(house, made, { isOpen: false })
  const { officer, url } = poll
  const round = { electionId: poll.id, number: 2, kind: 'runoff', votingDay: '2027-05-25' } as const
  const { id } = await house.db.insertInto('votingRound').values(round).returning('id').executeTakeFirstOrThrow()
  await officer.open(`${url}/set-up-stations`)
  await officer.submit({}, `${url}/set-up-stations/copy`)
  t.match(officer.html, '已照上一轮设置 1 个投票站')
  t.match(await house.db.selectFrom('pollingStation').selectAll().where('roundId', '=', id).execute(), [
    { name: '中心投票站', ballotsReceived: null, openedAt: null },
  ])
  t.match(officer.html, '林美芳、周建平', 'with their staff')
  await officer.submit({}, `${url}/set-up-stations/copy`)
  t.equal(officer.status, 409, 'not a second time')
})
