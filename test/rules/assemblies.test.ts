import t from 'tap'
import { type Assembly, assemblyText, checkMeetingVote, checkQuorum, quorumText } from '../../src/rules/assemblies.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'

t.test('a meeting decides only with its quorum', async (t) => {
  for (const { assembly, entitled, present, reached, because } of [
    { assembly: 'residentsAssembly', entitled: 100, present: 50, reached: false, because: 'exactly half' },
    { assembly: 'residentsAssembly', entitled: 100, present: 51, reached: true, because: 'one more than half' },
    { assembly: 'residentsAssembly', entitled: 101, present: 50, reached: false, because: 'half a person short' },
    {
      assembly: 'residentsAssembly',
      entitled: 101,
      present: 51,
      reached: true,
      because: 'more than half of an odd number',
    },
    { assembly: 'residentsAssembly', entitled: 1, present: 1, reached: true, because: 'everybody' },
    { assembly: 'representativesAssembly', entitled: 60, present: 40, reached: true, because: 'exactly two thirds' },
    { assembly: 'representativesAssembly', entitled: 60, present: 39, reached: false, because: 'one less' },
    {
      assembly: 'representativesAssembly',
      entitled: 40,
      present: 27,
      reached: true,
      because: 'a third of a person more',
    },
    { assembly: 'representativesAssembly', entitled: 40, present: 26, reached: false, because: 'two thirds are 26⅔' },
  ] as const) {
    for (const ruleSet of [national2026, zhejiang2026]) {
      const findings = checkQuorum({ assembly, entitled, present }, ruleSet)
      t.equal(findings.length === 0, reached, `${assembly} ${present}/${entitled} under ${ruleSet.id}: ${because}`)
    }
  }
})

t.test('a missing quorum is said with its figures and its article', async (t) => {
  const said = (assembly: Assembly) => checkQuorum({ assembly, entitled: 60, present: 30 }, national2026)
  t.strictSame(said('residentsAssembly'), [
    {
      code: 'no-quorum',
      severity: 'error',
      fields: ['present'],
      message: '居民会议应有过半数的人员到会：应到60人，实到30人，不足法定人数。',
      article: '《城市居民委员会组织法》第二十七条',
    },
  ])
  t.match(said('representativesAssembly'), [
    { message: /^居民代表会议应有三分之二以上的人员到会：/, article: '《城市居民委员会组织法》第二十九条' },
  ])
})

t.test('a share is named as the law names it', async (t) => {
  const half = { num: 1, den: 2 }
  const twoThirds = { num: 2, den: 3 }
  t.equal(quorumText({ share: half, reachedBy: 'moreThan' }), '过半数')
  t.equal(quorumText({ share: half, reachedBy: 'atLeast' }), '二分之一以上', 'half is enough')
  t.equal(quorumText({ share: twoThirds, reachedBy: 'moreThan' }), '超过三分之二')
  t.equal(quorumText({ share: twoThirds, reachedBy: 'atLeast' }), '三分之二以上')
  t.equal(quorumText({ share: { num: 1, den: 3 }, reachedBy: 'moreThan' }), '超过三分之一')
})

t.test('both meetings have a name', async (t) => {
  t.same(assemblyText, { residentsAssembly: '居民会议', representativesAssembly: '居民代表会议' })
})

t.test('a meeting decides by more than half of those present', async (t) => {
  const codes = (inFavour: number, present = 40, assembly: Assembly = 'representativesAssembly') =>
    checkMeetingVote({ assembly, entitled: 60, present, inFavour }, national2026).map(({ code }) => code)
  t.strictSame(codes(21), [])
  t.strictSame(codes(20), ['meeting-did-not-decide'], 'exactly half')
  t.strictSame(codes(41), ['more-votes-than-present'])
  t.strictSame(codes(21, 39), ['no-quorum'])
  t.match(checkMeetingVote({ assembly: 'residentsAssembly', entitled: 60, present: 40, inFavour: 20 }, national2026), [
    { article: '《城市居民委员会组织法》第二十七条', fields: ['inFavour'] },
  ])
})
