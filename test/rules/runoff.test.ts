import t from 'tap'
import type { PostOutcome } from '../../src/rules/outcome.js'
import { relativesOf } from '../../src/rules/relatives.js'
import { isEnoughInRunoff, isEnoughInTieBreak, runoffPosts } from '../../src/rules/runoff.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { aContest, aStanding, nothingTold } from '../helpers/votes.js'

t.test('a run-off winner needs a third of the ballots cast', async (t) => {
  for (const { votes, cast, enough, because } of [
    { votes: 100, cast: 300, enough: true, because: 'exactly a third' },
    { votes: 100, cast: 301, enough: false, because: 'a third of 301 is more than 100' },
    { votes: 101, cast: 301, enough: true, because: 'more than a third' },
    { votes: 99, cast: 300, enough: false, because: 'one short' },
    { votes: 0, cast: 0, enough: false, because: 'nobody is elected by no vote' },
  ]) {
    t.equal(isEnoughInRunoff(votes, cast, national2026), enough, because)
  }
})

t.test('a tie-break vote is among the tied alone', async (t) => {
  t.equal(isEnoughInTieBreak(aStanding('c1', 1)), true)
  t.equal(isEnoughInTieBreak(aStanding('c1', 0)), false, 'no vote')
  t.equal(isEnoughInTieBreak(aStanding('writeIn:张三', 99, { writeIn: true })), false, 'written in')
})

const people = [
  aStanding('m1', 60),
  aStanding('m2', 40),
  aStanding('m3', 30, { sex: 'female' }),
  aStanding('writeIn:张三', 30, { writeIn: true }),
  aStanding('m4', 20, { sex: 'male' }),
  aStanding('m5', 10, { sex: 'female' }),
]

const decided = (more: Partial<PostOutcome>): PostOutcome => ({
  post: aContest('member', 3, []),
  standings: people,
  elected: [],
  ties: [],
  electedHigher: [],
  barred: [],
  seatsLeft: 0,
  seatsForWoman: 0,
  ...more,
})

const pool = (posts: PostOutcome[], surplusMinimum = 1, told: Partial<typeof nothingTold> = {}) =>
  runoffPosts(posts, { surplusMinimum }, { ...nothingTold, ...told }).map(({ seats, womenOnly, candidates }) => ({
    seats,
    womenOnly,
    candidates: candidates.map(({ id }) => id).join(' '),
  }))

t.test('the run-off takes the not elected by votes, seats and surplus, and all equal at the edge', async (t) => {
  const elected = people.slice(0, 1)
  for (const { more, surplus, expected, because } of [
    { more: {}, surplus: 1, expected: [], because: 'no seat is left' },
    {
      more: { elected, seatsLeft: 1 },
      surplus: 1,
      expected: [{ seats: 1, womenOnly: false, candidates: 'm2 m3 writeIn:张三' }],
      because: 'two at the edge are equal, a write-in among them',
    },
    {
      more: { elected, seatsLeft: 2 },
      surplus: 1,
      expected: [{ seats: 2, womenOnly: false, candidates: 'm2 m3 writeIn:张三' }],
      because: 'seats and surplus exactly',
    },
    {
      more: { elected, seatsLeft: 1 },
      surplus: 9,
      expected: [{ seats: 1, womenOnly: false, candidates: 'm2 m3 writeIn:张三 m4 m5' }],
      because: 'fewer people than the surplus asks for',
    },
    {
      more: { elected, seatsLeft: 1, seatsForWoman: 1 },
      surplus: 1,
      expected: [{ seats: 1, womenOnly: true, candidates: 'm2 m3 writeIn:张三' }],
      because: 'men are left out; a sex not recorded is for the committee to check',
    },
    {
      more: { elected, seatsLeft: 2, seatsForWoman: 1 },
      surplus: 1,
      expected: [
        { seats: 1, womenOnly: true, candidates: 'm2 m3 writeIn:张三' },
        { seats: 1, womenOnly: false, candidates: 'm4 m5' },
      ],
      because: 'one line for the woman, one for the others, each person on one',
    },
    {
      more: { elected, seatsLeft: 2, seatsForWoman: 1 },
      surplus: 0,
      expected: [
        { seats: 1, womenOnly: true, candidates: 'm2' },
        { seats: 1, womenOnly: false, candidates: 'm3 writeIn:张三' },
      ],
      because: 'as many on each line as its own seats',
    },
  ]) {
    t.same(pool([decided(more)], surplus), expected, because)
  }
})

t.test('who is elected to another post does not stand', async (t) => {
  const chair = decided({ post: aContest('chair', 1, []), elected: [aStanding('c1', 80, { personId: 'm2' })] })
  t.same(pool([chair, decided({ seatsLeft: 1 })]), [{ seats: 1, womenOnly: false, candidates: 'm1 m3 writeIn:张三' }])
})

t.test('who could not take the seat does not stand for it', async (t) => {
  const relatives = relativesOf([{ between: ['m2', 'c1'], relation: 'spouse' }], { closeRelatives: 'civilCode' })
  const chairBy = (position: 'chair' | 'member') =>
    decided({ post: aContest('chair', 1, [], { position }), elected: [aStanding('c1', 80)] })
  const open = decided({ post: aContest('vice', 1, [], { position: 'viceChair' }), seatsLeft: 1 })
  const stand = (...posts: PostOutcome[]) => pool([...posts, open], 1, { relatives })[0]?.candidates
  t.equal(stand(chairBy('chair')), 'm1 m3 writeIn:张三', 'a relative sits higher')
  t.equal(stand(chairBy('member')), 'm1 m2', 'a relative who sits lower would give way')
  const told = (more: Partial<typeof nothingTold>) => pool([open], 1, more)[0]?.candidates
  t.equal(told({ ineligible: new Map([['m1', { personId: 'm1', reason: 'declined' }]]) }), 'm2 m3 writeIn:张三')
  const membersBefore = [{ personId: 'c1', name: '甲', position: 'viceChair', title: '副主任', votes: 9 } as const]
  t.equal(told({ relatives, membersBefore }), 'm1 m3 writeIn:张三', 'a relative was elected before')
})
