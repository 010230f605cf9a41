import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import { findResult } from '../../src/tally/queries.js'
import { aPolledElection, contestsOf, eventsOf, sheetFields, signedIn, tallied } from '../helpers/tally.js'

const clear = [
  [40, 5],
  [40, 5],
  [40, 39, 38, 3],
]

t.test('a result is computed only when every sheet is definitive, and shown as not official', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house), { issued: [30, 20] })
  const { base } = election
  const clerk = await signedIn(house, 'tallyClerk')
  await clerk.open(`${base}/result`)
  t.match(clerk.html, '还没有计票单，没有结果')
  await clerk.submit({}, `${base}/result/propose`)
  t.equal(clerk.status, 422)

  const contests = contestsOf(election)
  await tallied(house, election, [
    sheetFields(contests, {
      returned: 30,
      votes: [
        [25, 5],
        [25, 5],
        [25, 24, 23, 3],
      ],
    }),
    sheetFields(contests, { returned: 20, invalid: 1, votes: [[15], [15], [15, 15, 15]] }),
  ])
  await clerk.open(`${base}/result`)
  t.match(clerk.html, '未公布')
  t.match(clerk.html, '本次投票有效')
  t.match(clerk.html, '收回选票50张，超过选民60人的半数', 'the arithmetic')
  t.match(clerk.html, /得赞成票40张，超过收回选票50张的半数（40×2＝80＞50）/)
  t.match(clerk.html, /中心会场.*30.*30.*0/s, 'every station')
  t.match(clerk.html, '应选名额全部选出')

  for (const name of ['observer', 'rollClerk', 'checkInClerk']) {
    const outsider = await signedIn(house, name)
    await outsider.open(`${base}/result`)
    t.match(outsider.html, '结果还没有宣布，未公布', name)
    t.notMatch(outsider.html, '本次投票有效', name)
    t.notMatch(outsider.html, election.candidates[0]?.[0]?.name ?? '?', name)
  }
  for (const name of ['townshipOfficer', 'bureauAuditor']) {
    const above = await signedIn(house, name)
    await above.open(`${base}/result`)
    t.match(above.html, '本次投票有效', name)
    t.notMatch(above.html, '提出这个结果', name)
  }
  t.equal((await (await signedIn(house, 'tallyClerk-other')).open(`${base}/result`)).status, 404)
})

t.test('a result is proposed once, and taken back with a reason', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  const { base } = election
  await tallied(house, election, [sheetFields(contestsOf(election), { returned: 48, votes: clear })])
  const clerk = await signedIn(house, 'tallyClerk')
  const other = await signedIn(house, 'tallyClerk-2')
  await clerk.open(`${base}/result`)
  await other.open(`${base}/result`)
  await clerk.submit({}, `${base}/result/propose`)
  t.match(clerk.html, '等选举委员会负责人核对后宣布')
  await other.submit({}, `${base}/result/propose`)
  t.equal(other.status, 409, 'somebody was faster')
  const proposed = await findResult(house.db, election.roundId)
  t.match(proposed, { proposedByName: 'tallyClerk', declaredOn: null, counted: { registered: 60, ballotsIssued: 50 } })
  t.match(await eventsOf(house, election.id, 'resultProposed'), [{ hash: proposed?.hash }])

  await other.submit({ reason: '不是我提的', version: '1' }, `${base}/result/withdraw`)
  t.equal(other.status, 403)
  await clerk.open(`${base}/result`)
  await clerk.submit({ reason: '' }, `${base}/result/withdraw`)
  t.equal(clerk.status, 422)
  t.match(clerk.html, '请写明撤回的原因')
  await clerk.submit({ reason: '再核对一遍' }, `${base}/result/withdraw`)
  t.equal(await findResult(house.db, election.roundId), undefined)
  t.match(await eventsOf(house, election.id, 'resultWithdrawn'), [{ reason: '再核对一遍' }])
  await clerk.submit({ reason: '再撤一次', version: '1' }, `${base}/result/withdraw`)
  t.equal(clerk.status, 409)
  await clerk.open(`${base}/result`)
  await clerk.submit({}, `${base}/result/propose`)
  t.ok(await findResult(house.db, election.roundId), 'and proposed anew')
})

t.test('a vote short of the turnout is void, nobody is elected, and everything is voted on again', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  await tallied(house, election, [
    sheetFields(contestsOf(election), { returned: 30, votes: [[28], [28], [28, 28, 28]] }),
  ])
  const clerk = await signedIn(house, 'tallyClerk')
  await clerk.open(`${election.base}/result`)
  t.match(clerk.html, '本次投票无效')
  t.match(clerk.html, '未超过选民60人的半数（30×2＝60，等于60）', 'exactly half is not more than half')
  t.match(clerk.html, '须重新选举')
  t.notMatch(clerk.html, '>当选<')
})
