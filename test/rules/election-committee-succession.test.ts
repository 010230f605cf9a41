import fc from 'fast-check'
import t from 'tap'
import {
  committeeChange,
  presiding,
  type RankedMember,
  succession,
} from '../../src/rules/election-committee-succession.js'
import type { Kinship } from '../../src/rules/kinship.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { zhejiang2020 } from '../../src/rules/rule-sets/zhejiang-2020.js'

const reserves = [
  { id: 12, name: '陈明', votes: 20 },
  { id: 20, name: '李明', votes: 24 },
  { id: 2, name: '李华', votes: 22 },
  { id: 13, name: '王芳', votes: 18 },
  { id: 14, name: '赵敏', votes: 18 },
]
const nominees = [{ id: 20, name: '李明' }]
const kinships: Kinship[] = [{ between: [20, 2], relation: 'sibling' }]
const follow = (vacancies: number, of = reserves) => {
  const { successors, tied, placesForTied, unfilled } = succession(of, vacancies, nominees, kinships, national2026)
  const names = (people: typeof reserves | readonly { name: string }[]) => people.map(({ name }) => name)
  return { successors: names(successors), tied: names(tied), placesForTied, unfilled }
}

t.test('the next of the ranking follow, passing over who may not sit', async (t) => {
  for (const { vacancies, expected, because } of [
    { vacancies: 0, expected: { successors: [], tied: [], placesForTied: 0, unfilled: 0 }, because: 'nobody left' },
    {
      vacancies: 1,
      expected: { successors: ['陈明'], tied: [], placesForTied: 0, unfilled: 0 },
      because: 'the nominee and a sibling passed over',
    },
    {
      vacancies: 2,
      expected: { successors: ['陈明'], tied: ['王芳', '赵敏'], placesForTied: 1, unfilled: 0 },
      because: 'two of equal votes for one place',
    },
    {
      vacancies: 3,
      expected: { successors: ['陈明', '王芳', '赵敏'], tied: [], placesForTied: 0, unfilled: 0 },
      because: 'equal votes do not matter where both have a place',
    },
    {
      vacancies: 4,
      expected: { successors: ['陈明', '王芳', '赵敏'], tied: [], placesForTied: 0, unfilled: 1 },
      because: 'the ranking is used up',
    },
  ]) {
    t.same(follow(vacancies), expected, because)
  }
})

t.test('each decision has its sentence', async (t) => {
  t.same(succession(reserves, 2, nominees, kinships, national2026).explanation, [
    '李明被提名为候选人，不能递补。',
    '李华的近亲属李明（兄弟姐妹）被提名为候选人，不能递补。',
    '按推选时得票多少依次递补：陈明，得20票（《城市居民委员会组织法》第十五条）。',
    '王芳、赵敏各得18票，只缺1名，由原推选会议在其中确定。',
  ])
  t.same(succession([], 2, [], [], zhejiang2020).explanation, [
    '递补后仍缺2名，另行推选（参照2025年修订的《城市居民委员会组织法》第十五条）。',
  ])
  t.same(succession(reserves, 0, [], [], national2026).explanation, [])
})

const member = (id: number, position: RankedMember['position'], votes: number): RankedMember => {
  return { id, name: `成员${id}`, position, votes }
}

t.test('who chairs when the chair has left', async (t) => {
  const chair = member(1, 'chair', 30)
  const vices = [member(2, 'viceChair', 25), member(3, 'viceChair', 28)]
  t.match(presiding([chair, ...vices]), { kind: 'chair', id: 1, sentence: '成员1继续担任主任。' })
  t.match(presiding(vices), {
    kind: 'viceChair',
    id: 3,
    sentence: '主任已退出，由副主任成员3（推选得28票）主持，直到原推选会议确定主任。',
  })
  t.match(presiding([member(2, 'viceChair', 28), member(3, 'viceChair', 28), member(4, 'viceChair', 27)]), {
    kind: 'choose',
    among: [2, 3],
    sentence: /成员2、成员3推选得票相等/,
  })
  t.same(presiding([member(4, 'member', 20), member(5, 'member', 30)]), {
    kind: 'choose',
    among: [4, 5],
    sentence: '主任已退出，又没有副主任，由成员推选一人主持，并由原推选会议确定主任。',
  })
})

t.test('a change of the committee as a whole, for the notice', async (t) => {
  const members = [
    member(1, 'chair', 30),
    member(2, 'viceChair', 28),
    member(3, 'member', 27),
    member(4, 'member', 26),
    member(5, 'member', 25),
  ]
  const change = committeeChange(members, reserves, [{ id: 1, name: '成员1' }], [], national2026)
  t.match(change, {
    left: [{ memberId: 1, reason: '成员1被提名为候选人' }],
    successors: [{ name: '李明', votes: 24 }],
    presiding: { kind: 'viceChair', id: 2 },
    findings: [{ code: 'election-committee-chair', severity: 'error' }],
  })
  t.same(
    change.members.map(({ id, position }) => [id, position]),
    [
      [2, 'viceChair'],
      [3, 'member'],
      [4, 'member'],
      [5, 'member'],
      [20, 'member'],
    ],
    'the successor comes in as a member',
  )
  const none = committeeChange(members, reserves, [{ id: 99, name: '别人' }], [], national2026)
  t.same(none.members, members)
  t.same([none.left, none.successors, none.findings], [[], [], []])
})

const ranking = fc.uniqueArray(fc.record({ id: fc.nat({ max: 30 }), votes: fc.nat({ max: 5 }) }), {
  selector: ({ id }) => id,
})

t.test('every vacancy is filled, tied over or left, and nobody passes somebody of more votes', async () => {
  fc.assert(
    fc.property(ranking, fc.nat({ max: 12 }), (people, vacancies) => {
      const named = people.map((person) => ({ ...person, name: `人${person.id}` }))
      const found = succession(named, vacancies, [{ id: 3, name: '人3' }], [], national2026)
      const { successors, tied, placesForTied, unfilled } = found
      const taken = new Set([...successors, ...tied].map(({ id }) => id))
      const left = named.filter(({ id }) => id !== 3 && !taken.has(id))
      const least = Math.min(...[...successors, ...tied].map(({ votes }) => votes))
      return (
        successors.length + placesForTied + unfilled === vacancies &&
        (tied.length === 0 || tied.length > placesForTied) &&
        !taken.has(3) &&
        left.every(({ votes }) => votes < least || vacancies === 0)
      )
    }),
  )
})
