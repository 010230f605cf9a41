import t from 'tap'
import {
  type ByElection,
  checkByElection,
  lastByElectionDay,
  termEnd,
  termSentence,
} from '../../src/rules/by-election.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { zhejiang2012 } from '../../src/rules/rule-sets/zhejiang-2012.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'

const committee = { since: '2027-05-20', members: 5 } as const
const byElection: ByElection = {
  heldBy: 'representativesAssembly',
  form: 'representatives',
  entitled: 60,
  returned: 41,
  on: '2029-03-01',
  committee,
}
const find = (wish: Partial<ByElection>, ruleSet = zhejiang2026) => checkByElection({ ...byElection, ...wish }, ruleSet)

t.test('the residents’ assembly or the representatives’, each by its own voters', async (t) => {
  for (const { heldBy, form, allowed } of [
    { heldBy: 'representativesAssembly', form: 'representatives', allowed: true },
    { heldBy: 'representativesAssembly', form: 'allVoters', allowed: false },
    { heldBy: 'representativesAssembly', form: 'households', allowed: false },
    { heldBy: 'residentsAssembly', form: 'allVoters', allowed: true },
    { heldBy: 'residentsAssembly', form: 'households', allowed: true },
    { heldBy: 'residentsAssembly', form: 'representatives', allowed: false },
  ] as const) {
    const codes = find({ heldBy, form }).map(({ code }) => code)
    t.strictSame(codes, allowed ? [] : ['by-election-form'], `${heldBy} ${form}`)
  }
  t.match(find({ form: 'allVoters' }), [
    {
      severity: 'error',
      fields: ['form'],
      message: '居民代表会议补选，由居民代表投票。',
      article: '《城市居民委员会组织法》第二十四条',
    },
  ])
  t.match(find({ heldBy: 'residentsAssembly' }), [
    { message: '居民会议补选，由全体有选举权的居民或者每户派代表投票。' },
  ])
})

t.test('enough must vote, and the assembly be quorate', async (t) => {
  t.match(find({ returned: 40 }), [{ code: 'term-vote-turnout' }])
  t.match(find({ assembly: { entitled: 69, present: 45 } }), [{ code: 'no-quorum' }])
})

t.test('within three months once the committee is below its least size', async (t) => {
  const below = { ...committee, members: 4, belowMinimumSince: '2028-11-30' } as const
  t.equal(lastByElectionDay(committee, zhejiang2026), undefined, 'five are enough')
  t.equal(lastByElectionDay({ ...below, members: 5 }, zhejiang2026), undefined, 'filled again')
  t.equal(lastByElectionDay({ ...committee, members: 4 }, zhejiang2026), undefined, 'nobody knows since when')
  t.equal(lastByElectionDay(below, zhejiang2026), '2029-02-28')
  t.strictSame(find({ committee: below, on: '2029-02-28' }), [], 'the last day')
  t.strictSame(find({ committee: below, on: '2029-03-01' }), [
    {
      code: 'by-election-late',
      severity: 'warning',
      fields: ['on'],
      message: '居民委员会成员不足5人的，应在3个月内补选：最迟2029年2月28日，拟于2029年3月1日。',
      article: '参照《四川省城市居民委员会选举条例》第四十三条',
    },
  ])
})

t.test('those elected sit for what is left of the term, and none is held when it is over', async (t) => {
  t.equal(termEnd(committee, national2026), '2032-05-20')
  t.equal(termEnd({ since: '2013-01-26' }, zhejiang2012), '2016-01-26')
  t.strictSame(find({ on: '2032-05-19' }), [], 'the last day of the term')
  t.match(find({ on: '2032-05-20' }), [
    {
      code: 'by-election-after-term',
      severity: 'error',
      fields: ['on'],
      message: '本届任期到2032年5月20日为止，应当换届，不再补选。',
      article: '《城市居民委员会组织法》第二十四条',
    },
  ])
  t.equal(
    termSentence(committee, national2026),
    '补选的成员任期到本届居民委员会任期届满（2032年5月20日）为止（《城市居民委员会组织法》第二十四条）。',
  )
})
