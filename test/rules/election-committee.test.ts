import t from 'tap'
import { type CommitteeMember, checkAbsences, checkElectionCommittee } from '../../src/rules/election-committee.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { sichuan2026 } from '../../src/rules/rule-sets/sichuan-2026.js'
import { zhejiang2012 } from '../../src/rules/rule-sets/zhejiang-2012.js'
import { inFull } from '../helpers/findings.js'

const committee = (size: number): CommitteeMember[] =>
  Array.from({ length: size }, (_, i) => ({ id: i + 1, name: `成员${i + 1}`, position: i === 0 ? 'chair' : 'member' }))
const codes = (members: CommitteeMember[], ruleSet = national2026) =>
  checkElectionCommittee(members, ruleSet).map(({ code }) => code)

t.test('five to nine members, better an odd number', async (t) => {
  for (const { size, expected, because } of [
    { size: 5, expected: [], because: 'five' },
    { size: 9, expected: [], because: 'nine' },
    { size: 6, expected: ['election-committee-even'], because: 'six is even' },
    { size: 3, expected: ['election-committee-size'], because: 'three are few' },
    { size: 4, expected: ['election-committee-size', 'election-committee-even'], because: 'few and even' },
    { size: 10, expected: ['election-committee-size', 'election-committee-even'], because: 'ten are many' },
    { size: 11, expected: ['election-committee-size'], because: 'eleven are many' },
  ]) {
    t.same(codes(committee(size)), expected, because)
  }
  t.ok(
    checkElectionCommittee(committee(4), national2026).every(({ severity }) => severity === 'warning'),
    'the law gives no number, so it only warns',
  )
  t.match(checkElectionCommittee(committee(2), sichuan2026), [
    { code: 'election-committee-size', severity: 'error', message: '居民选举委员会一般由3至9人组成：现有2人。' },
    { code: 'election-committee-even', severity: 'warning' },
  ])
  t.same(codes(committee(6), { ...national2026, electionCommitteeOdd: false }), [], 'where the set does not ask')
})

t.test('one chair, nobody twice', async (t) => {
  const five = committee(5)
  t.same(codes(five.map((member) => ({ ...member, position: 'member' as const }))), ['election-committee-chair'])
  t.same(codes(five.map((member) => ({ ...member, position: 'chair' as const }))), ['election-committee-chair'])
  t.match(checkElectionCommittee([...five.slice(0, 4), { id: 2, name: '成员2', position: 'member' }], national2026), [
    { code: 'election-committee-duplicate', severity: 'error', message: '成员2在名单中出现两次以上。' },
  ])
  const members = five.map((member) => ({ ...member, position: 'member' as const }))
  t.match(checkElectionCommittee(members, zhejiang2012), [
    { article: '参照2025年修订的《城市居民委员会组织法》第十五条', message: '居民选举委员会设主任1名：现有0名。' },
  ])
})

t.test('who stays away without reason counts as having left', async (t) => {
  const absent = (...meetings: ('present' | 'excused' | 'absent')[]) => ({ id: 7, name: '吴桂英', meetings })
  for (const { meetings, ruleSet, found, because } of [
    { meetings: [], ruleSet: national2026, found: 0, because: 'no meeting yet' },
    { meetings: ['absent'], ruleSet: national2026, found: 0, because: 'once' },
    { meetings: ['absent', 'absent'], ruleSet: national2026, found: 1, because: 'exactly twice in a row' },
    { meetings: ['absent', 'present', 'absent'], ruleSet: national2026, found: 0, because: 'not in a row' },
    { meetings: ['absent', 'excused', 'absent'], ruleSet: national2026, found: 1, because: 'an excuse is no presence' },
    { meetings: ['excused', 'excused'], ruleSet: national2026, found: 0, because: 'with reason' },
    { meetings: ['absent', 'absent', 'present'], ruleSet: national2026, found: 1, because: 'coming back is too late' },
    { meetings: ['absent', 'absent'], ruleSet: sichuan2026, found: 0, because: 'Sichuan waits for the third' },
    { meetings: ['absent', 'absent', 'absent'], ruleSet: sichuan2026, found: 1, because: 'which ends it' },
  ] as const) {
    t.equal(checkAbsences([absent(...meetings)], ruleSet).length, found, because)
  }
  t.match(checkAbsences([absent('absent', 'absent', 'absent')], sichuan2026), [
    {
      code: 'election-committee-member-absent',
      severity: 'error',
      fields: ['7'],
      message: '吴桂英无正当理由连续3次没有参加居民选举委员会会议，达到3次，视为退出。',
      article: '《四川省城市居民委员会选举条例》第十四条',
    },
  ])
  t.match(checkAbsences([absent('absent', 'absent')], zhejiang2012), [{ severity: 'warning' }])
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
