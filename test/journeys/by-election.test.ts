import t from 'tap'
import { signInCast } from '../../scripts/walk/cast.js'
import * as nomination from '../../scripts/walk/nominate.js'
import * as papers from '../../scripts/walk/papers.js'
import { formCommittee } from '../../scripts/walk/prepare.js'
import * as roll from '../../scripts/walk/roll.js'
import * as tally from '../../scripts/walk/tally.js'
import * as term from '../../scripts/walk/term.js'
import { testPassword } from '../helpers/factories.js'
import { verifyRecord } from '../../src/tally/verify-record.js'
import { carryOut, offered } from '../../scripts/walk/browser.js'
import { castNames, holdVote, journeyCommittee } from '../helpers/journey.js'
import { download } from '../helpers/record.js'
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
  await officer.open(`/elections/${electionId}`)
  t.match(officer.html, '选民名单已按换届选举的名单列好，核对增减后公布', 'nothing is to be imported')
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
  t.match(officer.html, /<td[^>]*>补选<\/td>/)
  t.match(officer.html, '已结束')
  t.match(officer.html, name, 'who left is still told of')
  await officer.open(`/elections/${election.id}/term/open-by-election`)
  t.match(officer.html, '没有空缺，不用补选')
  await cast.auditor.open('/')
  t.notMatch(cast.auditor.html, `/elections/${electionId}"`, 'the season counts regular elections alone')
})

t.test(
  'a member stands for the higher post, waits for the end of a recall, and leaves the lower seat empty',
  async (t) => {
    const desk = await aTermDesk(t)
    const { house, election } = desk
    const { db } = house
    await desk.moveTo('2027-06-10')
    const cast = await signInCast(house.app, castNames, testPassword)
    const { officer, rollClerk, township } = cast
    const certificates = `/elections/${election.id}/handover/certificates`
    await township.open(`${certificates}/issue-certificates`)
    await carryOut(township, { checked: 'yes', acknowledged: 'not-yet-filed' })
    await term.resign(officer, election.id, '主任', { appliedOn: '2027-06-01', on: '2027-06-10' })
    await desk.moveTo('2027-06-14')
    const electionDay = '2027-07-22'
    const electionId = await term.openByElection(officer, election.id, { decidedOn: '2027-06-14', electionDay })
    await formCommittee(officer, electionId, '2027-06-14', journeyCommittee)
    await desk.moveTo('2027-06-28')
    await roll.postRoll(officer, electionId)
    await desk.moveTo('2027-07-05')
    await roll.closeRoll(officer, electionId)

    const member = { postTitle: '主任', voterNumber: 5, signers: [] }
    await t.rejects(nomination.nominate(cast, electionId, [member], '2027-07-05'), /确认后再登记/)
    t.match(rollClerk.html, '当选主任的，委员职务从宣布之日起出缺', 'the desk is told what it means')
    const [acknowledged = ''] = offered(rollClerk.html, 'acknowledged')
    const kept = (name: string) => new RegExp(`id="${name}"[^>]*? value="([^"]*)"`).exec(rollClerk.html)?.[1] ?? ''
    const postId = /<option value="(\d+)"[^>]*>主任/.exec(rollClerk.html)?.[1] ?? ''
    await carryOut(rollClerk, {
      ...{ postId, nominee: '5', kind: 'party', partyOrganisation: '中共社区委员会', receivedOn: '2027-07-05' },
      ...{ occupation: kept('occupation'), politicalStatus: '群众', education: '高中', acknowledged },
    })
    await nomination.nominate(cast, electionId, [{ ...member, voterNumber: 41 }], '2027-07-05')
    await nomination.vetAll(cast, electionId, '2027-07-05')
    await nomination.postNominees(officer, electionId, '2027-07-05')

    await desk.moveTo('2027-07-12')
    await officer.open(`${desk.term}/members/${await desk.key(3)}/file-recall`)
    await carryOut(officer, {
      ...{ filedOn: '2027-07-12', reasons: '公章使用不登记。', signatories: '21\n22\n23\n24\n25\n26\n27\n28' },
      ...{ entitled: '80', entitledSource: '派出所户籍人口统计' },
    })
    const confirmation = `/elections/${electionId}/nomination/confirm-candidates`
    await officer.open(confirmation)
    t.match(officer.html, '罢免要求于2027年7月12日提出，还没有结束')
    await t.rejects(nomination.confirmCandidates(officer, electionId), /还没有结束/)
    await db.updateTable('recall').set({ verdict: 'kept', sentences: '[]', decidedOn: '2027-07-15' }).execute()
    await desk.moveTo('2027-07-16')
    await nomination.confirmCandidates(officer, electionId)
    await desk.moveTo(electionDay)
    const ahead = await db
      .selectFrom('candidate')
      .innerJoin('votingRound', 'votingRound.id', 'candidate.roundId')
      .innerJoin('voter', 'voter.id', 'candidate.voterId')
      .innerJoin('candidateListPlace', 'candidateListPlace.candidateId', 'candidate.id')
      .select(['voter.voterNumber', 'candidate.name'])
      .where('votingRound.electionId', '=', electionId)
      .orderBy('candidateListPlace.ballotOrder')
      .execute()
    const place = ahead.findIndex(({ voterNumber }) => voterNumber === 5)
    await holdVote({ test: house, cast, electionId, electionDay }, 80, (_post, rank) => (rank === place ? 70 : 20))

    await officer.open(desk.term)
    const name = ahead[place]?.name ?? '?'
    t.match(officer.html, new RegExp(`<td[^>]*>主任</td><th scope="row" class="name">${name}`))
    t.notMatch(
      officer.html,
      new RegExp(`<td[^>]*>委员</td><th scope="row" class="name">${name}[^]*?record-resignation`),
    )
    t.match(officer.html, '当选更高职务')
    t.match(officer.html, `${name}经补选当选主任，委员职务随之出缺`)
    t.match(officer.html, '在任 <span class="num">4</span> 人')
    await township.open(certificates)
    t.match(township.html, '与当选人不符，请收回', 'the certificate of the lower post is to be given back')
    t.strictSame(verifyRecord(await download(house, electionId)), [])
  },
)
