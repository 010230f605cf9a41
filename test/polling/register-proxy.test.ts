import t from 'tap'
import { testPassword } from '../helpers/factories.js'
import { renameVoter } from '../helpers/nomination.js'
import { eventsOf } from '../helpers/polling.js'
import { aProxyDesk, grantOf, register } from '../helpers/proxies.js'

t.test('an authorisation is typed by number, by name, or by pinyin, and recorded', async (t) => {
  const desk = await aProxyDesk(t)
  const { made, election, clerk } = desk
  await register(desk, clerk, '１号', '李伟')
  t.equal(clerk.status, 200, clerk.html)
  t.match(clerk.html, '第 1 号：王伟（1 号）委托李伟（2 号），已登记')
  t.match(clerk.html, '登记委托投票', 'the form waits for the next one')

  await made.db.updateTable('voter').set({ pinyin: 'zhangwei', initials: 'zw' }).where('voterNumber', '=', 3).execute()
  await register(desk, clerk, 'zhangw', 2)
  t.equal(clerk.status, 422, 'whom pinyin finds is shown before anything is registered')
  t.match(clerk.html, /委托人是哪一位[\s\S]*张伟　3号 男 1952年生/)
  await clerk.submit(grantOf('zhangw', 2, { principalId: String(election.voterIds[2]) }), `${desk.url}/register-proxy`)
  t.match(clerk.html, '第 2 号：张伟（3 号）委托李伟（2 号），已登记')

  t.match(await eventsOf(made, election.id), [
    { type: 'proxyGranted', number: 1, principalId: election.voterIds[0], proxyId: election.voterIds[1] },
    { type: 'proxyGranted', number: 2, appliedOn: '2027-05-10', findings: [], explanation: null },
  ])
  const [row] = await made.db.selectFrom('proxyGrant').selectAll().orderBy('number').execute()
  t.match(row, { roundId: election.roundId, reason: '在外地务工', document: '委托书第1号', state: 'registered' })
})

t.test('of namesakes one is chosen', async (t) => {
  const desk = await aProxyDesk(t)
  const { made, election, clerk, url } = desk
  await renameVoter(made.db, election, 7, '王伟')
  await register(desk, clerk, '王伟', '王 伟')
  t.equal(clerk.status, 422)
  t.match(clerk.html, '请选定委托人是哪一位')
  t.match(clerk.html, /受委托人是哪一位/)
  t.match(clerk.html, 'value="在外地务工"', 'what was typed is kept')
  const [first, seventh] = [election.voterIds[0], election.voterIds[6]]
  const chosen = { principalId: String(seventh), proxyId: String(first) }
  await clerk.submit(grantOf('王伟', '王 伟', chosen), `${url}/register-proxy`)
  t.match(clerk.html, '王伟（7 号）委托王伟（1 号），已登记')
})

t.test('everything that is wrong is told at once, with article and numbers', async (t) => {
  const desk = await aProxyDesk(t, { today: '2027-05-19' })
  const { clerk } = desk
  for (const principal of [1, 2, 3]) {
    const early = { appliedOn: '2027-05-17' }
    await register(desk, clerk, principal, 9, early)
    t.equal(clerk.status, 200, clerk.html)
  }
  await register(desk, clerk, 4, 9, { reason: ' ', document: '', appliedOn: '2027-05-18' })
  t.equal(clerk.status, 422)
  for (const words of [
    '须书面委托',
    '委托投票的原因没有填写',
    '最迟2027年5月17日',
    '迟1日',
    '每一选民接受委托不超过3人：周伟已接受王伟、李伟、张伟共3人的委托。（《城市居民委员会组织法》第十九条）',
  ]) {
    t.match(clerk.html, words)
  }
  await register(desk, clerk, 1, 9, { appliedOn: '2027-05-17' })
  t.match(clerk.html, '王伟已经委托周伟，一人只能委托一次')
  await register(desk, clerk, 9, 12, { appliedOn: '2027-05-17' })
  t.match(clerk.html, '不能转委托')
  await register(desk, clerk, 5, 5, { appliedOn: '2027-05-17' })
  t.match(clerk.html, '不能委托本人')
  await register(desk, clerk, '没有这个人', 5)
  t.match(clerk.html, '选民名单上查不到委托人“没有这个人”')
  await register(desk, clerk, 4, 5, { appliedOn: '2027-05-20' })
  t.match(clerk.html, '申请日期不能在今天之后')
})

