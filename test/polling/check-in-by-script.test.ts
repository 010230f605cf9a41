import t, { type Test } from 'tap'
import { countIssued } from '../../src/polling/queries.js'
import { findBrokenLink } from '../../src/infra/audit-log/check-chain.js'
import { testApp } from '../helpers/app.js'
import type { Browser, FormValues } from '../helpers/browser.js'
import { aHouse, anElection } from '../helpers/factories.js'
import { aClerk, aGrant, aPoll, eventsOf } from '../helpers/polling.js'

const twoStations = [{ groups: '1' }, { kind: 'station', name: '第二投票站' }]

async function aDesk(t: Test, wish: Parameters<typeof aPoll>[2] = {}) {
  const house = await testApp(t)
  const made = await aHouse(house)
  const poll = await aPoll(house, made, { stations: twoStations, printed: 40, received: [20, 20], ...wish })
  const clerk = await aClerk(house, poll, 'checkInClerk')
  const show = async (voterId: number | undefined) => await clerk.open(`${poll.url}/check-in/voter/${voterId}`)
  const ask = async (q: string) => {
    await clerk.open(`${poll.url}/check-in/search?q=${encodeURIComponent(q)}`)
    return JSON.parse(clerk.html) as { voters: { name: string; number: number; state: string }[]; note: string }
  }
  return { house, made, poll, clerk, show, ask }
}

