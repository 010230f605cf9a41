import t, { type Test } from 'tap'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { countEvents, lastEvents } from '../helpers/events.js'
import { aHouse, testPassword } from '../helpers/factories.js'

const season = {
  termNumber: '９',
  firstDay: '2027年4月1日',
  lastDay: '2027/7/31',
  target: '70',
  directForms: ['allVoters', 'households'],
}

/** A house whose season is still to be set up. */
async function aHouseWithoutSeason(t: Test) {
  const house = await testApp(t)
  const made = await aHouse(house)
  await house.db.deleteFrom('seasonTownship').execute()
  await house.db.deleteFrom('season').execute()
  return { house, made }
}

t.test('a season is set up by the administrator; in a drill its first day is today', async (t) => {
  const { house, made } = await aHouseWithoutSeason(t)
  const administrator = await house.visitor().signIn('administrator', testPassword)
  t.equal(administrator.url, '/season')
  t.match(administrator.html, '还没有设立换届')
  await administrator.submit({ ...season, directTownships: made.townshipIds }, '/season')
  t.match(administrator.html, '换届设置已保存')
  t.match(administrator.html, '第九届社区居民委员会换届选举', 'in the top bar')
  t.match(administrator.html, '今天 2027年4月1日 星期四')
  t.match(await house.db.selectFrom('season').selectAll().execute(), [
    {
      installationKind: 'drill',
      termNumber: 9,
      firstDay: '2027-04-01',
      lastDay: '2027-07-31',
      targetNum: 70,
      targetDen: 100,
      directForms: '["allVoters","households"]',
      drillToday: '2027-04-01',
      version: 1,
    },
  ])
  t.equal((await house.db.selectFrom('seasonTownship').select('townshipId').execute()).length, 2)
  t.match(await lastEvents(house, 1), [
    { type: 'seasonOpened', by: 'administrator', facts: { termNumber: 9, firstDay: '2027-04-01', target: '70/100' } },
  ])
})

t.test('a season is changed, unless somebody else changed it meanwhile', async (t) => {
  const house = await testApp(t)
  const { seasonId, townshipIds } = await aHouse(house)
  const administrator = await house.visitor().signIn('administrator', testPassword)
  const auditor = await house.visitor().signIn('bureauAuditor', testPassword)
  await administrator.open('/season')
  await auditor.open('/season')
  const change = { ...season, target: '75', directTownships: [townshipIds[1]] }
  await auditor.submit(change, '/season')
  t.equal(auditor.status, 422)
  t.match(auditor.html, /<p class="field-error" id="reason-error">[^<]*请写明理由/)
  t.match(auditor.html, 'value="75"', 'kept as typed')
  t.match(await house.db.selectFrom('season').select(['targetNum', 'version']).execute(), [
    { targetNum: 70, version: 1 },
  ])
  await auditor.submit({ ...change, reason: '市政府第3次常务会议' }, '/season')
  t.match(auditor.html, '换届设置已保存')
  t.match(await house.db.selectFrom('season').select(['targetNum', 'version']).execute(), [
    { targetNum: 75, version: 2 },
  ])
  t.strictSame(await house.db.selectFrom('seasonTownship').select('townshipId').execute(), [
    { townshipId: townshipIds[1] },
  ])
  t.match(await lastEvents(house, 1), [
    {
      type: 'seasonChanged',
      by: 'bureauAuditor',
      facts: {
        seasonId,
        before: { targetNum: 70, directForms: ['allVoters'], directTownships: [townshipIds[0]] },
        after: { targetNum: 75, directTownships: [townshipIds[1]] },
        reason: '市政府第3次常务会议',
      },
    },
  ])
  await administrator.submit({ ...season, target: '60', reason: '试' }, '/season')
  t.equal(administrator.status, 409)
  t.match(administrator.html, '刚刚被别人改过')
  t.match(await house.db.selectFrom('season').select('targetNum').execute(), [{ targetNum: 75 }])
})

t.test('two who set up the season at the same moment: one does, the other is told', async (t) => {
  const { house } = await aHouseWithoutSeason(t)
  const both = [
    await house.visitor().signIn('administrator', testPassword),
    await house.visitor().signIn('administrator-2', testPassword),
  ]
  await Promise.all(both.map((browser, n) => browser.submit({ ...season, termNumber: 9 + n }, '/season')))
  t.strictSame(both.map(({ status }) => status).sort(), [200, 409])
  t.equal((await house.db.selectFrom('season').select('id').execute()).length, 1)
})

