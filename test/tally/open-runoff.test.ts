import t from 'tap'
import { listCandidates } from '../../src/nomination/queries.js'
import { findResult, listElectedMembers, listResults } from '../../src/tally/queries.js'
import { listContests } from '../../src/tally/vote-facts.js'
import { listRounds } from '../../src/timetable/queries.js'
import { afterFirstVote, holdRound, openNext } from '../helpers/later-vote.js'
import { eventsOf, signedIn } from '../helpers/tally.js'

t.test('a run-off for the seats left, carried to its end', async (t) => {
  const { house, election, page } = await afterFirstVote(t, {
    returned: 48,
    votes: [
      [24, 20],
      [40, 5],
      [40, 39, 10, 9],
    ],
  })
  const result = await findResult(house.db, election.roundId)
  t.equal(result?.counted.outcome.followUp.kind, 'runoff', 'half of 48 is not more than half')
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(page)
  t.match(officer.html, '另行选举：主任1名、委员1名')
  t.match(officer.html, '最迟2027年6月19日')
  await officer.submit({ votingDay: '2027-05-19' }, page)
  t.equal(officer.status, 422)
  t.match(officer.html, '已经过去')
  await officer.submit({ votingDay: '2027-06-20' }, page)
  t.equal(officer.status, 422)
  t.match(officer.html, '确需更晚的，请写明原因')
  t.match(officer.html, 'value="2027-06-20"', 'what was typed is kept')
  await officer.submit({ votingDay: '2027-05-20' }, page)
  t.equal(officer.status, 200)

  const [, second] = await listRounds(house.db, election.id)
  t.match(second, { number: 2, kind: 'runoff', votingDay: '2027-05-20' })
  const ballot = await listCandidates(house.db, second?.id ?? 0)
  t.same(
    ballot.map(({ voterId, ballotOrder, previousVotes }) => [voterId, ballotOrder, previousVotes]),
    [
      [election.candidates[0]?.[0]?.voterId, 1, 24],
      [election.candidates[0]?.[1]?.voterId, 2, 20],
      [election.candidates[2]?.[2]?.voterId, 1, 10],
      [election.candidates[2]?.[3]?.voterId, 2, 9],
    ],
    'the not elected by votes, seats and one more',
  )
  t.match(await eventsOf(house, election.id, 'roundOpened'), [{ number: 2, kind: 'runoff', votingDay: '2027-05-20' }])
  await officer.open(page)
  t.match(officer.html, '最近一次宣布的结果不需要再次投票')
  await officer.submit({ votingDay: '2027-05-21' }, page)
  t.equal((await listRounds(house.db, election.id)).length, 2, 'it is opened once')
  await officer.open(election.base)
  t.match(officer.html, '计票（另行选举）')
  await officer.open(`${election.base}?round=1`)
  t.match(officer.html, '选举结果已经宣布', 'the first vote can still be looked at')

  await holdRound(
    house,
    election,
    {
      returned: 30,
      votes: [
        [12, 10],
        [9, 10],
      ],
    },
    40,
  )
  const results = await listResults(house.db, election.id)
  t.same(
    results.map(({ roundNumber, counted }) => [roundNumber, counted.outcome.followUp.kind]),
    [
      [1, 'runoff'],
      [2, 'none'],
    ],
  )
  const members = await listElectedMembers(house.db, election.id)
  t.equal(members.length, 5)
  t.match(members[0], { postTitle: '主任', voterId: election.candidates[0]?.[0]?.voterId, votes: 12, roundNumber: 2 })
  t.equal(members.at(-1)?.voterId, election.candidates[2]?.[3]?.voterId, 'ten of thirty are a third')
})

