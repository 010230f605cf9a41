import t from 'tap'
import { countBallots } from '../../src/rules/count.js'
import type { Kinship } from '../../src/rules/kinship.js'
import { decideOutcome, type Vote } from '../../src/rules/outcome.js'
import type { Contest } from '../../src/rules/post.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { continueVote, withTieBreaks } from '../../src/rules/tie-break.js'
import { aContest, ballots } from '../helpers/votes.js'

const vote = (round: Vote['round'], contests: readonly Contest[], more: Partial<Vote> = {}): Vote => ({
  form: 'allVoters',
  round,
  registered: 110,
  ballotsIssued: 110,
  contests,
  electedBefore: 0,
  ...more,
})

const decide = (about: Vote, counted: Parameters<typeof countBallots>[0]) =>
  decideOutcome(about, countBallots(counted, about.contests, national2026), national2026)

/** Two seats: m1 is elected, m2 and m3 tie for the other; the chair stays empty. */
const first = vote('first', [aContest('chair', 1, ['c1', 'c2']), aContest('member', 2, ['m1', 'm2', 'm3', 'm4'])])
const outcome = decide(first, [
  ballots(40, { chair: { for: ['c1'] }, member: { for: ['m1', 'm2'] } }),
  ballots(20, { chair: { for: ['c2'] }, member: { for: ['m2', 'm3'] } }),
  ballots(10, { chair: { for: ['c2'] }, member: { for: ['m1', 'm3'] } }),
  ballots(30, { member: { for: ['m1', 'm3'] } }),
])
const before = { vote: first, outcome, tieBreaks: [] }

const between = (...names: string[]): Contest[] => [aContest('member', 1, names)]
const seats = (posts: ReturnType<typeof withTieBreaks>) =>
  posts.map(({ post, elected, ties, seatsLeft }) => [
    post.id,
    elected.map(({ id }) => id).join(' '),
    ties.length,
    seatsLeft,
  ])

t.test('the vote the tie-breaks belong to', async (t) => {
  t.equal(outcome.followUp.kind, 'tieBreak')
  t.same(seats(withTieBreaks(outcome.posts, [])), [
    ['chair', '', 0, 1],
    ['member', 'm1', 1, 1],
  ])
})

t.test('after a tie-break vote the seats left of its vote are voted on, and not before', async (t) => {
  const again = decide(vote('tieBreak', between('m2', 'm3')), [
    ballots(40, { member: { for: ['m2'] } }),
    ballots(20, { member: { for: ['m3'] } }),
  ])
  t.equal(again.followUp.kind, 'none', 'seen alone nothing is left')
  t.match(again.explanation.at(-1), '应选名额全部选出')

  const continued = continueVote(again, before, national2026)
  t.equal(continued.followUp.kind, 'runoff')
  t.match(continued.followUp, {
    posts: [{ post: { id: 'chair' }, seats: 1, candidates: [{ id: 'c1' }, { id: 'c2' }] }],
  })
  t.notMatch(continued.explanation.join(), '应选名额全部选出')
  t.match(continued.explanation.at(-1), '主任缺额1名，另行选举')
  t.match(continued.explanation.join(), 'm2得赞成票40张', 'its own decisions stay')
  t.same(seats(withTieBreaks(outcome.posts, [continued])), [
    ['chair', '', 0, 1],
    ['member', 'm1 m2', 0, 0],
  ])
})

t.test('a tie that ties again is voted on again', async (t) => {
  const even = decide(vote('tieBreak', between('m2', 'm3')), [
    ballots(30, { member: { for: ['m2'] } }),
    ballots(30, { member: { for: ['m3'] } }),
  ])
  const continued = continueVote(even, before, national2026)
  t.match(continued.followUp, { kind: 'tieBreak', posts: [{ seats: 1, tied: [{ id: 'm2' }, { id: 'm3' }] }] })
  const settled = decide(vote('tieBreak', between('m2', 'm3')), [ballots(60, { member: { for: ['m3'] } })])
  const last = continueVote(settled, { ...before, tieBreaks: [continued] }, national2026)
  t.equal(last.followUp.kind, 'runoff')
  t.same(seats(withTieBreaks(outcome.posts, [continued, last]))[1], ['member', 'm1 m3', 0, 0])
})

