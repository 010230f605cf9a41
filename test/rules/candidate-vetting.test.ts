import t from 'tap'
import {
  checkBars,
  checkCandidates,
  checkRelativesStanding,
  confirmable,
  type Nominee,
  statutoryBars,
} from '../../src/rules/candidate-vetting.js'
import type { Kinship } from '../../src/rules/kinship.js'
import type { Post } from '../../src/rules/post.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { sichuan2026 } from '../../src/rules/rule-sets/sichuan-2026.js'
import { zhejiang2012 } from '../../src/rules/rule-sets/zhejiang-2012.js'
import { inFull } from '../helpers/findings.js'

const members: Post = { id: 'member', title: '委员', position: 'member', seats: 2, reservedForWoman: false }
const womansSeat: Post = { id: 'woman', title: '妇女委员', position: 'member', seats: 1, reservedForWoman: true }

const nominee = (id: number, more: Partial<Nominee> = {}): Nominee => ({
  id,
  name: `候选人${id}`,
  sex: 'female',
  postId: 'member',
  hasConsented: true,
  vetting: 'passed',
  ...more,
})
const three = [nominee(1), nominee(2), nominee(3)]
const codes = (nominees: Nominee[], posts: Post[] = [members], ruleSet = national2026) =>
  checkCandidates(nominees, posts, ruleSet).map(({ code }) => code)

t.test('each bar of article 18 excludes', async (t) => {
  t.same(checkBars('张三', [], national2026), [])
  t.same(
    checkBars('张三', statutoryBars, national2026).map(({ code }) => code),
    ['bar-expelled-from-party', 'bar-convicted', 'bar-gang-activity', 'bar-illegal-religion-or-cult'],
  )
  t.match(checkBars('张三', ['convicted'], national2026), [
    {
      severity: 'error',
      message: '张三因犯罪受过刑事处罚，不得确定为候选人。',
      article: '《城市居民委员会组织法》第十八条',
    },
  ])
  t.match(checkBars('张三', ['convicted'], zhejiang2012), [
    { article: '参照2025年修订的《城市居民委员会组织法》第十八条' },
  ])
})

t.test('more candidates than seats, for each post', async (t) => {
  t.same(codes(three), [], 'three for two seats')
  t.same(codes(three.slice(0, 2)), ['too-few-candidates'], 'two for two seats')
  t.same(codes(three, [members, womansSeat]), ['too-few-candidates'], 'nobody for the other post')
  t.same(codes(three, [members], { ...national2026, surplusMinimum: 2 }), ['too-few-candidates'], 'a stricter surplus')
  t.match(checkCandidates(three.slice(0, 2), [members], national2026), [
    {
      severity: 'error',
      message: '候选人名额应多于应选名额：委员应选2名，候选人应有3名以上，现有2名。',
      article: '《城市居民委员会组织法》第十八条',
    },
  ])
})

t.test('no more candidates than the surplus of the post', async (t) => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => nominee(index + 1))
  t.same(codes(many(5)), [], 'two seats and three more')
  t.same(codes(many(6)), ['too-many-candidates'], 'and four more')
  const chair: Post = { ...members, id: 'member', title: '主任', position: 'chair', seats: 1 }
  t.same(codes(many(2), [chair]), [], 'one more for the chair')
  t.same(codes(many(3), [chair]), ['too-many-candidates'], 'two more')
  t.match(checkCandidates(many(7), [members], national2026), [
    {
      severity: 'warning',
      fields: ['member'],
      message: '委员应选2名，最多差额3名，候选人最多5名，现有7名，多2名，由预选确定。',
    },
  ])
  t.match(checkCandidates(many(7), [members], { ...sichuan2026, primary: false }), [
    { severity: 'error', message: /请按选举办法确定。$/, article: '《四川省城市居民委员会选举条例》第二十条' },
  ])
})

t.test('relatives may all stand, and everybody is told that they cannot sit together', async (t) => {
  const kinships: Kinship[] = [
    { between: [9, 1], relation: 'parentChild' },
    { between: [9, 3], relation: 'parentChild' },
    { between: [2, 9], relation: 'spouse' },
  ]
  t.same(checkRelativesStanding(three, [], national2026), [])
  t.match(checkRelativesStanding(three, kinships, national2026), [
    {
      code: 'relatives-standing',
      severity: 'warning',
      fields: ['候选人1', '候选人3'],
      message: '候选人1和候选人3是近亲属（兄弟姐妹），不能同时担任居民委员会成员。',
      article: '《城市居民委员会组织法》第八条',
    },
  ])
  t.equal(checkRelativesStanding(three, kinships, national2026).length, 1, "their mother's husband is not told of")
})

