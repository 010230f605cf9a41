import fc from 'fast-check'
import t from 'tap'
import type { CommitteeMember } from '../../src/rules/election-committee.js'
import { checkLeaving, membersWhoMustLeave, type StandingNominee } from '../../src/rules/election-committee-leaving.js'
import type { Kinship } from '../../src/rules/kinship.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { sichuan2026 } from '../../src/rules/rule-sets/sichuan-2026.js'
import { zhejiang2012 } from '../../src/rules/rule-sets/zhejiang-2012.js'

const members: CommitteeMember[] = [1, 2, 3, 4, 5].map((id) => {
  return { id, name: `成员${id}`, position: id === 1 ? 'chair' : 'member' }
})
const brothers: Kinship[] = [{ between: [20, 2], relation: 'sibling' }]
const stranger = { id: 30, name: '陈明' }
const brother = { id: 20, name: '李明' }

t.test('who is nominated, or has a close relative nominated, leaves', async (t) => {
  t.same(membersWhoMustLeave(members, [], brothers, national2026), [], 'nobody nominated')
  t.same(membersWhoMustLeave(members, [stranger], brothers, national2026), [], 'a stranger nominated')
  t.same(membersWhoMustLeave(members, [stranger, brother, { id: 3, name: '成员3' }], brothers, national2026), [
    { memberId: 2, name: '成员2', because: 20, reason: '成员2的近亲属李明（兄弟姐妹）被提名为候选人' },
    { memberId: 3, name: '成员3', because: 3, reason: '成员3被提名为候选人' },
  ])
  t.match(
    membersWhoMustLeave(members, [brother, { id: 2, name: '成员2' }], brothers, national2026),
    [{ memberId: 2, because: 2 }],
    'once, even on two grounds, the own one first',
  )
})

t.test('the error says since when, and by which article of which law', async (t) => {
  const nominee = { id: 3, name: '成员3', nominatedOn: '2027-05-01', consentedOn: '2027-05-03' } as const
  t.match(checkLeaving(members, [nominee], [], national2026), [
    {
      code: 'election-committee-member-must-leave',
      severity: 'error',
      fields: ['3'],
      message: '成员3被提名为候选人，应当自2027年5月1日起退出居民选举委员会。',
      article: '《城市居民委员会组织法》第十五条',
    },
  ])
  t.match(checkLeaving(members, [nominee], [], sichuan2026), [
    {
      message: '成员3接受提名为候选人，应当自2027年5月3日起退出居民选举委员会。',
      article: '《四川省城市居民委员会选举条例》第十四条',
    },
  ])
  t.match(checkLeaving(members, [{ id: 3, name: '成员3' }], [], zhejiang2012), [
    { message: '成员3被提名为候选人，应当退出居民选举委员会。', article: '参照《浙江省村民委员会选举办法》第九条' },
  ])
})

t.test('where leaving waits for the consent, the nomination alone draws a warning', async (t) => {
  for (const consentedOn of [null, undefined]) {
    const nominee: StandingNominee = { ...brother, nominatedOn: '2027-05-01', consentedOn }
    t.same(membersWhoMustLeave(members, [nominee], brothers, sichuan2026), [])
    t.match(checkLeaving(members, [nominee], brothers, sichuan2026), [
      {
        code: 'election-committee-member-may-have-to-leave',
        severity: 'warning',
        fields: ['2'],
        message:
          '成员2的近亲属李明（兄弟姐妹）被提名为候选人，还没有表示是否接受；一经接受，成员2应当退出居民选举委员会。',
      },
    ])
  }
  const both = [{ ...brother, consentedOn: '2027-05-03' } as const, { id: 2, name: '成员2' }]
  const told = (nominees: readonly StandingNominee[]) =>
    checkLeaving(members, nominees, brothers, sichuan2026).map(({ severity, fields }) => `${severity} ${fields.join()}`)
  t.same(told(both), ['error 2'], 'who must leave is not warned')
  const another = { id: 3, name: '成员3', consentedOn: '2027-05-03' } as const
  t.same(told([brother, another]), ['error 3', 'warning 2'], 'one who must, another who may have to')
})

t.test('relations that only follow are seen, in-laws and the wider circle of the Code are not', async (t) => {
  const family: Kinship[] = [
    { between: ['mother', 2], relation: 'parentChild' },
    { between: ['mother', 20], relation: 'parentChild' },
    { between: [3, 'wife'], relation: 'spouse' },
    { between: ['wife', 30], relation: 'sibling' },
    { between: [4, 'son'], relation: 'parentChild' },
    { between: ['son', 40], relation: 'parentChild' },
  ]
  const nominees = [brother, stranger, { id: 40, name: '周小宝' }]
  const who = (ruleSet = national2026) =>
    membersWhoMustLeave(members, nominees, family, ruleSet).map(({ memberId }) => memberId)
  t.same(who(), [2, 4], 'a brother through the mother, a grandson; not the brother-in-law')
  t.same(who(zhejiang2012), [2], 'the village method knows no grandchildren here')
})

const ids = fc.uniqueArray(fc.nat({ max: 12 }), { maxLength: 6 })

t.test('one more nominee never lets a member stay who had to leave', async () => {
  const kinships = fc.array(
    fc.record({
      between: fc.tuple(fc.nat({ max: 12 }), fc.nat({ max: 12 })),
      relation: fc.constantFrom('spouse' as const, 'parentChild' as const, 'sibling' as const),
    }),
  )
  const leave = (nominees: readonly number[], related: readonly Kinship[]) => {
    const people = nominees.map((id) => ({ id, name: `候选人${id}` }))
    return new Set(membersWhoMustLeave(members, people, related, national2026).map(({ memberId }) => memberId))
  }
  fc.assert(
    fc.property(ids, fc.nat({ max: 12 }), kinships, (nominees, one, related) => {
      const more = leave([...nominees, one], related)
      return [...leave(nominees, related)].every((id) => more.has(id))
    }),
  )
})
