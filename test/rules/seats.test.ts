import t from 'tap'
import type { Standing } from '../../src/rules/count.js'
import type { Contest } from '../../src/rules/post.js'
import { relativesOf } from '../../src/rules/relatives.js'
import { fillPosts, type SeatRules } from '../../src/rules/seats.js'
import { aContest, aStanding, nothingTold } from '../helpers/votes.js'

const ids = (people: readonly { id: string }[]): string => people.map(({ id }) => String(id)).join(' ')

const isEnough = ({ for: votes }: Standing): boolean => votes > 50
const fill = (posts: readonly (readonly [Contest, readonly Standing[]])[], more: Partial<SeatRules> = {}) =>
  fillPosts(
    posts.map(([contest]) => contest),
    {
      ballots: { returned: 100, valid: 100, invalid: 0, blank: 0, invalidBy: {} },
      posts: posts.map(([{ id }, standings]) => ({ postId: id, standings })),
    },
    { ...nothingTold, round: 'first', isEnough, carriesDown: false, ...more },
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
      { ...nothingTold, round: 'first', isEnough, carriesDown: false },
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
    const [taken] = fill([[{ ...member, seats }, people]], { womenFirstIn: { postId: 'member', seats: 1 } })
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

const brothers = (...pairs: (readonly [string, string])[]) =>
  relativesOf(
    pairs.map((between) => ({ between, relation: 'sibling' })),
    { closeRelatives: 'civilCode' },
  )

t.test('relatives never sit together: the higher post stays, the place below goes on', async (t) => {
  const members = [aStanding('m1', 90), aStanding('m2', 80), aStanding('m3', 70)]
  const posts = [
    [chair, [aStanding('c1', 60)]],
    [member, members],
  ] as const
  const [, lower] = fill(posts, { relatives: brothers(['c1', 'm1']) })
  t.equal(ids(lower?.elected ?? []), 'm2 m3')
  t.match(lower?.barred, [{ person: { id: 'm1' }, bar: { of: { name: 'c1', keepsBy: 'higherPost' } } }])
  const [, nobody] = fill([[chair, [aStanding('c1', 50)]], posts[1]], { relatives: brothers(['c1', 'm1']) })
  t.equal(ids(nobody?.elected ?? []), 'm1 m2', 'not elected above, nobody is in the way')
  const [, chain] = fill(posts, { relatives: brothers(['c1', 'm1'], ['m1', 'm2']) })
  t.equal(ids(chain?.elected ?? []), 'm2 m3', 'a chain of three: its middle out, its ends in')
  const [, tied] = fill([[chair, [aStanding('c1', 60), aStanding('c2', 60)]], posts[1]], {
    relatives: brothers(['c1', 'm1']),
  })
  t.equal(ids(tied?.elected ?? []), 'm1 m2', 'a tie above is not elected yet; whoever wins it goes before')
})

t.test('of relatives for two posts as high the one of more votes stays', async (t) => {
  const partTime = aContest('partTime', 1, ['p1', 'p2'])
  const elected = (memberVotes: readonly (readonly [string, number])[], p: readonly (readonly [string, number])[]) =>
    fill(
      [
        [member, memberVotes.map(([id, votes]) => aStanding(id, votes))],
        [partTime, p.map(([id, votes]) => aStanding(id, votes))],
      ],
      { relatives: brothers(['m1', 'p1'], ['m2', 'p2']) },
    )
  for (const { m, p, seated, because } of [
    {
      m: [
        ['m1', 80],
        ['m3', 70],
        ['m2', 60],
      ],
      p: [
        ['p1', 90],
        ['p2', 55],
      ],
      seated: ['m3 m2', 'p1'],
      because: 'more votes for the post listed later',
    },
    {
      m: [
        ['m1', 95],
        ['m3', 70],
      ],
      p: [
        ['p1', 90],
        ['p2', 55],
      ],
      seated: ['m1 m3', 'p2'],
      because: 'the next takes the place',
    },
    {
      m: [
        ['m1', 95],
        ['m2', 70],
      ],
      p: [
        ['p1', 90],
        ['p2', 55],
      ],
      seated: ['m1 m2', ''],
      because: 'the next is a relative of another',
    },
    { m: [['m1', 90]], p: [['p1', 90]], seated: ['m1', ''], because: 'equal: the post listed first' },
  ] as const) {
    t.same(
      elected(m, p).map((filling) => ids(filling.elected)),
      seated,
      because,
    )
  }
  const [, out] = elected([['m1', 90]], [['p1', 80]])
  t.match(out?.barred, [{ bar: { kind: 'relative', of: { name: 'm1', keepsBy: 'votes', votes: 90 } } }])
})

t.test('a relative of more votes for a post as high keeps out of a tie, too', async (t) => {
  const partTime = aContest('partTime', 1, ['p1'])
  const filled = (votesOfP1: number) =>
    fill(
      [
        [member, [aStanding('m1', 60), aStanding('m2', 60), aStanding('m3', 60)]],
        [partTime, [aStanding('p1', votesOfP1)]],
      ],
      { relatives: brothers(['m1', 'p1']) },
    )[0]
  t.equal(ids(filled(70)?.elected ?? []), 'm2 m3')
  t.equal(ids(filled(60)?.elected ?? []), 'm2 m3', 'of as many too: who is tied keeps nobody out yet')
  t.equal(ids(filled(55)?.ties.flatMap(({ tied }) => tied) ?? []), 'm1 m2 m3', 'of fewer votes p1 may have to give way')
})

t.test('a run-off knows by its post that seats are kept for women', async (t) => {
  const kept = aContest('member', 2, [], { seatsForWomen: 1 })
  const m = (id: string, votes: number): Standing => aStanding(id, votes, { sex: 'male' })
  const [filled] = fill([[kept, [m('a', 90), m('b', 80), aStanding('x', 60, { sex: 'female' })]]])
  t.equal(ids(filled?.elected ?? []), 'a x')
  const [none] = fill([[kept, [m('a', 90), m('b', 80)]]])
  t.equal(ids(none?.elected ?? []), 'a')
  t.equal(none?.seatsForWoman, 1)
  const [all] = fill([[aContest('member', 1, [], { seatsForWomen: 2 }), [m('a', 90)]]])
  t.equal(all?.seatsForWoman, 1, 'never more than the seats')
})