t.test('manage-season: what is wrong is said beside its field, and what was typed is kept', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  const administrator = await house.visitor().signIn('administrator', testPassword)
  await administrator.open('/season')
  const before = await countEvents(house)
  for (const { change, field, message } of [
    { change: { termNumber: '' }, field: 'termNumber', message: '请填写整数' },
    { change: { termNumber: '100' }, field: 'termNumber', message: '届次最多 99' },
    { change: { firstDay: '2027-02-30' }, field: 'firstDay', message: '请按 2027-05-20 的样子填写日期' },
    { change: { lastDay: '' }, field: 'lastDay', message: '请填写日期' },
    { change: { lastDay: '2027-04-01' }, field: 'lastDay', message: '结束日应在开始日之后' },
    { change: { target: '0' }, field: 'target', message: '大于 0' },
    { change: { target: '101' }, field: 'target', message: '1 到 100' },
    { change: { target: '70%' }, field: 'target', message: '请填写整数' },
    { change: { directForms: [] }, field: 'directForms', message: '至少选一种选举方式' },
    { change: { directTownships: ['77'] }, field: 'directTownships', message: '请在列出的街道' },
  ]) {
    await administrator.submit({ ...season, ...change }, '/season')
    t.equal(administrator.status, 422, `${field} ${message}`)
    t.match(administrator.html, new RegExp(`<a href="#${field}">[^<]*${message}`))
    t.match(administrator.html, new RegExp(`class="field-error"[^>]*>[^<]*${message}`))
    if (field !== 'termNumber') t.match(administrator.html, 'value="９"', 'kept as typed')
  }
  t.equal(await countEvents(house), before)
})

t.test('the today of a drill is moved by the administrator, and by nobody in a real season', async (t) => {
  const house = await testApp(t)
  const { seasonId } = await aHouse(house)
  const administrator = await house.visitor().signIn('administrator', testPassword)
  await administrator.open('/season')
  await administrator.submit({ today: '2027.6.1' }, '/season/today')
  t.match(administrator.html, '演练的“今天”已调整')
  t.match(administrator.html, '今天 2027年6月1日 星期二')
  t.match(await lastEvents(house, 1), [
    { type: 'drillTodayMoved', facts: { seasonId, from: '2027-05-20', to: '2027-06-01' } },
  ])
  await administrator.submit({ today: '六月二日' }, '/season/today')
  t.equal(administrator.status, 422)
  t.match(administrator.html, /<p class="field-error" id="today-error">请按/)
  t.match(administrator.html, 'value="六月二日"', 'kept')

  const auditor = await aClient(house, 'bureauAuditor')
  t.equal((await auditor.post('/season/today', { today: '2027-06-02' })).statusCode, 403)
  t.notMatch((await auditor.get('/season')).body, '演练的“今天”', 'the form is not even shown')
})

t.test('a real season has the calendar’s own today', async (t) => {
  const { house } = await aHouseWithoutSeason(t)
  await house.db.updateTable('installation').set({ kind: 'real' }).execute()
  const administrator = await house.visitor().signIn('administrator', testPassword)
  await administrator.submit(season, '/season')
  t.match(await house.db.selectFrom('season').select(['installationKind', 'drillToday']).execute(), [
    { installationKind: 'real', drillToday: null },
  ])
  t.match(administrator.html, '今天 2027年5月20日', 'the clock of the house, in Shanghai')
  t.notMatch(administrator.html, 'drill-banner', 'nothing says drill')
  await administrator.submit({ today: '2027-06-01' }, '/season/today')
  t.equal(administrator.status, 404)
  house.clock.now = new Date('2027-05-20T16:00:00Z')
  await administrator.signIn('administrator', testPassword)
  await administrator.open('/season')
  t.match(administrator.html, '今天 2027年5月21日', 'midnight in Shanghai is four in the afternoon in Greenwich')
})

t.test('a community is put off or left out by the auditor, with the reason', async (t) => {
  const house = await testApp(t)
  const { seasonId, communityIds } = await aHouse(house)
  const auditor = await house.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open('/season')
  const form = { communityId: communityIds[1], participation: 'postponed', reason: ' ' }
  await auditor.submit(form, '/season/participation')
  t.equal(auditor.status, 422)
  t.match(auditor.html, `<a href="#community-${communityIds[1]}">延期或不换届须写明原因和批准机关`)
  const row = new RegExp(`<tr id="community-${communityIds[1]}">[^]*?</tr>`).exec(auditor.html)?.[0] ?? ''
  t.match(row, /<p class="field-error">延期或不换届须写明/, 'beside the row it was typed in')
  t.match(row, /value="postponed" selected/, 'the choice is kept')
  t.strictSame(await house.db.selectFrom('seasonCommunity').selectAll().execute(), [])

  await auditor.submit({ ...form, reason: '旧村改造，市政府批准' }, '/season/participation')
  t.match(auditor.html, '参加情况已保存')
  t.match(auditor.html, 'value="旧村改造，市政府批准"')
  const entry = { communityId: communityIds[1], participation: 'postponed', reason: '旧村改造，市政府批准' }
  t.match(await house.db.selectFrom('seasonCommunity').selectAll().execute(), [{ seasonId, ...entry }])
  t.match(await lastEvents(house, 1), [
    { type: 'participationChanged', by: 'bureauAuditor', facts: { seasonId, ...entry } },
  ])

  await auditor.submit({ ...form, participation: 'takingPart', reason: '旧村改造' }, '/season/participation')
  t.match(await house.db.selectFrom('seasonCommunity').selectAll().execute(), [
    { participation: 'takingPart', reason: null },
  ])
  await auditor.submit({ ...form, communityId: 99, reason: '无' }, '/season/participation')
  t.equal(auditor.status, 404)
  const administrator = await aClient(house, 'administrator')
  t.equal((await administrator.post('/season/participation', {})).statusCode, 403, 'not the administrator’s to decide')
})
