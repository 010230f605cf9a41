import Sqlite from 'better-sqlite3'
import { CamelCasePlugin, type CompiledQuery, Kysely, SqliteDialect } from 'kysely'
import t from 'tap'
import { migrate } from '../../src/infra/db/migrate.js'
import type { Tables } from '../../src/infra/db/tables.js'
import { listCheckInsOf, listLastCheckIns } from '../../src/polling/check-in-queries.js'
import { buildingOf } from '../../src/polling/desk-voter.js'
import { pollingNextStep } from '../../src/polling/next-step.js'
import { countIssued, countIssuedAt, listStations } from '../../src/polling/queries.js'
import { splitNames } from '../../src/polling/station-form.js'
import { sealerFor } from '../../src/infra/security/sealing.js'
import { searchVoters } from '../../src/roll/queries.js'
import { testApp, testSecrets } from '../helpers/app.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { aClerk, aPoll, checkIn, forceCheckIn } from '../helpers/polling.js'

t.test('where the poll stands, for everybody who may see it', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const poll = await aPoll(house, made, { printed: 30, received: [30] })
  const clerk = await aClerk(house, poll, 'checkInClerk')
  for (const voterId of poll.voterIds.slice(0, 15)) await checkIn(clerk, poll, voterId)
  await poll.officer.open(poll.url)
  t.match(poll.officer.html, '50.00%')
  t.match(poll.officer.html, /<strong>1<\/strong><span>还差（人），须超过半数，即至少 <span class="num">16<\/span>/)
  await checkIn(clerk, poll, poll.voterIds[15])
  await poll.officer.open(poll.url)
  t.match(poll.officer.html, '已过半数')

  const observer = await house.visitor().signIn('observer', testPassword)
  await observer.open(poll.url)
  t.equal(observer.status, 200)
  t.match(observer.html, '53.33%')
  t.notMatch(observer.html, 'polling/check-in', 'figures only')
  t.notMatch(observer.html, '结束投票</a>')
})

t.test('other roles and other communities are kept out', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const poll = await aPoll(house, made)
  const clerk = await aClerk(house, poll, 'checkInClerk')
  await checkIn(clerk, poll, poll.voterIds[0])
  const [row] = await house.db.selectFrom('checkIn').select('id').execute()
  const station = poll.stationIds[0]
  const officerOnly = [
    'set-up-stations',
    'edit-station',
    `edit-station/${station}`,
    'account-ballots',
    `open-station/${station}`,
    `close-station/${station}`,
  ]
  const desks = ['check-in', 'check-in/search?q=1', 'choose-desk', `undo-check-in/${row?.id}`]
  for (const role of ['bureauAuditor', 'townshipOfficer', 'rollClerk', 'tallyClerk', 'observer', 'checkInClerk']) {
    const visitor = await house.visitor().signIn(role, testPassword)
    const closed = role === 'checkInClerk' ? officerOnly : [...officerOnly, ...desks]
    for (const page of closed) {
      await visitor.open(`${poll.url}/${page}`)
      t.equal(visitor.status, 403, `${role} at ${page}`)
      if (page.includes('search')) continue
      await visitor.submit({ voterId: 1, stationId: station ?? 0 }, `${poll.url}/${page}`)
      t.equal(visitor.status, page === 'set-up-stations' ? 404 : 403, `${role} sending ${page}`)
    }
    await visitor.open(poll.url)
    t.equal(visitor.status, 200, `${role} may look`)
  }
  for (const name of ['electionOfficer-other', 'checkInClerk-other', 'observer-other', 'townshipOfficer-other']) {
    const visitor = await house.visitor().signIn(name, testPassword)
    for (const page of ['', ...desks]) {
      await visitor.open(`${poll.url}/${page}`)
      t.ok([403, 404].includes(visitor.status), `${name} at ${page}`)
      t.notMatch(visitor.html, '王伟')
    }
  }
  const administrator = await house.visitor().signIn('administrator', testPassword)
  await administrator.open(poll.url)
  t.equal(administrator.status, 403)
  const stranger = house.visitor()
  await stranger.open(`${poll.url}/check-in`)
  t.match(stranger.html, '登录居选')
})

t.test('nobody reaches the voters of another election through a desk', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const poll = await aPoll(house, made)
  const foreign = await anElection(house, made, { communityId: made.communityIds[2], until: 'candidatesConfirmed' })
  const clerk = await aClerk(house, poll, 'checkInClerk')
  await clerk.open(`${poll.url}/check-in?voter=${foreign.voterIds[0]}`)
  t.equal(clerk.status, 404)
  await clerk.open(`${poll.url}/check-in`)
  await forceCheckIn(clerk, poll, foreign.voterIds[0])
  t.equal(clerk.status, 404)
  t.equal(await countIssued(house.db, poll.roundId), 0)
})

