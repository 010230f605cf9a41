import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'

const tasksOf = (html: string) =>
  [...html.matchAll(/<li class="task([^"]*)">(.*?)<\/li>/gs)].map(
    ([, look = '', body = '']) =>
      (look.includes('pressing') ? '! ' : '') +
      body
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
  )

const aStation = (roundId: number) => ({
  roundId,
  number: 1,
  kind: 'central' as const,
  name: '中心投票站',
  place: '礼堂',
  residentsGroups: '[]',
  opens: '08:00',
  closes: '16:00',
  hasVotingBooth: 1,
})

t.test('the officer and the clerk see what is late, due and waiting, what presses first', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house, '2027-05-01')
  const { id } = await anElection(house, made, { until: 'rollPosted', voters: 6 })
  await house.db
    .insertInto('objection')
    .values({
      ...{ electionId: id, number: 1, receivedOn: '2027-04-26', objector: '王伟', subject: 'missing' },
      ...{ personName: '王丽', grounds: '漏登', state: 'open' },
    })
    .execute()
  const officer = await house.visitor().signIn('electionOfficer', testPassword)
  t.equal(officer.url, '/today')
  const tasks = tasksOf(officer.html)
  t.match(
    tasks.find((task) => task.includes('处理异议')),
    '! 处理异议 1 件 其中 1 件已过处理期限 办理异议',
  )
  t.match(
    tasks.find((task) => task.includes('印发选民名单公告')),
    '! 印发选民名单公告 应在 1 天前印发 去印发',
  )
  t.ok(tasks.findIndex((task) => !task.startsWith('!')) >= tasks.filter((task) => task.startsWith('!')).length)
  t.match(officer.html, `href="/elections/${id}"`, 'and the election itself')
  const clerk = await house.visitor().signIn('rollClerk', testPassword)
  t.ok(tasksOf(clerk.html).some((task) => task.includes('处理异议')))
  t.notMatch(clerk.html, '印发', 'which is the officer’s')
  const other = await house.visitor().signIn('rollClerk-other', testPassword)
  t.equal(other.url, '/', 'without an election the page says so')
})

t.test('on election day each desk has its own work', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const { id, roundId } = await anElection(house, made, { until: 'candidatesConfirmed', voters: 6 })
  const desk = await house.visitor().signIn('checkInClerk', testPassword)
  t.match(tasksOf(desk.html), ['! 投票日 就是今天，等投票站开放 选定发票站点'])
  const { id: stationId } = await house.db
    .insertInto('pollingStation')
    .values(aStation(roundId))
    .returning('id')
    .executeTakeFirstOrThrow()
  const officer = await house.visitor().signIn('electionOfficer', testPassword)
  t.match(tasksOf(officer.html)[0], '! 今天投票 1 个投票站还没有开放 开放投票站')
  await house.db
    .updateTable('pollingStation')
    .set({ openedAt: '2027-05-20T00:00:00.000Z', openingWitnesses: '陈国强、林美芳', ballotsReceived: 6 })
    .execute()
  await desk.open('/today')
  t.match(tasksOf(desk.html)[0], '! 验证发票 1 个投票站正在投票')
  t.match(desk.html, `href="/elections/${id}/polling/check-in"`)
  const typist = await house.visitor().signIn('tallyClerk', testPassword)
  t.match(typist.html, '没有等着您办的事')
  const sheet = { roundId, stationId, state: 'empty', entry: '{"status":"empty"}' }
  await house.db
    .insertInto('tallySheet')
    .values([
      { ...sheet, number: 1 },
      { ...sheet, number: 2, state: 'entriesDiffer' },
    ])
    .execute()
  const account = await house.db
    .selectFrom('account')
    .select('id')
    .where('signInName', '=', 'tallyclerk')
    .executeTakeFirstOrThrow()
  await house.db
    .insertInto('result')
    .values({
      roundId,
      outcome: '{}',
      hash: 'a'.repeat(64),
      proposedBy: account.id,
      proposedAt: '2027-05-20T09:00:00.000Z',
    })
    .execute()
  await typist.open('/today')
  t.match(tasksOf(typist.html), ['! 计票单待录入 1 张', '! 计票单待核对 1 张'])
  t.equal(tasksOf(typist.html).length, 2, 'one’s own proposal is for another to declare')
  await officer.open('/today')
  t.ok(tasksOf(officer.html).some((task) => task.includes('结果已提交，等另一人宣布')))
})

t.test('the administrator sees the accounts, the bureau and the observer have no such page', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  await house.db.updateTable('account').set({ mustChangePassword: 1 }).where('signInName', '=', 'rollclerk').execute()
  await house.db
    .insertInto('signInFailure')
    .values({ signInName: 'observer', failures: 5, lockedUntil: '2027-05-20T02:00:00.000Z' })
    .execute()
  const administrator = await house.visitor().signIn('administrator', testPassword)
  t.match(tasksOf(administrator.html), [
    '! 暂停登录的账号 1 个 observer 看账号',
    '没有选举委员会负责人账号的社区 1 个 锦山社区 开设账号',
    '还没有改初始密码的账号 1 个',
  ])
  for (const role of ['bureauAuditor', 'townshipOfficer', 'observer-2']) {
    const visitor = await house.visitor().signIn(role, testPassword)
    await visitor.open('/today')
    t.equal(visitor.status, 403, role)
  }
})

t.test('the township sees what waits for its decision', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const { id, roundId } = await anElection(house, made, { until: 'rollPosted', voters: 6 })
  const { id: stationId } = await house.db
    .insertInto('pollingStation')
    .values({ ...aStation(roundId), kind: 'mobile', name: '流动票箱一' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await house.db
    .insertInto('mobileBox')
    .values({ stationId, reason: '行动不便', state: 'submitted', submittedOn: '2027-05-12' })
    .execute()
  const officer = await house.visitor().signIn('townshipOfficer', testPassword)
  t.match(officer.html, '奉中社区流动票箱一：流动票箱报批')
  t.match(officer.html, `href="/elections/${id}/polling/approve-mobile-box/${stationId}"`)
  const elsewhere = await house.visitor().signIn('townshipOfficer-other', testPassword)
  t.notMatch(elsewhere.html, '流动票箱报批')
})