t.test('a tie-break vote between the tied, and then the seats that were left all the same', async (t) => {
  const { house, election, page } = await afterFirstVote(t, {
    returned: 48,
    votes: [
      [20, 20],
      [40, 5],
      [40, 39, 30, 30],
    ],
  })
  await openNext(house, page, '2027-05-20')
  const [, second] = await listRounds(house.db, election.id)
  t.equal(second?.kind, 'tieBreak')
  const tied = await listCandidates(house.db, second?.id ?? 0)
  t.same(
    tied.map(({ voterId }) => voterId),
    [election.candidates[2]?.[2]?.voterId, election.candidates[2]?.[3]?.voterId],
  )

  await holdRound(house, election, { returned: 40, votes: [[15, 25]] })
  const last = (await listResults(house.db, election.id)).at(-1)
  t.equal(last?.counted.outcome.followUp.kind, 'runoff', 'the chair of the first vote is still open')
  t.notMatch(last?.counted.outcome.explanation.join(), '应选名额全部选出')
  await openNext(house, page, '2027-05-21')
  const [, , third] = await listRounds(house.db, election.id)
  t.match(third, { number: 3, kind: 'runoff' })
  const pool = await listCandidates(house.db, third?.id ?? 0)
  t.same(
    pool.map(({ voterId, previousVotes }) => [voterId, previousVotes]),
    election.candidates[0]?.map(({ voterId }) => [voterId, 20]),
  )
})

t.test('a void vote is held again with the same candidates for all seats', async (t) => {
  const { house, election, page } = await afterFirstVote(t, { returned: 30, votes: [[28], [28], [28, 28, 28]] })
  t.same(await listElectedMembers(house.db, election.id), [])
  await openNext(house, page, '2027-07-30')
  const [, second] = await listRounds(house.db, election.id)
  t.match(second, { kind: 'rerun', votingDay: '2027-07-30' }, 'the law sets no day for it')
  const again = await listContests(house.db, second?.id ?? 0)
  t.same(again, await listContests(house.db, election.roundId))
  await holdRound(house, election, { returned: 45, votes: [[40], [40], [40, 40, 39]] })
  t.equal((await listElectedMembers(house.db, election.id)).length, 5, 'counted as a first vote')
})

t.test('a write-in with the votes for it stands in the run-off once looked up', async (t) => {
  const { house, election, page } = await afterFirstVote(t, {
    returned: 48,
    votes: [
      [15, 5],
      [40, 5],
      [40, 39, 38, 3],
    ],
    writeIns: [{ post: 0, name: '何桂兰', votes: 20 }],
  })
  const voter = await house.db
    .selectFrom('voter')
    .select('id')
    .where('electionId', '=', election.id)
    .where('voterNumber', '=', 55)
    .executeTakeFirstOrThrow()
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(page)
  t.match(officer.html, '另选人何桂兰按得票可以作候选人')
  await officer.submit({ votingDay: '2027-05-21' }, page)
  t.equal(officer.status, 422)
  const match = `${election.base}/match-write-in`
  await officer.open(`${match}?name=${encodeURIComponent('何桂兰')}&search=55`)
  await officer.submit({ person: `voter-${voter.id}` }, match)
  await openNext(house, page, '2027-05-21')
  const [, second] = await listRounds(house.db, election.id)
  const ballot = await listCandidates(house.db, second?.id ?? 0)
  t.same(
    ballot.map(({ voterId, name }) => [voterId, name]),
    [
      [voter.id, '何桂兰'],
      [election.candidates[0]?.[0]?.voterId, election.candidates[0]?.[0]?.name],
    ],
  )
})

t.test('a late day needs a reason; other roles and communities are refused', async (t) => {
  const { house, election, page } = await afterFirstVote(t, {
    returned: 48,
    votes: [
      [20, 20],
      [40, 5],
      [40, 39, 38, 3],
    ],
  })
  for (const [name, status] of [
    ['tallyClerk', 403],
    ['observer', 403],
    ['townshipOfficer', 403],
    ['electionOfficer-other', 404],
  ] as const) {
    const visitor = await signedIn(house, name)
    t.equal((await visitor.open(page)).status, status, name)
    t.equal((await visitor.submit({ votingDay: '2027-05-21' }, page)).status, status, name)
  }
  const officer = await openNext(house, page, '明天')
  t.equal(officer.status, 422)
  await openNext(house, page, '2027-06-25', { lateReason: '汛期全员防汛' })
  t.match(await eventsOf(house, election.id, 'roundOpened'), [{ votingDay: '2027-06-25', lateReason: '汛期全员防汛' }])
})

t.test('nothing follows a complete election', async (t) => {
  const { house, page } = await afterFirstVote(t, {
    returned: 48,
    votes: [
      [40, 5],
      [40, 5],
      [40, 39, 38, 3],
    ],
  })
  const officer = await openNext(house, page, '2027-05-21')
  t.equal(officer.status, 422)
  t.match(officer.html, '现在不需要再次投票')
})
