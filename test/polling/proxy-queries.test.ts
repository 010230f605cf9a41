import t from 'tap'
import { ok } from '../../src/lib/result.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { isUniqueViolation } from '../../src/infra/db/dialect.js'
import {
  findMobileBoxOf,
  insertMobileBox,
  insertMobileBoxUser,
  listMobileBoxUsers,
} from '../../src/polling/mobile-box-queries.js'
import {
  endGrant,
  findGrantOfPrincipal,
  getGrant,
  insertGrant,
  listGrants,
  listGrantsHeldBy,
  markGrantsPosted,
} from '../../src/polling/proxy-queries.js'
import { insertStation } from '../../src/polling/queries.js'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection } from '../helpers/factories.js'

async function aRegister(t: Parameters<typeof testApp>[0]) {
  const made = await testApp(t)
  const election = await anElection(made, await aHouse(made), { until: 'rollPosted' })
  const voter = (number: number) => election.voterIds[number - 1] ?? 0
  const enter = async (principal: number, proxy: number) =>
    await inTransaction(made.db, async (trx) =>
      ok(
        await insertGrant(trx, {
          electionId: election.id,
          roundId: election.roundId,
          principalId: voter(principal),
          proxyId: voter(proxy),
          relation: 'none',
          reason: '外出务工',
          document: '委托书第1号',
          manner: 'inPerson',
          appliedOn: '2027-05-10',
          explanation: null,
          registeredBy: 1,
          registeredAt: '2027-05-10T01:00:00.000Z',
          postedOn: null,
        }),
      ),
    ).then((entered) => (entered.ok ? entered.value : { id: 0, number: 0 }))
  return { ...made, election, voter, enter }
}

t.test('a vote is given away once, and again when the first grant has ended', async (t) => {
  const { db, election, voter, enter } = await aRegister(t)
  const { roundId } = election
  const first = await enter(1, 2)
  t.equal(first.number, 1)
  t.ok(await enter(1, 3).then(() => false, isUniqueViolation), 'the database refuses a second')
  const grant = await getGrant(db, roundId, first.id)
  const end = { state: 'cancelled', reason: '委托人要求取消', accountId: 1, at: '2027-05-11T01:00:00.000Z' } as const
  const ending = async () => await inTransaction(db, async (trx) => ok(await endGrant(trx, grant, end)))
  t.strictSame(await ending(), { ok: true, value: true })
  t.strictSame(await ending(), { ok: true, value: false }, 'ended is ended')
  t.equal((await enter(1, 3)).number, 2)
  t.strictSame(
    (await listGrants(db, roundId)).map(({ number, entry, state }) => ({ number, entry, state })),
    [
      { number: 1, entry: 'cancelled', state: 'cancelled' },
      { number: 2, entry: 'registered', state: 'open' },
    ],
  )
  t.equal((await findGrantOfPrincipal(db, roundId, voter(1)))?.proxy.id, voter(3))
  t.equal((await listGrantsHeldBy(db, roundId, voter(2))).length, 0, 'the ended one is held by nobody')
})

t.test('a grant is voted once the ballot of the principal was handed out', async (t) => {
  const { db, election, voter, enter } = await aRegister(t)
  const { roundId } = election
  await enter(1, 2)
  await inTransaction(db, async (trx) => {
    t.equal(await markGrantsPosted(trx, roundId, '2027-05-18'), 1)
    t.equal(await markGrantsPosted(trx, roundId, '2027-05-19'), 0, 'posted once')
    const station = {
      kind: 'central',
      name: '中心投票站',
      place: '礼堂',
      groups: [],
      opens: '08:00',
      closes: '17:00',
    } as const
    const stationId = await insertStation(trx, roundId, { ...station, hasVotingBooth: true })
    const at = '2027-05-20T02:00:00.000Z'
    return ok(
      await trx
        .insertInto('checkIn')
        .values({ roundId, stationId, voterId: voter(1), at, accountId: 1 })
        .execute(),
    )
  })
  const [held] = await listGrantsHeldBy(db, roundId, voter(2))
  t.match(held, { state: 'voted', entry: 'registered', postedOn: '2027-05-18', principal: { voterNumber: 1 } })
})

t.test('a voter is listed for one mobile box', async (t) => {
  const { db, election, voter } = await aRegister(t)
  const { roundId } = election
  await inTransaction(db, async (trx) => {
    const box = {
      kind: 'mobile',
      place: '上门',
      groups: [],
      opens: '09:00',
      closes: '11:00',
      hasVotingBooth: false,
    } as const
    for (const [name, isFirst] of [
      ['流动票箱1', true],
      ['流动票箱2', false],
    ] as const) {
      const stationId = await insertStation(trx, roundId, { ...box, name })
      await insertMobileBox(trx, { stationId, reason: '高龄' })
      const user = {
        stationId,
        roundId,
        voterId: voter(5),
        sealedReason: '?',
        askedBy: '本人',
        askedOn: '2027-05-10',
      } as const
      t.equal(
        await insertMobileBoxUser(trx, { ...user, addedBy: 1, addedAt: '2027-05-10T01:00:00.000Z' }),
        isFirst,
        name,
      )
    }
    return ok(undefined)
  })
  t.match(await findMobileBoxOf(db, roundId, voter(5)), { name: '流动票箱1' })
  t.equal(await findMobileBoxOf(db, roundId, voter(6)), undefined)
  t.equal((await listMobileBoxUsers(db, roundId)).length, 1)
})