t.test('what only draws a warning is registered with a reason', async (t) => {
  const desk = await aProxyDesk(t, { today: '2027-05-19' })
  const { made, election, clerk, url } = desk
  await register(desk, clerk, 4, 9, { appliedOn: '2027-05-19', explanation: '先写了也不算' })
  t.equal(clerk.status, 422)
  t.match(clerk.html, '迟2日')
  t.match(clerk.html, '有提醒事项，请写明仍然登记的理由')
  await clerk.submit(grantOf(4, 9, { appliedOn: '2027-05-19', explanation: '突发疾病送医' }), `${url}/register-proxy`)
  t.match(clerk.html, '已登记')
  t.match(await eventsOf(made, election.id), [{ findings: ['proxy-late'], explanation: '突发疾病送医' }])
})

t.test("none under an election by residents' representatives; in one by households the agent is a voter", async (t) => {
  const byRepresentatives = await aProxyDesk(t, { form: 'representatives' })
  await register(byRepresentatives, byRepresentatives.clerk, 1, 2)
  t.equal(byRepresentatives.clerk.status, 422)
  t.match(byRepresentatives.clerk.html, '居民代表选举不能委托投票')
  await byRepresentatives.clerk.open(`${byRepresentatives.url}/proxies`)
  t.match(byRepresentatives.clerk.html, '按本社区的选举方式，不能委托投票')

  const byHouseholds = await aProxyDesk(t, { form: 'households' })
  await register(byHouseholds, byHouseholds.clerk, 2, 1)
  t.match(byHouseholds.clerk.html, '李伟不是这次选举的户代表，没有选票可以委托')
  await register(byHouseholds, byHouseholds.clerk, 1, 2)
  t.match(byHouseholds.clerk.html, '王伟（1 号）委托李伟（2 号），已登记', 'who elects for nobody may still act')
})

t.test('two clerks enter the same principal at once, and one form comes twice: one grant', async (t) => {
  const desk = await aProxyDesk(t)
  const { made, clerk, officer, url } = desk
  const typed = { principal: '1', reason: '在外地', document: '委托书', appliedOn: '2027-05-10', manner: 'post' }
  for (const one of [clerk, officer]) await one.open(`${url}/register-proxy`)
  await Promise.all([
    clerk.submit({ ...typed, proxy: '2' }, `${url}/register-proxy`),
    officer.submit({ ...typed, proxy: '3' }, `${url}/register-proxy`),
  ])
  t.same([clerk.status, officer.status].sort(), [200, 422])
  t.match(clerk.html + officer.html, /王伟已经委托(李|张)伟/)
  t.equal((await made.db.selectFrom('proxyGrant').select('id').execute()).length, 1)

  await clerk.open(`${url}/register-proxy`)
  const again = { ...typed, principal: '11', proxy: '12', formId: '00000000-0000-4000-8000-000000000001' }
  await clerk.submit(again, `${url}/register-proxy`)
  t.match(clerk.html, '已登记')
  await clerk.submit(again, `${url}/register-proxy`)
  t.equal(clerk.status, 200, 'the second click does nothing and shows the register')
  t.equal((await made.db.selectFrom('proxyGrant').select('id').execute()).length, 2)
})

t.test('before the roll is posted and once the poll is open nothing is registered', async (t) => {
  const early = await aProxyDesk(t, { until: 'registerImported' })
  await register(early, early.clerk, 1, 2)
  t.equal(early.clerk.status, 422)
  t.match(early.clerk.html, '还不能办理委托投票')
  const late = await aProxyDesk(t, { until: 'pollOpened', today: '2027-05-20' })
  await register(late, late.clerk, 1, 2, { appliedOn: '2027-05-10' })
  t.match(late.clerk.html, '不能再办理委托投票')
})

t.test('who counts and who checks in does not see the register', async (t) => {
  const { made, url } = await aProxyDesk(t)
  for (const role of ['tallyClerk', 'checkInClerk', 'townshipOfficer', 'observer']) {
    const other = await made.visitor().signIn(role, testPassword)
    for (const page of ['proxies', 'register-proxy', 'lapse-proxies']) {
      await other.open(`${url}/${page}`)
      t.equal(other.status, 403, `${role} ${page}`)
    }
  }
  const elsewhere = await made.visitor().signIn('rollClerk-other', testPassword)
  await elsewhere.open(`${url}/proxies`)
  t.equal(elsewhere.status, 404)
})
