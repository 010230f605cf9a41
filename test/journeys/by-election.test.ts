import t from 'tap'
import { signInCast } from '../../scripts/walk/cast.js'
import * as nomination from '../../scripts/walk/nominate.js'
import * as papers from '../../scripts/walk/papers.js'
import { formCommittee } from '../../scripts/walk/prepare.js'
import * as roll from '../../scripts/walk/roll.js'
import * as tally from '../../scripts/walk/tally.js'
import * as term from '../../scripts/walk/term.js'
import { testPassword } from '../helpers/factories.js'
import { castNames, holdVote, journeyCommittee } from '../helpers/journey.js'
import { aTermDesk } from '../helpers/term.js'

t.test('a seat given up is filled by a by-election with its own roll, candidates, poll and papers', async (t) => {
  const desk = await aTermDesk(t)
  const { house, election } = desk
  await desk.moveTo('2027-06-10')
  const cast = await signInCast(house.app, castNames, testPassword)
  const { officer } = cast
  const name = await term.resign(officer, election.id, '委员', { appliedOn: '2027-06-01', on: '2027-06-10' })
  await papers.issue(officer, election.id, ['member-change'])
  await desk.moveTo('2027-06-14')
  const electionDay = '2027-07-22'
  const electionId = await term.openByElection(officer, election.id, { decidedOn: '2027-06-14', electionDay })
  t.match(officer.html, '居民委员会补选')
  await officer.open(`/elections/${election.id}/term`)
  t.match(officer.html, '2027年7月22日')
  t.match(officer.html, '进行中')
  await officer.open(`/elections/${election.id}/term/open-by-election`)
  t.match(officer.html, '有一次补选正在进行')

  await formCommittee(officer, electionId, '2027-06-14', journeyCommittee)
  await papers.issue(officer, electionId, ['committee-members', 'election-day'])
  await desk.moveTo('2027-06-28')
  await roll.postRoll(officer, electionId)
  await papers.issue(officer, electionId, ['posted-voter-list'])
  await desk.moveTo('2027-07-05')
  await roll.closeRoll(officer, electionId)
  const wishes = [41, 47].map((voterNumber) => ({ postTitle: '委员', voterNumber, signers: [] }))
  const chair = [{ postTitle: '委员', voterNumber: 1, signers: [] }]
  await t.rejects(nomination.nominate(cast, electionId, chair, '2027-07-05'), /是本届居民委员会主任/)
  await nomination.nominate(cast, electionId, wishes, '2027-07-05')
  await nomination.vetAll(cast, electionId, '2027-07-05')
  await nomination.postNominees(officer, electionId, '2027-07-05')
  await desk.moveTo('2027-07-12')
  await nomination.confirmCandidates(officer, electionId)
  await papers.issue(officer, electionId, ['candidates'])
  await desk.moveTo(electionDay)
  await holdVote({ test: house, cast, electionId, electionDay }, 80, tally.clearSupport)
  await officer.open(`/elections/${electionId}/tally/result`)
  t.match(officer.html, '应选名额全部选出')

  const facts = await house.db
    .selectFrom('issuedPaper')
    .select(['key', 'facts'])
    .where('electionId', '=', electionId)
    .where('key', 'in', ['result', 'election-day'])
    .orderBy('key')
    .execute()
  t.strictSame(
    facts.map((paper) => [paper.key, (JSON.parse(paper.facts) as { inOffice: string }).inOffice]),
    ['election-day', 'result'].map((key) => [key, '任期到本届居民委员会任期届满为止']),
  )
  const ballot = await house.db
    .selectFrom('ballotDesign')
    .innerJoin('votingRound', 'votingRound.id', 'ballotDesign.roundId')
    .select('content')
    .where('votingRound.electionId', '=', electionId)
    .executeTakeFirstOrThrow()
  t.match(JSON.parse(ballot.content), { vote: 'byElection' }, 'the ballot says what it is for')

  await tally.handOver(officer, electionId, electionDay)
  await officer.open(`/elections/${election.id}/term`)
  t.match(officer.html, '在任 <span class="num">5</span> 人。')
  t.match(officer.html, '<td>补选</td>')
  t.match(officer.html, '已结束')
  t.match(officer.html, name, 'who left is still told of')
  await officer.open(`/elections/${election.id}/term/open-by-election`)
  t.match(officer.html, '没有空缺，不用补选')
  await cast.auditor.open('/')
  t.notMatch(cast.auditor.html, `/elections/${electionId}"`, 'the season counts regular elections alone')
})
