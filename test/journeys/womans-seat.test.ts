import t from 'tap'
import type { Test } from 'tap'
import type { WalkPost } from '../../scripts/walk/prepare.js'
import * as papers from '../../scripts/walk/papers.js'
import * as tally from '../../scripts/walk/tally.js'
import { onTheBallot, printedText, recordOf, seatHolders } from '../helpers/after-the-vote.js'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import {
  confirmUntilElectionDay,
  declare,
  holdPoll,
  holdVote,
  type Journey,
  moveTo,
  nominatedUntilPosted,
  walkToElectionDay,
} from '../helpers/journey.js'

const noLineForHer: readonly WalkPost[] = [
  { title: '主任', position: 'chair', seats: 1 },
  { title: '副主任', position: 'viceChair', seats: 1 },
  { title: '委员', position: 'member', seats: 3 },
]

/** Sichuan: no line of the ballot is hers; three seats of members, three men and two women stand for them. */
async function byRanking(t: Test) {
  const test = await testApp(t)
  const house = await aHouse(test)
  const wish = { people: 200, posts: noLineForHer, ruleSetId: 'sichuan-2026', women: { 委员: 2 }, extra: { 委员: 1 } }
  const journey = await nominatedUntilPosted(test, house, wish)
  await confirmUntilElectionDay(journey, house)
  return { test, house, journey, people: await onTheBallot(test, journey.electionId, '委员') }
}

/** The figures with so many votes for each man and each woman who stands for member, in order of the ballot. */
function votesBySex(
  people: readonly { readonly voterId: number | null; readonly sex: string | null }[],
  votes: Readonly<Record<'male' | 'female', readonly number[]>>,
): tally.Amend {
  return (figures) => {
    const valid = Number(figures['validBallots'])
    const rows = (['male', 'female'] as const).flatMap((sex) =>
      people
        .filter((person) => person.sex === sex)
        .flatMap(({ voterId }, n) => {
          const votesFor = votes[sex][n] ?? 0
          return [
            [`candidate-${voterId}-for`, votesFor],
            [`candidate-${voterId}-against`, 0],
            [`candidate-${voterId}-abstain`, valid - votesFor],
          ]
        }),
    )
    return { ...figures, ...(Object.fromEntries(rows) as Record<string, number>) }
  }
}

async function voteWith(journey: Journey, amend: tally.Amend): Promise<void> {
  const { cast, electionId } = journey
  await holdPoll(journey, 100)
  await tally.createSheets(cast.officer, electionId)
  await tally.typeSheets(cast, electionId, tally.clearSupport, undefined, amend)
  await declare(journey)
}

t.test('a line of her own: while no woman has the votes, the seat stays for a woman in the run-off', async (t) => {
  const test = await testApp(t)
  const house = await aHouse(test)
  const journey = await walkToElectionDay(test, house, 'allVoters', 160)
  const { cast, electionId } = journey
  await holdVote(journey, 75, tally.shortOfOne('妇女委员'))
  await cast.officer.open(`/elections/${electionId}/tally/result`)
  t.match(cast.officer.html, '另行选举：妇女委员1名')
  await moveTo(test, house, '2027-05-21')
  await tally.openRunoff(cast.officer, electionId, '2027-05-30')
  const standing = await onTheBallot(test, electionId, '妇女委员')
  t.strictSame(
    standing.map(({ sex }) => sex),
    ['female', 'female'],
  )
  await papers.issue(cast.officer, electionId, ['runoff'])
  t.match(await printedText(test, electionId, 'runoff'), '妇女名额')
  await moveTo(test, house, '2027-05-30')
  await holdVote(journey, 60, (_post, rank) => (rank === 0 ? 40 : 20))
  t.ok((await seatHolders(test, electionId)).includes(`妇女委员 ${standing[0]?.name}`))
  t.strictSame((await recordOf(journey)).faults, [])
})

t.test('by ranking: the woman with more than half sits before a man with more votes', async (t) => {
  const { test, journey, people } = await byRanking(t)
  const { electionId } = journey
  const [woman] = people.filter(({ sex }) => sex === 'female')
  const men = people.filter(({ sex }) => sex === 'male')
  await voteWith(journey, votesBySex(people, { male: [75, 70, 65], female: [55, 20] }))
  const seated = await seatHolders(test, electionId)
  t.equal(seated.length, 5)
  t.ok(seated.includes(`委员 ${woman?.name}`), 'fifty-five of a hundred')
  t.notOk(seated.includes(`委员 ${men[2]?.name}`), 'sixty-five of a hundred, and no seat left')
  t.match(await printedText(test, electionId, 'election-return'), '妇女', 'the return says why')
  const { record, faults } = await recordOf(journey)
  t.strictSame(faults, [])
  t.match(record.votes[0]?.outcome.womansSeat, { kind: 'womanFirst', seats: 1 })
})

t.test('by ranking: where no woman has more than half, a seat is kept for a run-off among women', async (t) => {
  const { test, house, journey, people } = await byRanking(t)
  const { cast, electionId } = journey
  const women = people.filter(({ sex }) => sex === 'female').map(({ name }) => name)
  await voteWith(journey, votesBySex(people, { male: [75, 70, 65], female: [45, 30] }))
  t.equal((await seatHolders(test, electionId)).length, 4, 'a man with sixty-five does not take it')
  await cast.officer.open(`/elections/${electionId}/tally/result`)
  t.match(cast.officer.html, '另行选举：委员妇女名额1名')
  await moveTo(test, house, '2027-05-21')
  await tally.openRunoff(cast.officer, electionId, '2027-05-28')
  const standing = (await onTheBallot(test, electionId, '委员')).map(({ name }) => name)
  t.strictSame(standing, women.slice(0, 2), 'the women, by votes')
  await papers.issue(cast.officer, electionId, ['runoff'])
  await moveTo(test, house, '2027-05-28')
  await holdVote(journey, 60, (_post, rank) => (rank === 0 ? 40 : 20))
  const seated = await seatHolders(test, electionId)
  t.equal(seated.length, 5)
  t.ok(seated.includes(`委员 ${women[0]}`))
  t.strictSame((await recordOf(journey)).faults, [])
})
