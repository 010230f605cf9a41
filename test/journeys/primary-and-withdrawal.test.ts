import t from 'tap'
import { addDays } from '../../src/lib/plain-date.js'
import { findBrokenLink } from '../../src/infra/audit-log/check-chain.js'
import { listCandidates, listChangedLists } from '../../src/nomination/queries.js'
import * as nomination from '../../scripts/walk/nominate.js'
import * as papers from '../../scripts/walk/papers.js'
import * as primary from '../../scripts/walk/primary.js'
import * as tally from '../../scripts/walk/tally.js'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import { holdVote, moveTo, nominatedUntilPosted } from '../helpers/journey.js'

t.test('a primary with a tie, a withdrawal after the list, and the whole way to the result', async (t) => {
  const test = await testApp(t)
  const house = await aHouse(test, '2027-04-15')
  const journey = await nominatedUntilPosted(test, house, { extra: { 主任: 2 } })
  const { cast, electionId, electionDay } = journey
  const { officer } = cast
  const on = async (offset: number) => {
    const day = addDays(electionDay, offset)
    await moveTo(test, house, day)
    return day
  }
  await on(-12)
  await officer.open(`/elections/${electionId}/nomination`)
  t.match(officer.html, '主任应选1名，正式候选人最多1＋1＝2名，提名4名，须经预选')
  await primary.setUpPrimary(officer, electionId, addDays(electionDay, -10))
  await papers.issue(officer, electionId, ['primary'])
  await on(-10)
  const electors = await test.db
    .selectFrom('voter')
    .select('id')
    .where('electionId', '=', electionId)
    .where('isElector', '=', 1)
    .execute()
  const returned = Math.floor((electors.length * 7) / 10)
  const ballots = { issued: returned, returned, invalid: 2 }
  // Equal votes for the second place: by this rule set both go on.
  await primary.countPrimary(cast, electionId, ballots, [6, 4, 4, 2])
  t.match(officer.html, '争主任末位得票相等，法律没有规定，一并列为正式候选人')
  await papers.issue(officer, electionId, ['primary-result'])
  await on(-7)
  await nomination.confirmCandidates(officer, electionId)
  await papers.issue(officer, electionId, ['candidates'])
  const round = await test.db
    .selectFrom('votingRound')
    .select('id')
    .where('electionId', '=', electionId)
    .executeTakeFirstOrThrow()
  const before = await listCandidates(test.db, round.id)

  await primary.withdrawCandidate(officer, electionId, await on(-5), 0)
  t.match(officer.html, '按预选得票多少依次递补')
  await papers.issue(officer, electionId, ['candidates'])
  const after = await listCandidates(test.db, round.id)
  const gone = before.filter(({ id }) => !after.some((one) => one.id === id))
  t.equal(gone.length, 1)
  t.equal(after.length, before.length, 'the next by votes has followed')

  await on(0)
  // Three stand for one seat, so those behind get half of what two would.
  const support: tally.Support = (post, rank) =>
    rank < post.seats ? tally.clearSupport(post, rank) : Math.floor(tally.clearSupport(post, rank) / 2)
  await holdVote(journey, 80, support)
  t.strictSame(await listChangedLists(test.db), [])
  t.equal(await findBrokenLink(test.db), undefined)
  const elected = await test.db.selectFrom('electedMember').select('name').execute()
  t.ok(elected.length > 0)
  t.notOk(
    elected.some(({ name }) => name === gone[0]?.name),
    'who withdrew is on no ballot',
  )
})
