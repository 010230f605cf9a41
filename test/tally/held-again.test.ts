import t from 'tap'
import { listCandidates } from '../../src/nomination/queries.js'
import { listElectedMembers, listResults } from '../../src/tally/queries.js'
import { listContests } from '../../src/tally/vote-facts.js'
import { listRounds } from '../../src/timetable/queries.js'
import { afterFirstVote, holdRound, openNext } from '../helpers/later-vote.js'
import { signedIn } from '../helpers/tally.js'

t.test('a void run-off is held again as a run-off, for the same seats with the same people', async (t) => {
  const { house, election, page } = await afterFirstVote(t, {
    returned: 48,
    votes: [
      [24, 20],
      [40, 5],
      [40, 39, 38, 9],
    ],
  })
  await house.db
    .updateTable('election')
    .set({ settings: '{"runoffTurnout":"required"}' })
    .where('id', '=', election.id)
    .execute()
  await openNext(house, page, '2027-05-21')
  const low = await holdRound(house, election, { returned: 30, votes: [[20, 10]] }, 40)
  const [, isVoid] = await listResults(house.db, election.id)
  t.match(isVoid?.counted.outcome, { isValid: false, followUp: { kind: 'runoff' } }, '30 of 60 are not more than half')
  t.equal((await listElectedMembers(house.db, election.id)).length, 4, 'those of the first vote keep their seats')

  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(page)
  t.match(officer.html, '本次投票无效，仍须另行选举：主任1名，候选人除不具备资格的外不变。')
  t.match(officer.html, '最迟2027年6月20日', 'counted from the void vote')
  await openNext(house, page, '2027-05-28')
  const again = (await listRounds(house.db, election.id)).at(-1)
  t.match(again, { number: 3, kind: 'runoff' })
  t.strictSame(await listContests(house.db, again?.id ?? 0), await listContests(house.db, low.id))
  const people = (await listCandidates(house.db, again?.id ?? 0)).map(({ previousVotes }) => previousVotes)
  t.strictSame(people, [24, 20], 'the votes of the valid vote')

  await holdRound(house, election, { returned: 31, votes: [[20, 11]] }, 40)
  t.equal((await listElectedMembers(house.db, election.id)).length, 5, '31 of 60 are')
  t.equal((await listResults(house.db, election.id)).at(-1)?.counted.outcome.followUp.kind, 'none')
})

t.test('who was found ineligible does not stand when a run-off is held again', async (t) => {
  const { house, election, page } = await afterFirstVote(t, {
    returned: 48,
    votes: [
      [24, 20],
      [40, 5],
      [40, 39, 38, 9],
    ],
  })
  const { db } = house
  const settings = '{"runoffTurnout":"required"}'
  await db.updateTable('election').set({ settings }).where('id', '=', election.id).execute()
  await openNext(house, page, '2027-05-21')
  const round = (await listRounds(db, election.id)).at(-1)
  const [first, second] = election.candidates[0] ?? []
  const officer = await db
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'electionOfficer')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('winnerCheck')
    .values({
      roundId: round?.id ?? 0,
      personId: first?.id ?? '',
      name: first?.name ?? '',
      isEligible: 0,
      reason: 'barred',
      note: '审查表',
      checkedBy: officer.id,
      checkedAt: '2027-05-21T08:00:00.000Z',
    })
    .execute()
  await holdRound(house, election, { returned: 30, votes: [[20, 10]] }, 40)
  await openNext(house, page, '2027-05-28')
  const again = (await listRounds(db, election.id)).at(-1)
  const people = await listCandidates(db, again?.id ?? 0)
  t.strictSame(
    people.map(({ voterId }) => voterId),
    [second?.voterId],
  )
})
