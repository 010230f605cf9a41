import t from 'tap'
import type { Kinship } from '../../src/rules/kinship.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { zhejiang2012 } from '../../src/rules/rule-sets/zhejiang-2012.js'
import { checkSupervision, type Supervisor } from '../../src/rules/supervision-committee.js'

const members = [
  { personId: '1', name: '王伟' },
  { personId: '2', name: '李秀英' },
]
const chair: Supervisor = { personId: '11', name: '罗志明', position: 'chair' }
const member: Supervisor = { personId: '12', name: '徐小红', position: 'member' }
const is = (a: string, relation: Kinship['relation'], b: string): Kinship => ({ between: [a, b], relation })

t.test('members of the residents’ committee and their close relatives cannot supervise it', async (t) => {
  for (const { supervisors, kinships, codes, because } of [
    { supervisors: [chair, member], kinships: [], codes: [], because: 'strangers' },
    { supervisors: [chair, { ...member, personId: '2' }], kinships: [], codes: ['supervisor-is-member'], because: '' },
    { supervisors: [chair, chair], kinships: [], codes: ['supervisor-twice', 'supervision-chair'], because: 'twice' },
    {
      supervisors: [chair, member],
      kinships: [is('12', 'spouse', '1')],
      codes: ['supervisor-is-relative'],
      because: 'the wife of the chair',
    },
    {
      supervisors: [chair, member],
      kinships: [is('12', 'spouse', '1'), is('2', 'sibling', '12')],
      codes: ['supervisor-is-relative', 'supervisor-is-relative'],
      because: 'of two members',
    },
    { supervisors: [chair, member], kinships: [is('11', 'sibling', '12')], codes: [], because: 'among themselves' },
    { supervisors: [member], kinships: [], codes: ['supervision-chair'], because: 'nobody leads' },
  ] as const)
    t.strictSame(
      checkSupervision(supervisors, members, kinships, national2026).map(({ code }) => code),
      codes,
      because,
    )
  const grandchild = [is('1', 'grandparentGrandchild', '12')]
  t.equal(checkSupervision([chair, member], members, grandchild, national2026).length, 1, 'the Civil Code counts them')
  t.equal(checkSupervision([chair, member], members, grandchild, zhejiang2012).length, 0, 'the village method does not')
})

t.test('each finding stands at its place in the list and says why', async (t) => {
  const [finding] = checkSupervision([chair, member], members, [is('1', 'parentChild', '12')], national2026)
  t.match(finding, {
    fields: ['members.1.voterNumber'],
    message: '徐小红与居民委员会成员王伟是父母子女，不能担任居务监督委员会成员。',
    article: '《城市居民委员会组织法》第三十六条',
  })
  t.match(
    checkSupervision([{ ...chair }, { ...member, position: 'chair' }], members, [], national2026).map(
      ({ message }) => message,
    ),
    ['主任只能有一名。'],
  )
})
