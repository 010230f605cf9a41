import t from 'tap'
import { rateQuestions } from '../../src/rules/rate-questions.js'
import { comparedVotes } from '../../src/oversight/compared-votes.js'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { countEvents, lastEvents } from '../helpers/events.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { aGrant } from '../helpers/polling.js'
import { declareVote, demoSeason } from '../helpers/season.js'
import { aPolledElection } from '../helpers/tally.js'

t.test('rate-question: the bureau answers; other figures open it again', async (t) => {
  const test = await testApp(t)
  const { communityIds, elections } = await demoSeason(test)
  const communityId = communityIds.get('奉中社区') ?? 0
  const home = `/rate-questions/${communityId}/identical-figures`
  const auditor = await test.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open(home)
  t.match(auditor.html, '还没有答复')
  await auditor.submit({ answer: ' ' }, home)
  t.equal(auditor.status, 422)
  t.match(auditor.html, '请写明查到了什么')
  await auditor.submit({ answer: '演示数据，各社区都是三张选票。' }, home)
  t.match(auditor.html, '答复已登记')
  t.match(auditor.html, '已答复')
  t.match(await lastEvents(test, 1), [
    {
      type: 'rateQuestionAnswered',
      electionId: elections.get('奉中社区')?.id,
      facts: { communityId, question: 'identical-figures', number: 1, answer: '演示数据，各社区都是三张选票。' },
    },
  ])
  await auditor.open('/audit-log')
  t.match(auditor.html, /疑问<\/span>\s*数字与另一社区完全相同/, 'the log says it in words')
  const client = await aClient(test, 'bureauAuditor')
  t.equal((await client.post(home, { version: '0', answer: '又' })).statusCode, 409, 'a stale form')
  const nanmen = elections.get('南门社区')
  if (!nanmen) throw new Error('no such election')
  await declareVote(test, nanmen, { on: '2027-05-16' })
  await auditor.open(home)
  t.match(auditor.html, '数字有变化，重新答复')
  t.match(auditor.html, '数字后来有变化')
  await auditor.submit({ answer: '南门社区也一样。' }, home)
  await auditor.open('/rate-questions?show=answered')
  t.match(auditor.html, '显示 <span class="num">1</span> 个')
  t.match(auditor.html, '南门社区也一样。')
  await t.rejects(test.db.deleteFrom('rateQuestionAnswer').execute(), /append-only/)
})

t.test('the township looks, the bureau answers, and there is no question without figures that raise it', async (t) => {
  const test = await testApp(t)
  const { communityIds } = await demoSeason(test)
  const home = (name: string) => `/rate-questions/${communityIds.get(name) ?? 0}/identical-figures`
  const events = await countEvents(test)
  const township = await aClient(test, 'townshipOfficer')
  const page = await township.get(home('奉中社区'))
  t.equal(page.statusCode, 200)
  t.notMatch(page.body, '登记答复')
  t.equal((await township.post(home('奉中社区'), { version: '0', answer: '试' })).statusCode, 403)
  t.equal((await township.get(home('民主社区'))).statusCode, 404, 'of another township')
  const auditor = await aClient(test, 'bureauAuditor')
  for (const address of [home('南门社区'), '/rate-questions/1/turnout-far', '/rate-questions/x/y']) {
    t.equal((await auditor.get(address)).statusCode, 404, address)
    t.equal((await auditor.post(address, { version: '0', answer: '试' })).statusCode, 404, address)
  }
  t.ok((await countEvents(test)) - events <= 2, 'signing in and nothing else')
})

t.test('check-ins that are too fast, and a closed roll that was changed, are found in the rows', async (t) => {
  const test = await testApp(t)
  const made = await aHouse(test)
  const election = await aPolledElection(test, made, { voters: 60, issued: [50] })
  await declareVote(test, election, { on: '2027-05-20' })
  const { db } = test
  const version = { electionId: election.id, kind: 'closed' as const, madeOn: '2027-05-03' as const, voters: 60 }
  await db
    .insertInto('rollVersion')
    .values({ ...version, number: 2, electors: 60, hash: 'b'.repeat(64), madeBy: null })
    .execute()
  const change = {
    electionId: election.id,
    reason: 'died',
    before: '{}',
    after: '{}',
    changedOn: '2027-05-10' as const,
  }
  await db
    .insertInto('rollChange')
    .values(
      [1, 2, 2, 2].map((rollVersion, index) => ({
        ...{ ...change, rollVersion, voterId: election.voterIds[index] ?? 0 },
        kind: 'removed' as const,
      })),
    )
    .execute()
  const [vote] = await comparedVotes(db, made.seasonId)
  // Fifty check-ins, all of them at 16:00; and three changes after the roll was closed, one before.
  t.match(vote?.desks, [{ stationName: '中心会场', inOneMinute: 50, inTenMinutes: 50 }])
  t.equal(vote?.lateRollChanges, 3)
  t.strictSame(
    rateQuestions(vote ? [vote] : []).map(({ code }) => code),
    ['check-in-fast', 'roll-late'],
  )
  // The second of the fifty had the first fetch the ballot: two ballots, one person at the desk.
  const [proxy = 0, principal = 0] = election.voterIds
  const grantId = await aGrant(test, election, principal, proxy)
  await db.updateTable('checkIn').set({ proxyId: proxy, grantId }).where('voterId', '=', principal).execute()
  const [byProxy] = await comparedVotes(db, made.seasonId)
  t.match(byProxy?.desks, [{ inOneMinute: 49 }])
})
