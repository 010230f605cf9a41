import t from 'tap'
import * as tally from '../../scripts/walk/tally.js'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import { holdVote, moveTo, walkToElectionDay } from '../helpers/journey.js'

t.test('a seat that nobody won goes to a run-off, and the run-off fills it', async (t) => {
  const test = await testApp(t)
  const house = await aHouse(test)
  const journey = await walkToElectionDay(test, house, 'allVoters')
  const { officer } = journey.cast
  const { electionId } = journey
  await holdVote(journey, 75, tally.shortOfOne('委员'))
  await officer.open(`/elections/${electionId}/tally/result`)
  t.match(officer.html, '委员应选2名，当选1名，缺额1名')
  t.match(officer.html, '另行选举')
  await officer.open(`/elections/${electionId}`)
  t.match(officer.html, '结果（须再次投票）', 'the stage bar does not go on to the handover')
  t.match(officer.html, 'tally/open-runoff', 'the next step is the vote that is due')
  t.notMatch(officer.html, '工作移交</th>', 'no handover is due before the committee is complete')

  await moveTo(test, house, '2027-05-21')
  await tally.openRunoff(officer, electionId, '2027-05-28')
  await officer.open(`/elections/${electionId}`)
  t.match(officer.html, '另行选举进行中', 'the stage bar says so')
  const candidates = await test.db
    .selectFrom('candidate')
    .innerJoin('votingRound', 'votingRound.id', 'candidate.roundId')
    .innerJoin('candidateListPlace', 'candidateListPlace.candidateId', 'candidate.id')
    .select(['candidate.previousVotes', 'votingRound.kind'])
    .where('votingRound.number', '=', 2)
    .orderBy('candidateListPlace.ballotOrder')
    .execute()
  t.equal(candidates.length, 2, 'the seat left and one more')
  t.ok((candidates[0]?.previousVotes ?? 0) > (candidates[1]?.previousVotes ?? 0), 'in order of votes')

  await moveTo(test, house, '2027-05-28')
  // Forty in a hundred: less than half, more than a third.
  await holdVote(journey, 60, (_post, rank) => (rank === 0 ? 40 : 20))
  const members = await test.db
    .selectFrom('electedMember')
    .innerJoin('post', 'post.id', 'electedMember.postId')
    .innerJoin('votingRound', 'votingRound.id', 'electedMember.roundId')
    .select(['post.title', 'votingRound.number as round'])
    .orderBy('post.rank')
    .orderBy('votingRound.number')
    .execute()
  t.strictSame(
    members.map(({ title, round }) => `${title} ${round}`),
    ['主任 1', '副主任 1', '委员 1', '委员 2', '妇女委员 1'],
  )
  await officer.open(`/elections/${electionId}/tally/result`)
  t.match(officer.html, '三分之一', 'the sentence names the share of a run-off')
  await officer.open(`/elections/${electionId}/timetable`)
  t.match(officer.html, '工作移交', 'now the handover has its day')
  await tally.handOver(officer, electionId, '2027-05-28')
  await officer.open(`/elections/${electionId}`)
  t.match(officer.html, '已全部完成')
})
