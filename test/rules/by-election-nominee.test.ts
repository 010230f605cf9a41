import t from 'tap'
import {
  checkByElectionNominee,
  checkRelativesInOffice,
  type TiesToCommittee,
} from '../../src/rules/by-election-nominee.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'

const chair = { title: '主任', position: 'chair' } as const
const viceChair = { title: '副主任', position: 'viceChair' } as const
const member = { title: '委员', position: 'member' } as const
const forWoman = { title: '妇女委员', position: 'member' } as const

t.test('a member stands for no post as high as the one held, and may for a higher one', async (t) => {
  for (const { held, post, codes } of [
    { held: undefined, post: member, codes: [] },
    { held: member, post: member, codes: ['sitting-member-nominated'] },
    { held: member, post: forWoman, codes: ['sitting-member-nominated'] },
    { held: chair, post: member, codes: ['sitting-member-nominated'] },
    { held: viceChair, post: member, codes: ['sitting-member-nominated'] },
    { held: viceChair, post: chair, codes: ['sitting-member-moves-up'] },
    { held: member, post: chair, codes: ['sitting-member-moves-up'] },
  ] as const) {
    const found = checkByElectionNominee({ name: '王伟', ...(held ? { held } : {}) }, post, zhejiang2026)
    t.strictSame(
      found.map(({ code }) => code),
      codes,
      `${held?.title ?? 'nobody'} for ${post.title}`,
    )
  }
  t.match(checkByElectionNominee({ name: '王伟', held: chair }, member, zhejiang2026), [
    {
      severity: 'error',
      fields: ['nominee'],
      message: '王伟是本届居民委员会主任，补选只补出缺的职务，不能再作委员的候选人。',
      article: '《城市居民委员会组织法》第二十四条',
    },
  ])
  t.match(checkByElectionNominee({ name: '王伟', held: member }, chair, zhejiang2026), [
    { severity: 'warning', message: '王伟是本届居民委员会委员；当选主任的，委员职务从宣布之日起出缺。' },
  ])
})

t.test('a recall under way keeps out, one that is over is told', async (t) => {
  const find = (more: Partial<TiesToCommittee>) =>
    checkByElectionNominee({ name: '李娜', ...more }, member, zhejiang2026)
  t.match(find({ recallFiledOn: '2028-03-01' }), [
    {
      code: 'nominee-under-recall',
      severity: 'error',
      message: '对李娜的罢免要求于2028年3月1日提出，还没有结束，结束以前不能作补选的候选人。',
      article: '《城市居民委员会组织法》第二十条',
    },
  ])
  t.match(find({ recalledOn: '2028-04-02' }), [{ code: 'nominee-was-recalled', severity: 'warning' }])
  t.strictSame(
    checkByElectionNominee({ name: '李娜', held: member, recallFiledOn: '2028-03-01' }, chair, zhejiang2026).map(
      ({ code }) => code,
    ),
    ['sitting-member-moves-up', 'nominee-under-recall'],
  )
})

t.test('a relative of a member in office may stand and is told', async (t) => {
  const inOffice = [
    { personId: '7', name: '王伟', title: '主任' },
    { personId: '8', name: '陈刚', title: '委员' },
  ]
  const kinships = [
    { between: ['7', '21'], relation: 'parentChild' },
    { between: ['8', '22'], relation: 'grandparentGrandchild' },
  ] as const
  const codes = (id: string, ruleSet = zhejiang2026) =>
    checkRelativesInOffice({ id, name: '王芳' }, inOffice, kinships, ruleSet).map(({ code }) => code)
  t.strictSame(checkRelativesInOffice({ id: '21', name: '王芳' }, inOffice, kinships, zhejiang2026), [
    {
      code: 'relative-in-office',
      severity: 'warning',
      fields: ['王芳', '王伟'],
      message:
        '王芳与在任的主任王伟是近亲属（父母子女），不能同时担任居民委员会成员：王伟在任期间，王芳得票再多也不能当选。',
      article: '《城市居民委员会组织法》第八条',
    },
  ])
  t.strictSame(codes('22'), ['relative-in-office'])
  t.strictSame(codes('22', { ...zhejiang2026, closeRelatives: 'immediate' }), [], 'not close under this rule set')
  t.strictSame(codes('23'), [])
})