t.test('only those reviewed and willing become candidates', async (t) => {
  for (const { more, expected, because } of [
    { more: { vetting: 'open' }, expected: ['vetting-open'], because: 'a review under way blocks' },
    { more: { vetting: 'failed' }, expected: [], because: 'failed is simply left out' },
    { more: { vetting: 'withdrawn' }, expected: [], because: 'so is who withdrew' },
    { more: { hasConsented: false }, expected: ['no-consent'], because: 'passed but not asked' },
    { more: { vetting: 'failed', hasConsented: false }, expected: [], because: 'failed and so never asked' },
  ] as const) {
    const nominees = [...three, nominee(4, more)]
    t.same(codes(nominees), expected, because)
    t.same(
      confirmable(nominees).map(({ id }) => id),
      [1, 2, 3],
      because,
    )
  }
})

t.test('nobody stands for two posts', async (t) => {
  const twice = nominee(1, { postId: 'chair' })
  t.same(codes([...three, twice]), ['stands-for-several-posts'])
  t.same(codes([...three, { ...twice, vetting: 'withdrawn' }]), [], 'unless one of them was given up')
  t.same(
    codes([...three, twice], [members], { ...national2026, onePostPerPerson: false }),
    [],
    'where the set allows it',
  )
  t.same(
    codes([...three, { ...twice, vetting: 'open' }]),
    ['vetting-open', 'stands-for-several-posts'],
    'even before the review',
  )
})

t.test('women: on the reserved seat nobody else, and one at least among the candidates', async (t) => {
  const women = [nominee(5, { postId: 'woman' }), nominee(6, { postId: 'woman' })]
  t.same(codes([...three, ...women], [members, womansSeat]), [])
  t.same(
    codes([...three, ...women, nominee(7, { postId: 'woman', sex: 'male', name: '李伟' })], [members, womansSeat]),
    ['man-on-reserved-seat'],
  )
  const men = three.map((each) => ({ ...each, sex: 'male' as const }))
  t.same(codes(men), ['too-few-women'])
  t.same(codes([...men, nominee(8)]), [], 'one is enough')
})

t.test('every finding in full', async (t) => {
  t.same(inFull(checkBars('张三', statutoryBars, national2026)), [
    'error bar-expelled-from-party [expelledFromParty]: 张三被开除党籍，不得确定为候选人。（《城市居民委员会组织法》第十八条）',
    'error bar-convicted [convicted]: 张三因犯罪受过刑事处罚，不得确定为候选人。（《城市居民委员会组织法》第十八条）',
    'error bar-gang-activity [gangActivity]: 张三有依仗黑恶势力的违法行为，不得确定为候选人。（《城市居民委员会组织法》第十八条）',
    'error bar-illegal-religion-or-cult [illegalReligionOrCult]: 张三组织、参加非法宗教活动或者邪教活动，不得确定为候选人。（《城市居民委员会组织法》第十八条）',
  ])
  const men = [
    nominee(1, { vetting: 'open', sex: 'male' }),
    nominee(1, { postId: 'woman', sex: 'male' }),
    nominee(2, { hasConsented: false }),
  ]
  t.same(inFull(checkCandidates(men, [members, womansSeat], national2026)), [
    'error vetting-open [候选人1]: 候选人1的资格审查还没有结果。（《城市居民委员会组织法》第十八条）',
    'warning no-consent [候选人2]: 候选人2还没有表示接受提名，不能列为候选人。（《城市居民委员会组织法》第十八条）',
    'error stands-for-several-posts [候选人1]: 候选人1被提名两个以上职务，须由本人书面选定一个。（法律未规定，系统默认）',
    'error too-few-candidates [member]: 候选人名额应多于应选名额：委员应选2名，候选人应有3名以上，现有0名。（《城市居民委员会组织法》第十八条）',
    'error too-few-candidates [woman]: 候选人名额应多于应选名额：妇女委员应选1名，候选人应有2名以上，现有1名。（《城市居民委员会组织法》第十八条）',
    'error man-on-reserved-seat [woman]: 妇女委员是妇女名额，候选人1不能列为该职务的候选人。（《城市居民委员会组织法》第八条）',
    'warning too-few-women []: 居民委员会应有妇女成员1名以上，候选人中妇女0名。（《城市居民委员会组织法》第八条）',
  ])
})