t.test('of two ties the one not voted on stays', async (t) => {
  const other = decide(vote('tieBreak', between('m3', 'm4')), [ballots(60, { member: { for: ['m4'] } })])
  t.same(seats(withTieBreaks(outcome.posts, [other]))[1], ['member', 'm1 m4', 1, 0], 'm2 was not among them')
})

t.test('a void tie-break vote changes nothing and is held again', async (t) => {
  const isVoid = decide(vote('tieBreak', between('m2', 'm3'), { ballotsIssued: 50 }), [
    ballots(60, { member: { for: ['m2'] } }),
  ])
  t.equal(isVoid.isValid, false)
  t.equal(continueVote(isVoid, before, national2026), isVoid)
  t.same(withTieBreaks(outcome.posts, [isVoid]), withTieBreaks(outcome.posts, []))
})

t.test("a woman's line keeps its seats until women have them", async (t) => {
  const women = aContest('member', 2, ['w1', 'w2', 'w3'], { reservedForWoman: true })
  const tie = decide(vote('first', [women]), [
    ballots(50, { member: { for: ['w1', 'w2'] } }),
    ballots(50, { member: { for: ['w1', 'w3'] } }),
    ballots(2, { member: { for: ['w2', 'w3'] } }),
  ])
  const forWoman = (tieBreaks: Parameters<typeof withTieBreaks>[1]) =>
    withTieBreaks(tie.posts, tieBreaks).map(({ seatsForWoman }) => seatsForWoman)
  t.same(forWoman([]), [1])
  const line = aContest('member', 1, ['w2', 'w3'], { reservedForWoman: true })
  t.same(forWoman([decide(vote('tieBreak', [line]), [ballots(60, { member: { for: ['w3'] } })])]), [0])
})

t.test('who gave way to a relative elected in the tie-break vote leaves the seat', async (t) => {
  const relatives: Kinship[] = [{ between: ['m1', 'm2'], relation: 'sibling' }]
  const told = {
    relatives,
    membersBefore: [{ personId: 'm1', name: 'm1', position: 'member', title: '委员', votes: 80 }],
  } as const
  const again = decide(vote('tieBreak', between('m2', 'm3'), told), [ballots(60, { member: { for: ['m2'] } })])
  t.match(again.waysGiven, [{ member: { personId: 'm1' }, relation: 'sibling' }])
  t.same(seats(withTieBreaks(outcome.posts, [again]))[1], ['member', 'm2', 0, 1])
  const after = (electedBefore: number) =>
    continueVote(again, { ...before, vote: { ...first, round: 'runoff', electedBefore, relatives } }, national2026)
  t.equal(after(4).followUp.kind, 'none', 'm1 was none of the four: four and m2')
  t.equal(after(3).followUp.kind, 'runoff', 'three and m2')
  const continued = continueVote(again, { ...before, vote: { ...first, relatives } }, national2026)
  t.match(continued.followUp, {
    posts: [{ post: { id: 'chair' } }, { post: { id: 'member' }, candidates: [{ id: 'm3' }, { id: 'm4' }] }],
  })
})

t.test('a member of an earlier vote who gave way counts no more', async (t) => {
  const relatives: Kinship[] = [{ between: ['x', 'm2'], relation: 'sibling' }]
  const sitting = { personId: 'x', name: 'x', position: 'member', title: '委员', votes: 80 } as const
  const again = decide(vote('tieBreak', between('m2', 'm3'), { relatives, membersBefore: [sitting] }), [
    ballots(60, { member: { for: ['m2'] } }),
  ])
  const next = (electedBefore: number) =>
    continueVote(again, { ...before, vote: { ...first, round: 'runoff', electedBefore } }, national2026).followUp.kind
  t.equal(next(4), 'none', 'four less one, and two: five')
  t.equal(next(3), 'runoff', 'three less one, and two: four')
})
