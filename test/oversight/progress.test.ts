import t from 'tap'
import { inTransaction } from '../../src/infra/db/database.js'
import { ok } from '../../src/lib/result.js'
import { setParticipation } from '../../src/organisation/queries.js'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'

const rowsOf = (html: string) =>
  [...html.matchAll(/<tbody>(.*?)<\/tbody>/gs)]
    .flatMap(([, body = '']) => body.split('</tr>'))
    .map((row) =>
      row
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((row) => row !== '')

t.test('progress: everybody lands in their own place', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const { id } = await anElection(house, made)
  for (const { name, url } of [
    { name: 'administrator', url: '/accounts' },
    { name: 'bureauAuditor', url: '/' },
    { name: 'townshipOfficer', url: '/' },
    { name: 'electionOfficer', url: `/elections/${id}` },
    { name: 'tallyClerk', url: `/elections/${id}` },
    { name: 'observer', url: `/elections/${id}` },
    { name: 'electionOfficer-other', url: '/' },
  ]) {
    t.equal((await house.visitor().signIn(name, testPassword)).url, url, name)
  }
})

t.test('the bureau sees every community with stage, form, day and what is late', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house, '2027-05-01')
  const [first, , third] = made.communityIds
  await anElection(house, made, { communityId: first, until: 'registerImported' })
  await inTransaction(house.db, async (trx) =>
    ok(await setParticipation(trx, made.seasonId, third, 'postponed', '旧村改造，市政府批准')),
  )
  const auditor = await house.visitor().signIn('bureauAuditor', testPassword)
  const rows = rowsOf(auditor.html)
  t.equal(rows.length, 3)
  t.match(
    rows[0],
    /^奉中社区 锦屏街道 居民直选 5月20日（星期四） 选民登记 违法定期限 推选居民选举委员会、公布选民名单$/,
  )
  t.match(rows[1], /^锦山社区 锦屏街道 未启动$/)
  t.match(rows[2], /^武岭社区 溪口镇 延期 旧村改造，市政府批准$/)
  t.match(auditor.html, '共 <span class="num">3</span> 个社区，已宣布结果 <span class="num">0</span> 个')
  t.match(auditor.html, '<span class="num">1</span> 个有违反法定期限的事项')
  t.notMatch(auditor.html, 'open-election', 'the bureau opens none itself')

  await auditor.open(`/?town=${encodeURIComponent('溪口镇')}`)
  t.strictSame(
    rowsOf(auditor.html).map((row) => row.slice(0, 4)),
    ['武岭社区'],
  )
  t.match(auditor.html, '显示 <span class="num">1</span> 个')
  await auditor.open(`/?stage=${encodeURIComponent('未启动')}`)
  t.strictSame(
    rowsOf(auditor.html).map((row) => row.slice(0, 4)),
    ['锦山社区'],
  )
})

t.test('a deadline that is only advised is a reminder, not a breach', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house, '2027-04-20')
  await anElection(house, made)
  const auditor = await house.visitor().signIn('bureauAuditor', testPassword)
  t.match(rowsOf(auditor.html)[0], '提醒 推选居民选举委员会')
  t.notMatch(auditor.html, /违法定期限|违反法定期限/)
})

t.test('turnout is ballots handed out of electors', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const election = await anElection(house, made, { until: 'pollOpened', voters: 30 })
  const station = await house.db
    .insertInto('pollingStation')
    .values({
      roundId: election.roundId,
      number: 1,
      name: '中心投票站',
      kind: 'central',
      place: '礼堂',
      opens: '08:00',
      closes: '16:00',
      residentsGroups: '[1,2,3]',
      hasVotingBooth: 1,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const clerk = await house.db
    .selectFrom('account')
    .select('id')
    .where('signInName', '=', 'checkinclerk')
    .executeTakeFirstOrThrow()
  const rows = election.voterIds.slice(0, 7).map((voterId, index) => ({
    roundId: election.roundId,
    stationId: station.id,
    voterId,
    accountId: clerk.id,
    at: '2027-05-20T01:00:00.000Z',
    ...(index === 6 ? { undoneAt: '2027-05-20T01:05:00.000Z', undoneBy: clerk.id, undoneReason: '拿错了选票' } : {}),
  }))
  await house.db.insertInto('checkIn').values(rows).execute()
  const auditor = await house.visitor().signIn('bureauAuditor', testPassword)
  t.match(rowsOf(auditor.html)[0], '20.00%', 'six of thirty: one was undone')
})

t.test('a township sees its own communities and opens their elections', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const officer = await house.visitor().signIn('townshipOfficer', testPassword)
  t.strictSame(
    rowsOf(officer.html).map((row) => row.slice(0, 4)),
    ['奉中社区', '锦山社区'],
  )
  t.match(officer.html, `href="/communities/${made.communityIds[1]}/open-election"`)
  t.match(officer.html, '本街道（镇）须全部直选', 'measured by its own target')
  const clerk = await house.visitor().signIn('rollClerk', testPassword)
  t.strictSame(
    rowsOf(clerk.html).map((row) => row.slice(0, 4)),
    ['奉中社区'],
  )
  t.notMatch(clerk.html, 'open-election', 'a clerk does not')
})

t.test('before there is a season the page says so', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  await house.db.deleteFrom('seasonTownship').execute()
  await house.db.deleteFrom('season').execute()
  const auditor = await house.visitor().signIn('bureauAuditor', testPassword)
  t.match(auditor.html, '换届尚未开始')
  await auditor.open('/direct-election-rate')
  t.equal(auditor.status, 404)
})
