import t from 'tap'
import * as papers from '../../scripts/walk/papers.js'
import * as tally from '../../scripts/walk/tally.js'
import { printedText, recordOf, seatHolders } from '../helpers/after-the-vote.js'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import { declare, holdPoll, holdVote, moveTo, walkToElectionDay } from '../helpers/journey.js'

const explanation = '经两名监票人再点一遍，箱内确多一张。'

/** The box holds one ballot more than was handed out; it says nothing about anybody. */
const oneTooMany: tally.Amend = (figures) => {
  const more = (value: unknown) => String(Number(value) + 1)
  const abstained = Object.entries(figures).filter(([name]) => name.endsWith('-abstain'))
  return {
    ...figures,
    ballotsReturned: more(figures['ballotsReturned']),
    validBallots: more(figures['validBallots']),
    ...Object.fromEntries(abstained.map(([name, value]) => [name, more(value)])),
    'explain-more-ballots-than-issued': explanation,
  }
}

t.test('one ballot more than was handed out makes the vote void, and everything is voted on again', async (t) => {
  const test = await testApp(t)
  const house = await aHouse(test)
  const journey = await walkToElectionDay(test, house, 'allVoters', 160)
  const { cast, electionId } = journey
  const { officer } = cast
  await holdPoll(journey, 120)
  await tally.createSheets(officer, electionId)
  const [sheet] = await tally.listSheets(officer, electionId)
  if (!sheet) throw new Error('no sheet')
  await tally.typeSheet(cast.firstTypist, electionId, sheet, tally.clearSupport, oneTooMany)
  await tally.typeSheet(cast.secondTypist, electionId, sheet, tally.clearSupport, oneTooMany)
  await declare(journey)

  await officer.open(`/elections/${electionId}/tally/result`)
  t.match(officer.html, '收回选票121张，多于发出选票120张，选举无效')
  t.match(officer.html, '多 1', 'no negative number of missing ballots')
  t.match(officer.html, explanation, 'what the typist wrote is shown')
  t.strictSame(await seatHolders(test, electionId), [])
  const paper = await printedText(test, electionId, 'election-return')
  t.match(paper, '收回选票121张')
  t.match(paper, explanation, 'and printed on the return')
  t.match(await printedText(test, electionId, 'result'), '多于发出选票120张')

  await moveTo(test, house, '2027-05-21')
  await tally.openRunoff(officer, electionId, '2027-06-03')
  await papers.issue(officer, electionId, ['rerun'])
  await moveTo(test, house, '2027-06-03')
  await holdVote(journey, 75, tally.clearSupport)
  t.equal((await seatHolders(test, electionId)).length, 5)
  const { record, faults } = await recordOf(journey)
  t.strictSame(faults, [])
  t.strictSame(
    record.votes.map(({ kind, outcome }) => [kind, outcome.isValid]),
    [
      ['first', false],
      ['rerun', true],
    ],
  )
})
