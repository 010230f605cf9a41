import t from 'tap'
import type { Standing } from '../../src/rules/count.js'
import type { Contest, Sex } from '../../src/rules/post.js'
import type { Filling } from '../../src/rules/seats.js'
import { womansSeat } from '../../src/rules/womans-seat.js'
import { aContest, aStanding } from '../helpers/votes.js'

const isEnough = ({ for: votes }: Standing): boolean => votes > 50
const ranking = { womanSeat: 'ranking', womenMinimum: 1 } as const

function filling(contest: Contest, people: readonly (readonly [string, number, Sex?])[], elected: number): Filling {
  const standings = people.map(([id, votes, sex]) => aStanding(id, votes, { sex }))
  return {
    contest,
    standings,
    elected: standings.slice(0, elected),
    ties: [],
    electedHigher: [],
    barred: [],
    seatsForWoman: 0,
  }
}

const chairMan = filling(aContest('chair', 1, []), [['c1', 90, 'male']], 1)
const chairWoman = filling(aContest('chair', 1, []), [['c1', 90, 'female']], 1)
const member = aContest('member', 2, [])
const partTime = aContest('partTime', 1, [])
const twoMen = [
  ['m1', 90, 'male'],
  ['m2', 80, 'male'],
] as const

t.test('the ranking technique looks for a woman where none is elected', async (t) => {
  for (const { fillings, kind, postId, because } of [
    { fillings: [chairWoman, filling(member, twoMen, 2)], kind: 'settled', because: 'the chair is a woman' },
    {
      fillings: [chairMan, filling(member, [...twoMen.slice(0, 1), ['f1', 80, 'female']], 2)],
      kind: 'settled',
      because: 'a member is a woman by votes alone',
    },
    {
      fillings: [
        chairMan,
        filling(
          member,
          [
            ['m1', 90, 'male'],
            ['x1', 80],
          ],
          2,
        ),
      ],
      kind: 'unknown',
      because: 'the sex of one elected is not recorded',
    },
    {
      fillings: [chairMan, filling(member, [...twoMen, ['f1', 70, 'female']], 2)],
      kind: 'womanFirst',
      postId: 'member',
      because: 'a woman with enough votes is outvoted',
    },
    {
      fillings: [
        chairMan,
        filling(member, [...twoMen, ['f1', 60, 'female']], 2),
        filling(
          partTime,
          [
            ['p1', 90, 'male'],
            ['f2', 70, 'female'],
          ],
          1,
        ),
      ],
      kind: 'womanFirst',
      postId: 'partTime',
      because: 'the woman of most votes stands there',
    },
    {
      fillings: [
        chairMan,
        filling(member, [...twoMen, ['f1', 70, 'female']], 2),
        filling(partTime, [['p1', 40, 'male']], 0),
      ],
      kind: 'womanFirst',
      postId: 'member',
      because: 'where she stands, though another post has a seat left',
    },
    {
      fillings: [
        chairMan,
        filling(member, [...twoMen, ['f1', 50, 'female']], 2),
        filling(partTime, [['p1', 50, 'male']], 0),
      ],
      kind: 'womanFirst',
      postId: 'partTime',
      because: 'no woman has enough votes: the empty seat is kept',
    },
    {
      fillings: [chairMan, filling(member, [['m1', 90, 'male']], 1), filling(partTime, [['p1', 70, 'male']], 1)],
      kind: 'womanFirst',
      postId: 'member',
      because: 'the empty seat is kept, in whichever post it is',
    },
    {
      fillings: [chairMan, filling(member, twoMen, 2), filling(partTime, [['p1', 70, 'male']], 1)],
      kind: 'womanFirst',
      postId: 'partTime',
      because: 'no woman and no empty seat: one of the last post is kept',
    },
    { fillings: [chairMan], kind: 'settled', because: 'no member is voted on' },
    {
      fillings: [
        chairMan,
        filling(aContest('f', 1, [], { reservedForWoman: true }), [], 0),
        filling(member, twoMen, 2),
      ],
      kind: 'settled',
      because: 'the ballot has a line for her',
    },
  ] as const) {
    t.same(
      womansSeat(fillings, isEnough, ranking),
      postId === undefined ? { kind } : { kind, postId, seats: 1 },
      because,
    )
  }
})

t.test('the separate line and a set without a minimum ask nothing here', async (t) => {
  const men = [chairMan, filling(member, twoMen, 2)]
  t.same(womansSeat(men, isEnough, { womanSeat: 'separateLine', womenMinimum: 1 }), { kind: 'settled' })
  t.same(womansSeat(men, isEnough, { womanSeat: 'ranking', womenMinimum: 0 }), { kind: 'settled' })
})

t.test('where more women are asked for, so many seats go to women', async (t) => {
  const people = [
    ['m1', 90, 'male'],
    ['f1', 85, 'female'],
    ['m2', 80, 'male'],
    ['f2', 70, 'female'],
  ] as const
  const two = { womanSeat: 'ranking', womenMinimum: 2 } as const
  const three = aContest('member', 3, [])
  t.same(
    womansSeat([chairMan, filling(three, people, 3)], isEnough, two),
    { kind: 'womanFirst', postId: 'member', seats: 2 },
    'the one elected and one more',
  )
  t.same(womansSeat([chairWoman, filling(three, people, 3)], isEnough, two), { kind: 'settled' }, 'the chair is one')
  t.same(
    womansSeat([chairMan, filling(aContest('member', 1, []), people, 1)], isEnough, two),
    { kind: 'womanFirst', postId: 'member', seats: 1 },
    'never more than the seats',
  )
})

t.test('a woman who could not sit is not the one to come first', async (t) => {
  const barred = (standing: Standing): boolean => isEnough(standing) && standing.id !== 'f1'
  const fillings = [
    chairMan,
    filling(member, [...twoMen, ['f1', 70, 'female']], 2),
    filling(
      partTime,
      [
        ['p1', 90, 'male'],
        ['f2', 60, 'female'],
      ],
      1,
    ),
  ]
  t.match(womansSeat(fillings, isEnough, ranking), { postId: 'member' })
  const thirdMan = filling(member, [...twoMen, ['m3', 75, 'male']], 2)
  t.match(
    womansSeat([chairMan, thirdMan, ...fillings.slice(2)], isEnough, ranking),
    { postId: 'partTime' },
    'nor a man',
  )
  t.match(womansSeat(fillings, barred, ranking), { postId: 'partTime' })
})

t.test('in a by-election the women in office count, but not twice', async (t) => {
  const man = filling(aContest('member', 1, []), [['m1', 90, 'male']], 1)
  const woman = { ...man, standings: [...man.standings, aStanding('f1', 60, { sex: 'female' })] }
  const kind = (fillings: readonly Filling[], inOffice: Parameters<typeof womansSeat>[3]) =>
    womansSeat(fillings, isEnough, ranking, inOffice).kind
  t.equal(kind([woman], []), 'womanFirst')
  t.equal(kind([woman], [{ personId: 'x', sex: 'male' }]), 'womanFirst')
  t.equal(kind([woman], [{ personId: 'x', sex: 'female' }]), 'settled', 'a woman sits')
  t.equal(kind([woman], [{ personId: 'x' }]), 'unknown', 'nobody knows')
  const moved = filling(aContest('chair', 1, []), [['f1', 90, 'female']], 1)
  const two = { womanSeat: 'ranking', womenMinimum: 2 } as const
  t.equal(womansSeat([moved, woman], isEnough, two, [{ personId: 'f1', sex: 'female' }]).kind, 'womanFirst')
})