t.test('the one next step', async (t) => {
  const station = { id: 7, name: '中心投票站', closes: '17:00', received: 30, openedAt: null, closedAt: null }
  const facts = {
    stations: [station],
    hasPlanErrors: false,
    isPrinted: true,
    isDesigned: true,
    sealedBox: undefined,
    mayAccount: true,
    daysAhead: 0,
    timeNow: '16:59',
  }
  const at = '2027-05-20T01:00:00.000Z'
  const step = (change: Partial<Parameters<typeof pollingNextStep>[0]>) => pollingNextStep({ ...facts, ...change })
  t.match(step({ stations: [] }), { page: 'polling/set-up-stations' })
  t.match(step({ hasPlanErrors: true }), { page: 'polling/set-up-stations' })
  t.match(step({ mayAccount: false }), { page: '', text: /正式候选人确定后/ })
  t.match(step({ isDesigned: false, isPrinted: false }), { page: 'documents/ballots' })
  t.match(step({ isPrinted: false }), { page: 'polling/account-ballots' })
  t.match(step({ stations: [{ ...station, received: null }] }), { page: 'polling/account-ballots' })
  t.match(step({ daysAhead: 3 }), { page: '', text: /还有 3 天/ })
  t.match(step({}), { page: 'polling/open-station/7' })
  t.match(step({ daysAhead: -1 }), { page: '', text: /投票日已过/ })
  t.match(step({ stations: [{ ...station, openedAt: at }] }), { page: 'polling/check-in' })
  t.match(step({ stations: [{ ...station, openedAt: at }], timeNow: '17:00' }), { page: 'polling/close-station/7' })
  const closed = { ...station, id: 6, openedAt: at, closedAt: at }
  t.match(step({ stations: [closed, station], daysAhead: -1 }), { page: 'polling/close-station/7' })
  t.match(step({ stations: [closed], sealedBox: closed }), { page: 'polling/move-box/6' })
  t.match(step({ stations: [closed] }), { page: 'tally' })
})

t.test('small readings', async (t) => {
  for (const [address, building] of [
    ['长岭路3号2幢101室', '长岭路3号2幢'],
    ['锦屏小区12号楼3单元502', '锦屏小区12号楼'],
    ['中山路8弄12号303室', '中山路8弄12号'],
    ['长岭路3号', '长岭路3号'],
    ['桥头村', '桥头村'],
    ['大成路5-6', '大成路'],
    ['', ''],
  ] as const) {
    t.equal(buildingOf(address), building, address)
  }
  t.same(splitNames('陈国强、林美芳，周建平\n吴 桂英; '), ['陈国强', '林美芳', '周建平', '吴 桂英'])
  t.same(splitNames('陈国强 林美芳'), ['陈国强', '林美芳'])
  t.same(splitNames('王　伟'), ['王　伟'], 'a blank inside a name of two')
})

t.test('look-ups and counts go by index: 340,000 voters and a hundred desks', async (t) => {
  const sqlite = new Sqlite(':memory:')
  const asked: CompiledQuery[] = []
  const db = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: sqlite }),
    plugins: [new CamelCasePlugin()],
    log: (event) => void asked.push(event.query),
  })
  t.teardown(async () => await db.destroy())
  await migrate(db)
  asked.length = 0
  for (const text of ['12', '123X', '王', 'wang', '330299195001010017'])
    await searchVoters(db, sealerFor(testSecrets.dataKey), 1, text, 9)
  await listCheckInsOf(db, 1, [1, 2, 3])
  await listLastCheckIns(db, 1, 1, 1, 5)
  await countIssued(db, 1)
  await countIssuedAt(db, 1, 1)
  await listStations(db, 1)
  t.equal(asked.length, 17)
  for (const { sql, parameters } of asked) {
    const plan = sqlite.prepare(`explain query plan ${sql}`).all(...parameters) as { detail: string }[]
    for (const { detail } of plan) {
      t.notMatch(detail, /^SCAN/, `${detail}: ${sql}`)
      if (sql.includes('"check_in"')) t.notMatch(detail, /TEMP B-TREE/, `nothing is sorted: ${sql}`)
    }
  }
  const counts = asked.filter(({ sql }) => sql.includes('count(*)'))
  t.equal(counts.length, 3)
  for (const { sql, parameters } of counts) {
    const plan = sqlite.prepare(`explain query plan ${sql}`).all(...parameters)
    t.match(JSON.stringify(plan), /COVERING INDEX check_in_/, 'the table itself is never touched')
  }
})
