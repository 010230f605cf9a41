import t from 'tap'
import type { Round } from '../../src/rules/outcome.js'
import type { Position } from '../../src/rules/post.js'
import { relativesOf } from '../../src/rules/relatives.js'
import { barByVotes, barFromPost, type MemberBefore, takesPrecedence, waysGiven } from '../../src/rules/seat-bars.js'
import { aContest, aStanding, nothingTold } from '../helpers/votes.js'

const relatives = relativesOf([{ between: ['a', 'b'], relation: 'spouse' }], { closeRelatives: 'civilCode' })
const before = (position: Position, personId = 'b'): MemberBefore => ({
  personId,
  name: '乙',
  position,
  title: '前职',
  votes: 50,
})
const chair = aContest('chair', 1, [])
const viceChair = aContest('viceChair', 1, [])
const member = aContest('member', 2, [])

t.test('of a relative elected in an earlier vote', async (t) => {
  for (const { round, post, held, keepsBy, because } of [
    { round: 'runoff', post: member, held: 'chair', keepsBy: 'higherPost', because: 'the higher post stays' },
    { round: 'runoff', post: member, held: 'member', keepsBy: 'earlierVote', because: 'who was elected before stays' },
    { round: 'runoff', post: chair, held: 'member', keepsBy: undefined, because: 'a higher post now goes before' },
    { round: 'tieBreak', post: member, held: 'chair', keepsBy: 'higherPost', because: 'the higher post stays' },
    { round: 'tieBreak', post: member, held: 'member', keepsBy: undefined, because: 'the tied had no fewer votes' },
  ] as const) {
    const bar = barFromPost(aStanding('a', 60), post, [], {
      ...nothingTold,
      relatives,
      round,
      membersBefore: [before('member', 'x'), before(held)],
    })
    t.same(
      bar,
      keepsBy && { kind: 'relative', relation: 'spouse', of: { name: '乙', title: '前职', keepsBy, votes: 50 } },
      `${round}: ${because}`,
    )
  }
})

t.test('who is elected goes before whom', async (t) => {
  for (const [position, held, round, first] of [
    ['chair', 'viceChair', 'runoff', true],
    ['viceChair', 'viceChair', 'runoff', false],
    ['member', 'viceChair', 'runoff', false],
    ['viceChair', 'viceChair', 'tieBreak', true],
    ['member', 'viceChair', 'tieBreak', false],
    ['chair', 'viceChair', 'first', true],
    ['member', 'member', 'first', false],
  ] as readonly (readonly [Position, Position, Round, boolean])[]) {
    t.equal(takesPrecedence(position, before(held), round), first, `${round}: ${position} and ${held}`)
  }
})

t.test('a member in office stays, whatever a relative is elected to in a by-election', async (t) => {
  const inOffice = { ...before('member'), isInOffice: true } as const
  for (const post of [chair, viceChair, member]) {
    for (const round of ['first', 'runoff', 'tieBreak'] as const) {
      t.notOk(takesPrecedence(post.position, inOffice, round))
      t.same(
        barFromPost(aStanding('a', 60), post, [], { ...nothingTold, relatives, round, membersBefore: [inOffice] }),
        { kind: 'relative', relation: 'spouse', of: { name: '乙', title: '前职', keepsBy: 'inOffice', votes: 50 } },
        `${post.id}, ${round}`,
      )
    }
  }
  const self = (post: typeof chair) =>
    barFromPost(aStanding('b', 60), post, [], { ...nothingTold, round: 'first', membersBefore: [inOffice] })
  t.equal(self(chair), undefined, 'for the higher post one moves up')
  t.same(self(member), { kind: 'member', title: '前职', isInOffice: true })
  const up = { person: aStanding('b', 60), post: chair }
  t.same(waysGiven([up], { relatives, membersBefore: [inOffice] }), [{ member: inOffice, to: up }])
})

t.test('a member moves up, never down or sideways', async (t) => {
  const barOf = (post: typeof chair) =>
    barFromPost(aStanding('b', 60), post, [], {
      ...nothingTold,
      round: 'runoff',
      membersBefore: [before('viceChair')],
    })
  t.equal(barOf(chair), undefined)
  t.same(barOf(viceChair), { kind: 'member', title: '前职' })
  t.same(barOf(member), { kind: 'member', title: '前职' })
})

t.test('of somebody not eligible, and of a relative placed higher in this vote', async (t) => {
  const facts = { ...nothingTold, relatives, round: 'first' } as const
  const ineligible = new Map([['a', { personId: 'a', reason: 'declined' } as const]])
  t.match(barFromPost(aStanding('a', 60), member, [], { ...facts, ineligible }), {
    kind: 'ineligible',
    ineligible: { reason: 'declined' },
  })
  const higher = [
    { person: aStanding('x', 90), post: chair },
    { person: aStanding('b', 70), post: viceChair },
  ]
  t.same(barFromPost(aStanding('a', 60), member, higher, facts), {
    kind: 'relative',
    relation: 'spouse',
    of: { name: 'b', title: '副主任', keepsBy: 'higherPost', votes: 70 },
  })
  t.equal(barFromPost(aStanding('c', 60), member, higher, facts), undefined, 'nobody’s relative')
})

t.test('of a relative with more votes for the same post', async (t) => {
  const seated = [aStanding('x', 90), aStanding('b', 70)]
  t.same(barByVotes(aStanding('a', 60), seated, '委员', relatives), {
    kind: 'relative',
    relation: 'spouse',
    of: { name: 'b', title: '委员', keepsBy: 'votes', votes: 70 },
  })
  t.equal(barByVotes(aStanding('c', 60), seated, '委员', relatives), undefined)
})

t.test('who gives up a seat to somebody elected now', async (t) => {
  const to = { person: aStanding('a', 60), post: chair }
  const members = [before('member', 'x'), before('member')]
  t.same(waysGiven([{ person: aStanding('y', 9), post: chair }, to], { relatives, membersBefore: members }), [
    { member: members[1], to, relation: 'spouse' },
  ])
  const up = { person: aStanding('b', 60), post: chair }
  t.same(waysGiven([up], { relatives, membersBefore: members }), [{ member: members[1], to: up }], 'to oneself')
  t.same(waysGiven([], { relatives, membersBefore: members }), [])
})
