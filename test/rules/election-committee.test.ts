import t from 'tap'
import {
  type CommitteeMember,
  checkElectionCommittee,
  checkLeaving,
  membersWhoMustLeave,
  successors,
} from '../../src/rules/election-committee.js'
import type { Kinship } from '../../src/rules/kinship.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { inFull } from '../helpers/findings.js'

const committee = (size: number): CommitteeMember[] =>
  Array.from({ length: size }, (_, i) => ({ id: i + 1, name: `成员${i + 1}`, position: i === 0 ? 'chair' : 'member' }))
const codes = (members: CommitteeMember[]) => checkElectionCommittee(members, national2026).map(({ code }) => code)

t.test('five to nine members, better an odd number', async (t) => {
  for (const { size, expected, because } of [
    { size: 5, expected: [], because: 'five' },
    { size: 9, expected: [], because: 'nine' },
    { size: 6, expected: ['election-committee-even'], because: 'six is even' },
    { size: 3, expected: ['election-committee-size'], because: 'three are few' },
    { size: 4, expected: ['election-committee-size', 'election-committee-even'], because: 'few and even' },
    { size: 11, expected: ['election-committee-size'], because: 'eleven are many' },
  ]) {
    t.same(codes(committee(size)), expected, because)
  }
  t.ok(
    checkElectionCommittee(committee(4), national2026).every(({ severity }) => severity === 'warning'),
    'the law gives no number, so it only warns',
  )
})

t.test('one chair, nobody twice', async (t) => {
  const five = committee(5)
  t.same(codes(five.map((member) => ({ ...member, position: 'member' as const }))), ['election-committee-chair'])
  t.same(codes(five.map((member) => ({ ...member, position: 'chair' as const }))), ['election-committee-chair'])
  t.match(checkElectionCommittee([...five.slice(0, 4), { id: 2, name: '成员2', position: 'member' }], national2026), [
    { code: 'election-committee-duplicate', severity: 'error', message: '成员2在名单中出现两次以上。' },
  ])
})

const kinships: Kinship[] = [{ between: [20, 2], relation: 'sibling' }]

t.test('who is nominated, or has a close relative nominated, leaves', async (t) => {
  const members = committee(5)
  t.same(membersWhoMustLeave(members, [], kinships), [], 'nobody nominated')
  t.same(membersWhoMustLeave(members, [{ id: 30, name: '陈明' }], kinships), [], 'a stranger nominated')
  t.same(
    membersWhoMustLeave(
      members,
      [
        { id: 30, name: '陈明' },
        { id: 20, name: '李明' },
        { id: 3, name: '成员3' },
      ],
      kinships,
    ),
    [
      { memberId: 2, because: 20, reason: '成员2的近亲属李明（兄弟姐妹）被提名为候选人' },
      { memberId: 3, because: 3, reason: '成员3被提名为候选人' },
    ],
  )
  t.match(checkLeaving(members, [{ id: 3, name: '成员3' }], kinships), [
    {
      code: 'election-committee-member-must-leave',
      severity: 'error',
      fields: ['3'],
      message: '成员3被提名为候选人，应当退出居民选举委员会。',
      article: '《城市居民委员会组织法》第十五条',
    },
  ])
  t.same(
    membersWhoMustLeave(
      members,
      [
        { id: 2, name: '成员2' },
        { id: 20, name: '李明' },
      ],
      kinships,
    ).length,
    1,
    'once, even on two grounds',
  )
})

t.test('the next of the ranking follow, passing over who may not sit', async (t) => {
  const reserves = [
    { id: 20, name: '李明' },
    { id: 2, name: '李华' },
    { id: 12, name: '陈明' },
    { id: 13, name: '王芳' },
  ]
  const nominees = [{ id: 20, name: '李明' }]
  t.same(
    successors(reserves, 1, nominees, kinships),
    [{ id: 12, name: '陈明' }],
    'the nominee and a sibling passed over',
  )
  t.same(successors(reserves, 1, [], kinships), [{ id: 20, name: '李明' }], 'the first of the ranking')
  t.equal(successors(reserves, 5, nominees, kinships).length, 2, 'the ranking is used up')
  t.same(successors(reserves, 0, nominees, kinships), [])
})

t.test('every finding in full', async (t) => {
  const four = committee(3).map((member) => ({ ...member, position: 'member' as const }))
  t.same(inFull(checkElectionCommittee([...four, { id: 2, name: '成员2', position: 'member' }], national2026)), [
    'error election-committee-duplicate [members]: 成员2在名单中出现两次以上。',
    'warning election-committee-size [members]: 居民选举委员会一般由5至9人组成：现有4人。（法律未规定，系统默认）',
    'warning election-committee-even [members]: 居民选举委员会人数宜为单数，便于表决：现有4人。（法律未规定，系统默认）',
    'error election-committee-chair [members]: 居民选举委员会设主任1名：现有0名。（《城市居民委员会组织法》第十五条）',
  ])
})
