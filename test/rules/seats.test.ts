import t from 'tap'
import type { Standing } from '../../src/rules/count.js'
import type { Contest } from '../../src/rules/post.js'
import { fillPosts, type SeatRules, takeSeats } from '../../src/rules/seats.js'
import { aContest, aStanding } from '../helpers/votes.js'

const ids = (people: readonly { id: string }[]): string => people.map(({ id }) => String(id)).join(' ')

t.test('seats go to the most votes, and a tie across the last one elects nobody of it', async (t) => {
  for (const { votes, seats, elected, tied, because } of [
    { votes: [5, 4, 3], seats: 2, elected: 'p0 p1', tied: '', because: 'a clear order' },
    { votes: [5, 4, 3], seats: 3, elected: 'p0 p1 p2', tied: '', because: 'a seat each' },
    { votes: [5, 4], seats: 3, elected: 'p0 p1', tied: '', because: 'more seats than people' },
    { votes: [], seats: 2, elected: '', tied: '', because: 'nobody' },
    { votes: [5, 4], seats: 0, elected: '', tied: '', because: 'no seat' },
    { votes: [5, 4, 4], seats: 2, elected: 'p0', tied: '1: p1 p2', because: 'two for the last seat' },
    { votes: [5, 5, 4], seats: 2, elected: 'p0 p1', tied: '', because: 'a tie above the last seat is none' },
    { votes: [5, 4, 4, 4], seats: 3, elected: 'p0', tied: '2: p1 p2 p3', because: 'three for two seats' },
    { votes: [4, 4], seats: 1, elected: '', tied: '1: p0 p1', because: 'all tied' },
    { votes: [3, 5, 4], seats: 1, elected: 'p1', tied: '', because: 'whatever order they come in' },
  ]) {
    const people = votes.map((each, index) => aStanding(`p${index}`, each))
    const taken = takeSeats(people, seats)
    t.equal(ids(taken.elected), elected, because)
    t.equal(taken.ties.map((tie) => `${tie.seats}: ${ids(tie.tied)}`).join(), tied, because)
  }
})

const isEnough = ({ for: votes }: Standing): boolean => votes > 50
const fill = (posts: readonly (readonly [Contest, readonly Standing[]])[], more: Partial<SeatRules> = {}) =>
  fillPosts(
    posts.map(([contest]) => contest),
    {
      ballots: { returned: 100, valid: 100, invalid: 0, blank: 0, invalidBy: {} },
      posts: posts.map(([{ id }, standings]) => ({ postId: id, standings })),
    },
    { isEnough, carriesDown: false, ...more },
  )

const chair = aContest('chair', 1, ['c1'])
const member = aContest('member', 2, ['m1', 'm2', 'm3'])

t.test('who is elected to two posts keeps the higher, and the next moves up', async (t) => {
  const members = [
    aStanding('writeIn:c1', 90, { personId: 'c1' }),
    aStanding('m1', 80),
    aStanding('m2', 70),
    aStanding('m3', 60),
  ]
  const [lower, higher] = fill([
    [member, members],
    [chair, [aStanding('c1', 60)]],
  ])
  t.equal(ids(higher?.elected ?? []), 'c1')
  t.equal(ids(lower?.elected ?? []), 'm1 m2', 'answers keep the order of the contests')
  t.equal(ids(lower?.electedHigher ?? []), 'writeIn:c1')
  const [again] = fill([
    [member, members],
    [chair, [aStanding('c1', 50)]],
  ])
  t.equal(ids(again?.elected ?? []), 'writeIn:c1 m1', 'not elected above: the lower post stands')
})

t.test('only those with enough votes are elected', async (t) => {
  const [only] = fill([[member, [aStanding('m1', 51), aStanding('m2', 50)]]])
  t.equal(ids(only?.elected ?? []), 'm1')
})

t.test('nothing can be decided on a post that was not counted', async (t) => {
  t.throws(() =>
    fillPosts(
      [chair],
      { ballots: { returned: 0, valid: 0, invalid: 0, blank: 0, invalidBy: {} }, posts: [] },
      { isEnough, carriesDown: false },
    ),
  )
})

