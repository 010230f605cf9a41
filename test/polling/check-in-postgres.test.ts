import t from 'tap'
import { countIssued, listStations } from '../../src/polling/queries.js'
import { findBrokenLink } from '../../src/infra/audit-log/check-chain.js'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import { aClerk, aPoll, checkIn, eventsOf, witnesses } from '../helpers/polling.js'
import { startPostgres } from '../helpers/postgres.js'

// SQLite lets one transaction run at a time; on PostgreSQL desks really meet.
t.test('desks and officers in the same instant on PostgreSQL', { timeout: 120_000 }, async (t) => {
  const house = await testApp(t, await startPostgres(t))
  const made = await aHouse(house)
  const stations = [{}, { kind: 'station', name: '第二投票站' }]
  const poll = await aPoll(house, made, { stations, printed: 40, received: [20, 20] })
  const { officer, url, stationIds } = poll
  const first = await aClerk(house, poll, 'checkInClerk')
  const second = await aClerk(house, poll, 'checkInClerk-2', stationIds[1])
  const voterIds = poll.voterIds.slice(0, 12)

  for (const voterId of voterIds) {
    for (const clerk of [first, second]) await clerk.open(`${url}/check-in?voter=${voterId}`)
    await Promise.all([first.submit({}, `${url}/check-in`), second.submit({}, `${url}/check-in`)])
    t.same([first.status, second.status].sort(), [200, 409], 'one is handed the ballot, the other told')
    const loser = first.status === 409 ? first : second
    t.match(loser.html, /已于 09:00 在.*领票，经办人.*，不能再发第二张/)
  }
  t.equal(await countIssued(house.db, poll.roundId), voterIds.length)

  await t.test('a ballot in the moment of closing is counted or refused', async (t) => {
    const other = await house.visitor().signIn('electionOfficer-2', 'test password one')
    const issuedAt = async (id: number | undefined) =>
      (await listStations(house.db, poll.roundId)).find((station) => station.id === id)?.issued ?? 0
    const close = async (browser: typeof officer, id: number | undefined) => {
      await browser.open(`${url}/close-station/${id}`)
      const unused = 20 - (await issuedAt(id))
      const register = { signatures: 20 - unused, proxyBallots: 0 }
      return async () =>
        await browser.submit({ ...witnesses, ...register, spoiled: 0, unused }, `${url}/close-station/${id}`)
    }
    const closeFirst = await close(officer, stationIds[0])
    await first.open(`${url}/check-in?voter=${poll.voterIds[20]}`)
    await Promise.all([first.submit({}, `${url}/check-in`), closeFirst()])
    if (officer.status === 422) await (await close(officer, stationIds[0]))()
    const [closed] = await listStations(house.db, poll.roundId)
    t.equal(closed?.received, (closed?.issued ?? 0) + (closed?.unused ?? 0), 'the account holds either way')
    t.ok(closed?.closedAt)

    const closeSecond = await close(other, stationIds[1])
    await second.open(`${url}/check-in?voter=${poll.voterIds[21]}`)
    await checkIn(second, poll, poll.voterIds[22])
    await closeSecond()
    t.equal(other.status, 422, 'a ballot went out while the account was written')
    await (await close(other, stationIds[1]))()
    const polls = (await eventsOf(house, poll.id)).filter(({ type }) => type === 'pollClosed')
    t.equal(polls.length, 1, 'the poll closes once')
  })
  t.equal(await findBrokenLink(house.db), undefined)
})

t.test('the last two stations close in the same instant', { timeout: 120_000 }, async (t) => {
  const house = await testApp(t, await startPostgres(t))
  const made = await aHouse(house)
  const stations = [{}, { kind: 'station', name: '第二投票站' }]
  const poll = await aPoll(house, made, { stations, printed: 40, received: [20, 20] })
  const { officer, url, stationIds } = poll
  const other = await house.visitor().signIn('electionOfficer-2', 'test password one')
  await officer.open(`${url}/close-station/${stationIds[0]}`)
  await other.open(`${url}/close-station/${stationIds[1]}`)
  const account = { ...witnesses, spoiled: 0, unused: 20, signatures: 0, proxyBallots: 0 }
  await Promise.all([
    officer.submit(account, `${url}/close-station/${stationIds[0]}`),
    other.submit(account, `${url}/close-station/${stationIds[1]}`),
  ])
  const milestones = await house.db.selectFrom('milestone').select('name').where('name', '=', 'pollClosed').execute()
  t.equal(milestones.length, 1, 'whoever came second saw the first one closed')
})
