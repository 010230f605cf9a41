import t from 'tap'
import {
  checkBars,
  checkCandidates,
  confirmable,
  type Nominee,
  statutoryBars,
  statutoryBarText,
} from '../../src/rules/candidate-vetting.js'
import type { Post } from '../../src/rules/post.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'

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
  t.same(checkBars('张三', []), [])
  t.same(
    checkBars('张三', statutoryBars).map(({ code }) => code),
    ['bar-expelled-from-party', 'bar-convicted', 'bar-gang-activity', 'bar-illegal-religion-or-cult'],
  )
  t.match(checkBars('张三', ['convicted']), [
    {
      severity: 'error',
      message: '张三因犯罪受过刑事处罚，不得确定为候选人。',
      article: '《城市居民委员会组织法》第十八条',
    },
  ])
  t.same(Object.keys(statutoryBarText), statutoryBars)
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

t.test('only those reviewed and willing become candidates', async (t) => {
  for (const { more, expected, because } of [
    { more: { vetting: 'open' }, expected: ['vetting-open'], because: 'a review under way blocks' },
    { more: { vetting: 'failed' }, expected: [], because: 'failed is simply left out' },
    { more: { vetting: 'withdrawn' }, expected: [], because: 'so is who withdrew' },
    { more: { hasConsented: false }, expected: ['no-consent'], because: 'passed but not asked' },
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