t.test('a post reserved for a woman takes no man', async (t) => {
  const reserved = aContest('woman', 1, ['f1', 'x1'], { reservedForWoman: true })
  const man = aStanding('writeIn:c1', 90, { personId: 'c1', sex: 'male' })
  const [taken] = fill([[reserved, [man, aStanding('f1', 60, { sex: 'female' })]]])
  t.equal(ids(taken?.elected ?? []), 'f1')
  t.equal(taken?.seatsForWoman, 0)
  const [unknown] = fill([[reserved, [man, aStanding('x1', 55)]]])
  t.equal(ids(unknown?.elected ?? []), 'x1', 'a sex not recorded is checked before the result is confirmed')
  const [empty] = fill([[reserved, [man]]])
  t.equal(empty?.seatsForWoman, 1, 'the seat stays a woman’s')
})

t.test('a woman first: her seat before the votes of men', async (t) => {
  const m = (id: string, votes: number): Standing => aStanding(id, votes, { sex: 'male' })
  const f = (id: string, votes: number): Standing => aStanding(id, votes, { sex: 'female' })
  for (const { people, seats = 2, elected, tied, kept, because } of [
    {
      people: [m('a', 90), m('b', 80), f('x', 60)],
      elected: 'a x',
      tied: '',
      kept: 0,
      because: 'she displaces the last man',
    },
    {
      people: [m('a', 90), m('b', 80), f('x', 60), f('y', 55)],
      elected: 'a x',
      tied: '',
      kept: 0,
      because: 'one woman is enough',
    },
    {
      people: [m('a', 90), m('b', 80), f('x', 60), f('y', 60)],
      elected: 'a',
      tied: 'x y',
      kept: 0,
      because: 'two equal women',
    },
    {
      people: [m('a', 80), m('b', 80), f('x', 60)],
      elected: 'x',
      tied: 'a b',
      kept: 0,
      because: 'two equal men behind her',
    },
    { people: [m('a', 90), m('b', 80), f('x', 50)], elected: 'a', tied: '', kept: 1, because: 'no woman has enough' },
    { people: [m('a', 90)], elected: 'a', tied: '', kept: 1, because: 'an empty seat is hers' },
    {
      people: [m('a', 90), f('x', 60)],
      seats: 3,
      elected: 'a x',
      tied: '',
      kept: 0,
      because: 'she takes one seat only',
    },
    {
      people: [m('a', 90), f('x', 60), f('y', 60)],
      seats: 3,
      elected: 'a',
      tied: 'x y',
      kept: 0,
      because: 'two equal women are in one tie only',
    },
  ]) {
    const [taken] = fill([[{ ...member, seats }, people]], { womanFirstIn: 'member' })
    t.equal(ids(taken?.elected ?? []), elected, because)
    t.equal(ids(taken?.ties.flatMap((tie) => tie.tied) ?? []), tied, because)
    t.equal(taken?.seatsForWoman, kept, because)
  }
})

t.test('carried down: votes that elect nobody count for the lower post too', async (t) => {
  const viceChair = aContest('viceChair', 1, ['v1'])
  const here = (id: string, votes: number): Standing => aStanding(id, votes, { personId: 'p' })
  const carry = (more: Partial<SeatRules>, top: readonly Standing[] = [here('c', 40)]) =>
    fill(
      [
        [chair, top],
        [viceChair, [here('v', 5)]],
        [member, [here('m', 10), aStanding('m1', 52)]],
      ],
      more,
    ).map(({ elected, standings }) => `${ids(elected)} / ${standings.map((s) => `${s.id} ${s.for}`).join(' ')}`)
  t.same(carry({ carriesDown: true }), [' / c 40', ' / v 45', 'm m1 / m 55 m1 52'], 'from both posts above, each once')
  t.same(carry({}), [' / c 40', ' / v 5', 'm1 / m 10 m1 52'], 'only where the procedure has it')
  t.same(
    carry({ carriesDown: true }, [here('c', 51)]),
    ['c / c 51', ' / v 5', 'm1 / m1 52 m 15'],
    'votes that elected stay',
  )
  t.same(
    carry({ carriesDown: true }, [aStanding('d', 60), here('c', 40)])[2],
    'm m1 / m 55 m1 52',
    'though another is elected there',
  )
  const onPar = fill(
    [
      [member, [here('m', 40)]],
      [aContest('partTime', 1, []), [here('p', 15)]],
    ],
    { carriesDown: true },
  )
  t.equal(ids(onPar[1]?.elected ?? []), '', 'posts on a par give each other nothing')
  const tie = [here('c', 60), aStanding('d', 60)]
  t.same(carry({ carriesDown: true }, tie)[1], ' / v 5', 'votes under a tie may still elect')
  const [none] = fill([[member, [aStanding('m1', 60)]]], { carriesDown: true })
  t.notOk('carriedDown' in (none?.standings[0] ?? {}), 'nothing came down, nothing is said')
})
