import t from 'tap'
import * as papers from '../../scripts/walk/papers.js'
import * as tally from '../../scripts/walk/tally.js'
import { printedText, recordOf, seatHolders } from '../helpers/after-the-vote.js'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import { declare, holdPoll, listElectors, moveTo, walkToElectionDay } from '../helpers/journey.js'

t.test('exactly half of the voters vote: void, and held again, where one more makes it valid', async (t) => {
  const test = await testApp(t)
  const house = await aHouse(test)
  const journey = await walkToElectionDay(test, house, 'allVoters', 161)
  const { cast, electionId } = journey
  const { officer } = cast
  const registered = (await listElectors(journey)).length
  t.equal(registered % 2, 0, 'a roll that has an exact half')
  const half = registered / 2
  const vote = async (come: number) => {
    await holdPoll(journey, come)
    await tally.createSheets(officer, electionId)
    await tally.typeSheets(cast, electionId, tally.clearSupport)
    await declare(journey)
  }

  await vote(half)
  await officer.open(`/elections/${electionId}/tally/result`)
  t.match(officer.html, '本次投票无效，须重新选举')
  t.match(
    officer.html,
    `收回选票${half}张，未超过选民${registered}人的半数（${half}×2＝${registered}，等于${registered}）`,
  )
  t.strictSame(await seatHolders(test, electionId), [], 'nobody is elected, whatever the votes')
  const notice = await printedText(test, electionId, 'result')
  t.match(notice, '本次换届选举无效')
  t.notMatch(notice, '当选第', 'and the notice names nobody')
  t.match(await printedText(test, electionId, 'election-return'), '没有人当选')
  await officer.open(`/elections/${electionId}/handover/members`)
  t.notMatch(officer.html, 'record-member', 'there are no members to describe')
  const first = await recordOf(journey)
  t.strictSame(first.faults, [])
  t.match(first.record.votes[0]?.outcome, { isValid: false, followUp: { kind: 'rerun' } })

  await moveTo(test, house, '2027-05-21')
  await tally.openRunoff(officer, electionId, '2027-06-03')
  await papers.issue(officer, electionId, ['rerun'])
  const again = await printedText(test, electionId, 'rerun')
  t.match(again, '2027年6月3日')
  t.match(again, `收回选票${half}张`, 'the notice says why')
  await moveTo(test, house, '2027-06-03')
  await vote(half + 1)
  t.equal((await seatHolders(test, electionId)).length, 5)
  t.match(await printedText(test, electionId, 'result'), '应选名额已全部选出')
  const last = await recordOf(journey)
  t.strictSame(last.faults, [])
  t.strictSame(
    last.record.votes.map(({ kind, outcome }) => [kind, outcome.isValid, outcome.ballots.returned]),
    [
      ['first', false, half],
      ['rerun', true, half + 1],
    ],
  )
})
