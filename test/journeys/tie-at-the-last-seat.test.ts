import t from 'tap'
import * as papers from '../../scripts/walk/papers.js'
import * as tally from '../../scripts/walk/tally.js'
import { onTheBallot, printedText, recordOf, seatHolders } from '../helpers/after-the-vote.js'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import { holdVote, moveTo, walkToElectionDay } from '../helpers/journey.js'

t.test('two are level for the last seat: the tied alone are voted on again, and the one ahead sits', async (t) => {
  const test = await testApp(t)
  const house = await aHouse(test)
  const journey = await walkToElectionDay(test, house, 'allVoters', 160)
  const { cast, electionId } = journey
  const { officer } = cast
  const [leader, ...tied] = await onTheBallot(test, electionId, '委员')
  const level: tally.Support = (post, rank) =>
    post.title === '委员' ? (rank === 0 ? 70 : 60) : tally.clearSupport(post, rank)
  await holdVote(journey, 75, level)
  await officer.open(`/elections/${electionId}/tally/result`)
  t.match(officer.html, '得票相等，待再次投票')
  const seated = await seatHolders(test, electionId)
  t.equal(seated.length, 4, 'everybody but the tied sits')
  t.ok(seated.includes(`委员 ${leader?.name}`))
  const notice = await printedText(test, electionId, 'result')
  t.match(notice, `${tied.map(({ name }) => name).join('、')}（委员）得票相等，暂不能确定当选人`)
  await officer.open(`/elections/${electionId}`)
  t.match(officer.html, '结果（须再次投票）')

  await moveTo(test, house, '2027-05-21')
  await tally.openRunoff(officer, electionId, '2027-05-22')
  const names = (await onTheBallot(test, electionId, '委员')).map(({ name }) => name)
  t.strictSame([...names].sort(), tied.map(({ name }) => name).sort(), 'the tied and nobody else')
  await papers.issue(officer, electionId, ['runoff'])
  t.match(await printedText(test, electionId, 'runoff'), '再次投票以得票多的当选')
  await moveTo(test, house, '2027-05-22')
  // Three in ten and two in ten: no share is asked for, only more votes.
  await holdVote(journey, 40, (_post, rank) => (rank === 0 ? 30 : 20))
  const after = await seatHolders(test, electionId)
  t.equal(after.length, 5)
  t.ok(after.includes(`委员 ${names[0]}`) && !after.includes(`委员 ${names[1]}`), 'who was ahead sits')
  t.match(await printedText(test, electionId, 'result'), '已选出成员5名')
  t.match(await printedText(test, electionId, 'election-return'), `当选：委员${names[0]}`)
  const { record, faults } = await recordOf(journey)
  t.strictSame(faults, [])
  t.strictSame(
    record.votes.map(({ kind }) => kind),
    ['first', 'tieBreak'],
  )
  t.equal(record.result.followUp, 'none')
})
