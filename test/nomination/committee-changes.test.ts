import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { aCommitteeDesk, linkEverybody, recordLeaving } from '../helpers/committee.js'

t.test('the page says where the committee stands, to whoever may see it', async (t) => {
  const desk = await aCommitteeDesk(t)
  const { officer, clerk, home, memberIds } = desk
  await officer.open(`${home}/committee-changes`)
  t.match(officer.html, /还没有在选民名单中核对/)
  await linkEverybody(desk)
  t.notMatch(clerk.html, /还没有在选民名单中核对/)
  t.notMatch(clerk.html, '登记退出</a>', 'a clerk looks, the officer records')
  for (const index of [0, 1]) await recordLeaving(officer, desk, memberIds[index], { reason: 'resigned' })
  t.match(officer.html, '居民选举委员会一般由5至9人组成：现有3人', 'below the usual size')
  t.match(officer.html, '主任已退出，又没有副主任，由成员推选一人主持')
  const auditor = await desk.made.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open(`${home}/committee-changes`)
  t.match(auditor.html, '变动经过')
  t.notMatch(auditor.html, '撤销这一项')
  const observer = await desk.made.visitor().signIn('observer', testPassword)
  await observer.open(`${home}/committee-changes`)
  t.equal(observer.status, 403)
})

t.test('taking back needs a reason, the newest page, and something to take back', async (t) => {
  const desk = await aCommitteeDesk(t)
  const { officer, home, memberIds } = desk
  const undo = `${home}/committee-changes/undo`
  await recordLeaving(officer, desk, memberIds[4], { reason: 'died', document: '死亡证明' })
  const other = await desk.made.visitor().signIn('electionOfficer-2', testPassword)
  await other.open(`${home}/committee-changes`)
  await officer.submit({ reason: '' }, undo)
  t.equal(officer.status, 422)
  t.match(officer.html, '请写明撤销的原因')
  await officer.submit({ reason: '误记' }, undo)
  t.match(officer.html, '已撤销最后登记的一项变动')
  await other.submit({ reason: '误记' }, undo)
  t.equal(other.status, 409)
})

t.test('before a committee is recorded there is nothing to change', async (t) => {
  const house = await testApp(t)
  const { id } = await anElection(house, await aHouse(house))
  const officer = await house.visitor().signIn('electionOfficer', testPassword)
  await officer.open(`/elections/${id}/nomination/committee-changes`)
  t.match(officer.html, '还没有登记选举委员会')
})