/** Sends the form of the part that is open, as the script does, and takes the answer for what is open next. */
async function issue(clerk: Browser, url: string, values: FormValues = {}) {
  const hidden = Object.fromEntries(
    [...clerk.html.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )
  const ticked = [...clerk.html.matchAll(/name="ballots" value="(\w+)" checked/g)].map(([, value = '']) => value)
  await clerk.submit(
    { ...hidden, ...(ticked.length > 0 ? { ballots: ticked } : {}), ...values },
    `${url}/check-in/issue`,
  )
}

t.test('search, look, issue: only parts of the page travel', async (t) => {
  const { house, poll, clerk, show, ask } = await aDesk(t)
  const [voterId] = poll.voterIds
  await show(voterId)
  t.equal(clerk.status, 200)
  t.notMatch(clerk.html, '<html')
  t.ok(Buffer.byteLength(clerk.html) < 4_000, `${Buffer.byteLength(clerk.html)} bytes`)
  t.match(clerk.html, '王伟')
  t.match(clerk.html, '75—79 岁', 'born in 1950')
  t.match(clerk.html, '请看身份证、选民证')
  t.notMatch(clerk.html, '3302', 'no identity number')
  await issue(clerk, poll.url)
  t.equal(clerk.status, 200)
  t.match(clerk.html, /已发票：<strong class="name">王伟/)
  t.match(clerk.html, /<strong class="num">1<\/strong><span>本站今天已发/)
  await show(voterId)
  t.match(clerk.html, '已于 09:00 在中心投票站领票，经办人checkInClerk，不能再发第二张')
  t.match(await ask('1'), { voters: [{ number: 1, state: 'issued' }] })
  await show(99_999)
  t.equal(clerk.status, 404)
  t.equal(await countIssued(house.db, poll.roundId), 1)
})

t.test('a card is scanned under whatever input method, and one of elsewhere told apart', async (t) => {
  const { house, made, poll, ask } = await aDesk(t)
  for (const scanned of [`JX-${poll.id}-21`, `ｊｘ－${poll.id}－２１`, ` jx—${poll.id}—21`]) {
    t.match(await ask(scanned), { voters: [{ number: 21, name: '王秀英' }], note: '' }, scanned)
  }
  t.match(await ask(`JX-${poll.id}-999`), { voters: [], note: '名单上没有 999 号。' })
  const other = await anElection(house, made, { communityId: made.communityIds[1] })
  t.match(await ask(`JX-${other.id}-21`), { voters: [], note: '这是锦山社区的选民证，请到锦山社区的投票站投票。' })
  t.match(await ask('JX-777-21'), { voters: [], note: /不是本系统的/ })
})

t.test('who was taken off the roll is found, and refused with the reason', async (t) => {
  const { house, poll, clerk, show, ask } = await aDesk(t)
  const [voterId = 0] = poll.voterIds
  const { db } = house
  await db.updateTable('voter').set({ state: 'removed', isElector: 0 }).where('id', '=', voterId).execute()
  const change = { electionId: poll.id, voterId, kind: 'removed', before: '{}', after: 'null', rollVersion: 1 } as const
  await db
    .insertInto('rollChange')
    .values({ ...change, reason: 'movedAway', changedOn: '2027-05-02' })
    .execute()
  t.match(await ask(`JX-${poll.id}-1`), { voters: [{ number: 1, state: 'refused' }] })
  t.match(await ask('王伟'), { voters: [{ number: 1, state: 'refused' }] }, 'when nobody else is meant')
  await show(voterId)
  t.match(clerk.html, '王伟已从选民名单取消，不能领票。取消原因：迁出或者入伍（5月2日）。')
  t.notMatch(clerk.html, 'name="ballots"')
})

t.test('a proxy is handed the own ballot and those of principals, each a check-in of its own', async (t) => {
  const { house, poll, clerk, show } = await aDesk(t)
  const [proxyId, first, second, third] = poll.voterIds
  for (const principal of [first, second, third]) await aGrant(house, poll, principal, proxyId)
  await show(proxyId)
  t.match(clerk.html, '发 4 张选票')
  t.match(clerk.html, '委托证或委托书（第 1 号、第 2 号、第 3 号）')
  await issue(clerk, poll.url, { ballots: ['own', '1', '3'] })
  t.match(clerk.html, /已发票 <span class="num">3<\/span> 张/)
  t.match(await house.db.selectFrom('checkIn').selectAll().orderBy('id').execute(), [
    { voterId: proxyId, proxyId: null, grantId: null, source: 'desk' },
    { voterId: first, proxyId, grantId: 1 },
    { voterId: third, proxyId, grantId: 3 },
  ])
  t.match(
    (await eventsOf(house, poll.id)).filter(({ type }) => type === 'voterCheckedIn'),
    [{ voterId: proxyId }, { voterId: first, proxyId }, { voterId: third, proxyId, grantId: 3 }],
  )
  await show(proxyId)
  t.match(clerk.html, '发一张选票', 'what is left: one principal')
  t.match(clerk.html, '不能再发第二张')
  await issue(clerk, poll.url, { ballots: ['1', '2'] })
  t.equal(clerk.status, 409, 'all of them or none')
  t.equal(await countIssued(house.db, poll.roundId), 3)
  await show(first)
  t.match(clerk.html, /已于 09:00 在中心投票站由王伟（1 号）代领，经办人checkInClerk，不能再发第二张/)
  await show(proxyId)
  await issue(clerk, poll.url, { ballots: [] })
  t.match(clerk.html, '没有选中要发的选票')
  await issue(clerk, poll.url, { ballots: ['own', '777'] })
  t.equal(clerk.status, 409)
  await issue(clerk, poll.url, { ballots: '777' })
  t.match(clerk.html, '有一件委托已经取消或者变更')
  t.equal(await findBrokenLink(house.db), undefined, 'several links of one change')
})

t.test('a principal who comes in person: the grant ends, and holds again when the ballot is taken back', async (t) => {
  const { house, poll, clerk, show } = await aDesk(t)
  const [proxyId, principalId] = poll.voterIds
  await aGrant(house, poll, principalId, proxyId)
  await show(principalId)
  t.match(clerk.html, '李伟本人到场投票，取消对王伟的委托并记录在案。')
  await issue(clerk, poll.url)
  t.equal(clerk.status, 200)
  const grant = async () => await house.db.selectFrom('proxyGrant').selectAll().executeTakeFirstOrThrow()
  t.match(await grant(), { state: 'votedInPerson', endedReason: '李伟本人到场投票' })
  await show(proxyId)
  t.notMatch(clerk.html, 'desk-ballots', 'nothing is left to take')

  const { id } = await house.db.selectFrom('checkIn').select('id').executeTakeFirstOrThrow()
  await clerk.open(`${poll.url}/undo-check-in/${id}`)
  t.match(clerk.html, '撤销后，委托恢复')
  await clerk.submit({ reason: '认错了人' }, `${poll.url}/undo-check-in/${id}`)
  t.match(await grant(), { state: 'registered', endedAt: null })
  await show(proxyId)
  await issue(clerk, poll.url)
  t.match(clerk.html, '（王伟代领）')
  const types = (await eventsOf(house, poll.id)).map(({ type }) => type)
  t.match(types.slice(-6), [
    'voterCheckedIn',
    'proxyGrantEnded',
    'checkInUndone',
    'proxyGrantRevived',
    'voterCheckedIn',
    'voterCheckedIn',
  ])
  const last = await house.db.selectFrom('checkIn').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()
  await clerk.open(`${poll.url}/undo-check-in/${last.id}`)
  await clerk.submit({ reason: '委托证是别人的' }, `${poll.url}/undo-check-in/${last.id}`)
  t.equal(await countIssued(house.db, poll.roundId), 1, "a proxy's ballot is undone like any other")
})

t.test('a proxy and the principal at two desks in the same instant: one ballot', async (t) => {
  const { house, poll, clerk } = await aDesk(t)
  const second = await aClerk(house, poll, 'checkInClerk-2', poll.stationIds[1])
  const pairs = [0, 2, 4, 6].map((at) => [poll.voterIds[at], poll.voterIds[at + 1]] as const)
  for (const [proxyId, principalId] of pairs) {
    const grantId = await aGrant(house, poll, principalId, proxyId)
    await clerk.open(`${poll.url}/check-in/voter/${proxyId}`)
    await second.open(`${poll.url}/check-in/voter/${principalId}`)
    await Promise.all([issue(clerk, poll.url, { ballots: String(grantId) }), issue(second, poll.url)])
    t.same([clerk.status, second.status].sort(), [200, 409])
    const loser = clerk.status === 409 ? clerk : second
    t.match(loser.html, loser === second ? /由.*代领，经办人checkInClerk/ : /已经取消|已于 09:00 在第二投票站领票/)
  }
  t.equal(await countIssued(house.db, poll.roundId), pairs.length)
})

t.test('what was not posted in time, or whose principal left the roll, is not handed out', async (t) => {
  const { house, poll, clerk, show } = await aDesk(t)
  const [proxyId, unposted, gone = 0] = poll.voterIds
  const grantId = await aGrant(house, poll, unposted, proxyId)
  await house.db.updateTable('proxyGrant').set({ postedOn: null }).where('id', '=', grantId).execute()
  await aGrant(house, poll, gone, proxyId)
  await house.db.updateTable('voter').set({ state: 'removed', isElector: 0 }).where('id', '=', gone).execute()
  await show(proxyId)
  t.match(clerk.html, /没有公布.*委托无效/)
  t.match(clerk.html, '已不在选民名单上，委托不再有效')
  await issue(clerk, poll.url, { ballots: String(grantId) })
  t.equal(clerk.status, 409)
  t.equal(await countIssued(house.db, poll.roundId), 0)
})

t.test('a mobile box and the stations know of each other', async (t) => {
  const { house, poll, clerk, show } = await aDesk(t)
  const { db } = house
  const [boxId = 0] = poll.stationIds.slice(1)
  const [listedId = 0] = poll.voterIds
  await db.updateTable('pollingStation').set({ kind: 'mobile', name: '流动票箱' }).where('id', '=', boxId).execute()
  await db.insertInto('mobileBox').values({ stationId: boxId, reason: '行动不便' }).execute()
  const listing = { sealedReason: '', askedBy: '本人', askedOn: '2027-05-10', addedBy: 1, addedAt: '' } as const
  await db
    .insertInto('mobileBoxUser')
    .values({ stationId: boxId, roundId: poll.roundId, voterId: listedId, ...listing })
    .execute()
  await show(listedId)
  t.match(clerk.html, '票箱正在外出')
  t.notMatch(clerk.html, 'name="ballots"')
  const box = await aClerk(house, poll, 'checkInClerk-2', boxId)
  await box.open(`${poll.url}/check-in/voter/${poll.voterIds[1]}`)
  t.match(box.html, '不在流动票箱的名单上')
  await box.open(`${poll.url}/check-in/voter/${listedId}`)
  await issue(box, poll.url)
  t.match(box.html, '已发票')
  await db
    .updateTable('pollingStation')
    .set({ openedAt: null, openingWitnesses: null })
    .where('id', '=', boxId)
    .execute()
  const [, otherId = 0] = poll.voterIds
  await db
    .insertInto('mobileBoxUser')
    .values({ stationId: boxId, roundId: poll.roundId, voterId: otherId, ...listing })
    .execute()
  await show(otherId)
  t.match(clerk.html, '在这里领票后，不能再用流动票箱投票')
  t.match(clerk.html, '发一张选票')
})
