import t from 'tap'
import { inTransaction } from '../../src/infra/db/database.js'
import { ok } from '../../src/lib/result.js'
import { setParticipation } from '../../src/organisation/queries.js'
import { cockpitFacts } from '../../src/oversight/cockpit-facts.js'
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
    { name: 'administrator', url: '/today' },
    { name: 'bureauAuditor', url: '/' },
    { name: 'townshipOfficer', url: '/' },
    { name: 'electionOfficer', url: '/today' },
    { name: 'tallyClerk', url: '/today' },
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
  t.match(rows[0], /^奉中社区 锦屏街道 居民直选 5月20日（星期四） ● 筹备：已完成 ! 选举委员会：已完成，/)
  t.match(rows[0], '✕ 选民登记：进行中，公布选民名单逾期1天', 'the stage that is late bears a cross')
  t.match(rows[0], '违法定期限 公布选民名单逾期1天 《城市居民委员会组织法》第十七条')
  t.match(rows[0], '提醒 推选居民选举委员会迟1天')
  t.match(rows[0], '文书未印发', 'whose days are over')
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
  t.match(auditor.html, '共 <span class="num">1</span> 个社区，第')
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
  t.match(rowsOf(auditor.html)[0], '提醒 推选居民选举委员会逾期15天')
  t.notMatch(auditor.html, 'status-wrong')
  t.notMatch(auditor.html, '有违反法定期限的事项')
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

t.test('the figures above the table are questions, and each leads to the communities it counts', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house, '2027-05-14')
  const [first, , third] = made.communityIds
  const late = await anElection(house, made, { communityId: first, until: 'rollPosted', voters: 6 })
  await anElection(house, made, { communityId: third, until: 'electionOpened', electionDay: '2027-07-20' })
  await house.db
    .insertInto('objection')
    .values(
      ['2027-05-01', '2027-05-13'].map((receivedOn, index) => ({
        electionId: late.id,
        number: index + 1,
        receivedOn: receivedOn as '2027-05-01',
        objector: '王伟',
        subject: 'missing' as const,
        personName: '王丽',
        grounds: '漏登',
        state: 'open' as const,
      })),
    )
    .execute()
  const auditor = await house.visitor().signIn('bureauAuditor', testPassword)
  const names = () => rowsOf(auditor.html).map((row) => row.slice(0, 4))
  const figure = (key: string) => new RegExp(`what&#x3D;${key}"><strong[^>]*>(\\d+)<`).exec(auditor.html)?.[1]
  t.strictSame(
    ['wrong', 'papers', 'objections', 'doubts', 'waiting'].map(figure),
    ['1', '1', '1', '0', '1'],
    'communities, not items',
  )
  t.match(rowsOf(auditor.html)[0], '异议未处理 2 件 其中超过处理期限 1 件')
  t.match(
    rowsOf(auditor.html)[0],
    /违法定期限 处理5月1日收到的异议逾期10天 《城市居民委员会组织法》.*第十七条/,
    'a ruling that is late breaks the law, with article and days',
  )
  t.match(auditor.html, `href="/elections/${late.id}/roll/objections"`)
  for (const { what, expected } of [
    { what: 'objections', expected: ['奉中社区'] },
    { what: 'wrong', expected: ['奉中社区'] },
    { what: 'waiting', expected: ['锦山社区'] },
    { what: 'doubts', expected: [] },
    { what: 'nonsense', expected: ['奉中社区', '锦山社区', '武岭社区'] },
  ]) {
    await auditor.open(`/?what=${what}`)
    t.strictSame(names(), expected, what)
  }
  await auditor.open('/?order=day')
  t.strictSame(names(), ['奉中社区', '武岭社区', '锦山社区'], 'who has no day yet comes last')
  await auditor.open('/?order=urgency')
  t.equal(names()[0], '奉中社区')
})

t.test('a count in doubt is counted: sheets that differ, accounts that do not add up', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const election = await anElection(house, made, { until: 'pollClosed', voters: 6 })
  const station = {
    roundId: election.roundId,
    kind: 'central',
    place: '礼堂',
    opens: '08:00',
    closes: '16:00',
  } as const
  const { id } = await house.db
    .insertInto('pollingStation')
    .values({ ...station, number: 1, name: '中心投票站', residentsGroups: '[]', hasVotingBooth: 1, ...closedWithGap })
    .returning('id')
    .executeTakeFirstOrThrow()
  const sheet = { roundId: election.roundId, stationId: id, number: 1, entry: '{"status":"entriesDiffer"}' }
  await house.db
    .insertInto('tallySheet')
    .values({ ...sheet, state: 'entriesDiffer' })
    .execute()
  const auditor = await house.visitor().signIn('bureauAuditor', testPassword)
  t.match(rowsOf(auditor.html)[0], '计票单待核对 1 张 选票结账有差额 1 站')
  t.match(auditor.html, `href="/elections/${election.id}/tally"`)
})

const closedWithGap = {
  openedAt: '2027-05-20T00:00:00.000Z',
  openingWitnesses: '陈国强、林美芳',
  closedAt: '2027-05-20T08:00:00.000Z',
  ballotsReceived: 10,
  ballotsSpoiled: 0,
  ballotsUnused: 9,
  differenceExplained: '一张选票被带走',
  closingWitnesses: '陈国强、林美芳',
}

t.test('as many statements for every community as for one', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const auditor = { id: 1, displayName: '', role: 'bureauAuditor', townshipId: null, communityId: null } as const
  const statements = async () => {
    let count = 0
    const counting = house.db.withPlugin({
      transformQuery: ({ node }) => {
        count++
        return node
      },
      transformResult: async ({ result }) => await Promise.resolve(result),
    })
    await cockpitFacts(counting, { id: made.seasonId }, { ...auditor, mustChangePassword: false }, '2027-05-20')
    return count
  }
  const few = await statements()
  for (const communityId of made.communityIds) await anElection(house, made, { communityId, until: 'rollPosted' })
  t.equal(await statements(), few)
  t.ok(few < 16, `${few} in all`)
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
