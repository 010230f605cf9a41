import fc from 'fast-check'
import t from 'tap'
import { decideRecall, type RecallVote, whoChairsRecall } from '../../src/rules/recall.js'
import { sichuan2026 } from '../../src/rules/rule-sets/sichuan-2026.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'

const vote: RecallVote = {
  member: '王伟',
  form: 'allVoters',
  entitled: 1000,
  returned: 600,
  for: 301,
  filedOn: '2028-03-01',
  on: '2028-03-31',
}
const decide = (wish: Partial<RecallVote>) => decideRecall({ ...vote, ...wish }, zhejiang2026)

t.test('more than half of those who voted recall, once enough voted', async (t) => {
  for (const { wish, verdict, because } of [
    { wish: {}, verdict: 'recalled', because: 'one more than half' },
    { wish: { for: 300 }, verdict: 'kept', because: 'exactly half' },
    { wish: { for: 0 }, verdict: 'kept', because: 'nobody' },
    { wish: { returned: 500 }, verdict: 'void', because: 'half of the voters came' },
    { wish: { returned: 501 }, verdict: 'recalled', because: 'one more came' },
    { wish: { for: 601 }, verdict: 'void', because: 'more votes than ballots' },
    { wish: { for: 600 }, verdict: 'recalled', because: 'all of them' },
    {
      wish: { form: 'representatives', entitled: 60, returned: 40, for: 40 },
      verdict: 'void',
      because: 'two thirds came',
    },
    {
      wish: { form: 'representatives', entitled: 60, returned: 41, for: 21 },
      verdict: 'recalled',
      because: 'more came',
    },
    { wish: { on: '2028-02-29' }, verdict: 'void', because: 'before it was asked for' },
    { wish: { on: '2028-03-01' }, verdict: 'recalled', because: 'the same day' },
  ] as const) {
    t.equal(decide(wish).verdict, verdict, because)
  }
})

t.test('the sentences carry the sum and the article', async (t) => {
  t.strictSame(decide({}), {
    verdict: 'recalled',
    sentences: [
      '参加投票600人，超过选民1000人的半数（600×2＝1200＞1000）（《城市居民委员会组织法》第二十条）。',
      '同意罢免301票，超过参加投票600人的半数（301×2＝602＞600），王伟被罢免（《城市居民委员会组织法》第二十条）。',
    ],
    findings: [],
  })
  t.equal(
    decide({ for: 300 }).sentences[1],
    '同意罢免300票，未超过参加投票600人的半数（300×2＝600，等于600），罢免未获通过（《城市居民委员会组织法》第二十条）。',
  )
  const void_ = decide({ returned: 500, for: 501 })
  t.strictSame(void_.sentences, ['对王伟的罢免表决无效。'])
  t.match(void_.findings, [
    { code: 'term-vote-turnout' },
    {
      code: 'recall-more-votes-than-ballots',
      severity: 'error',
      fields: ['for'],
      message: '同意罢免501票，多于收回的选票500张。',
    },
  ])
  t.match(decide({ on: '2028-02-29' }).findings, [
    {
      code: 'recall-vote-before-petition',
      fields: ['on'],
      message: '表决日2028年2月29日早于提出罢免之日2028年3月1日。',
    },
  ])
})

t.test('a late vote is told and still counts', async (t) => {
  t.strictSame(decide({ on: '2028-03-31' }).findings, [], 'the thirtieth day')
  const late = decide({ on: '2028-04-01' })
  t.equal(late.verdict, 'recalled')
  t.strictSame(late.findings, [
    {
      code: 'recall-vote-late',
      severity: 'warning',
      fields: ['on'],
      message: '罢免应在提出后限期内表决：2028年3月1日提出，最迟2028年3月31日；于2028年4月1日表决，迟1日。',
      article: '参照《浙江省村民委员会选举办法》第三十五条',
    },
  ])
  const there = decideRecall({ ...vote, on: '2028-06-02' }, sichuan2026)
  t.equal(there.verdict, 'recalled')
  t.match(there.findings, [{ code: 'recall-vote-late', severity: 'error' }])
})

t.test('who has resigned before the vote is not recalled', async (t) => {
  t.strictSame(decide({ resignedOn: '2028-03-31' }), {
    verdict: 'ended',
    sentences: ['王伟的辞职已于2028年3月31日经会议同意，罢免程序终止。'],
    findings: [],
  })
  t.equal(decide({ resignedOn: '2028-04-01' }).verdict, 'recalled', 'after the vote it ends nothing')
})

t.test('who chairs: the chair, unless it is about the chair or most of the members', async (t) => {
  for (const { concerned, by, sentence } of [
    {
      concerned: ['member'],
      by: 'chair',
      sentence: '由居民委员会主任主持（参照《四川省城市居民委员会选举条例》第三十九条）。',
    },
    { concerned: ['member', 'member'], by: 'chair', sentence: /^由居民委员会主任主持/ },
    { concerned: ['chair'], by: 'township', sentence: /^罢免涉及主任，由街道办事处/ },
    {
      concerned: ['viceChair', 'member', 'member'],
      by: 'township',
      sentence: /^罢免涉及3人，超过成员5人的半数（3×2＝6＞5），由街道办事处/,
    },
  ] as const) {
    t.match(whoChairsRecall(concerned, 5, zhejiang2026), { by, sentence }, concerned.join())
  }
  t.equal(whoChairsRecall(['member', 'member'], 4, zhejiang2026).by, 'chair', 'exactly half')
  t.match(whoChairsRecall(['chair'], 5, sichuan2026).sentence, /（《四川省城市居民委员会选举条例》第三十九条）。$/)
})

t.test('one more vote for a recall never saves anybody', async () => {
  const count = fc.integer({ min: 0, max: 400 })
  fc.assert(
    fc.property(count, count, count, (entitled, returned, inFavour) => {
      const before = decide({ entitled, returned, for: inFavour }).verdict
      const after = decide({ entitled, returned, for: inFavour + 1 }).verdict
      return before !== 'recalled' || after === 'recalled' || inFavour + 1 > returned
    }),
  )
})
