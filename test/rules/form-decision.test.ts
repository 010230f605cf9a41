import t from 'tap'
import { checkFormDecision, formDecisionSentence } from '../../src/rules/form-decision.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'

const decision = {
  form: 'allVoters',
  decidedBy: 'representativesAssembly',
  decidedOn: '2027-04-06',
  entitled: 42,
  present: 39,
  inFavour: 36,
  document: '会议记录1号',
} as const

t.test('minutes hold a decision when enough came and more than half of them were in favour', async (t) => {
  for (const { change, codes, because } of [
    { change: {}, codes: [], because: '36 of 39 of 42' },
    { change: { inFavour: 20 }, codes: [], because: '20 of 39 is more than half' },
    { change: { inFavour: 19 }, codes: ['not-decided'], because: '19 of 39 is less' },
    { change: { present: 40, inFavour: 20 }, codes: ['not-decided'], because: 'exactly half is not more than half' },
    { change: { present: 28, inFavour: 28 }, codes: [], because: '28 of 42: exactly two thirds' },
    { change: { present: 27, inFavour: 27 }, codes: ['no-quorum'], because: 'one short of two thirds' },
    { change: { present: 27, inFavour: 3 }, codes: ['not-decided', 'no-quorum'], because: 'neither' },
    {
      change: { decidedBy: 'residentsAssembly', present: 10, inFavour: 2 },
      codes: ['not-decided', 'no-quorum'],
      because: 'of all residents',
    },
    {
      change: { decidedBy: 'electionCommittee', entitled: 7, present: 4, inFavour: 3 },
      codes: [],
      because: '4 of 7 members',
    },
    {
      change: { decidedBy: 'electionCommittee', entitled: 8, present: 4, inFavour: 3 },
      codes: ['no-quorum'],
      because: 'half of 8',
    },
    { change: { present: 43 }, codes: ['more-present-than-entitled'], because: 'more than were called' },
    { change: { inFavour: 40 }, codes: ['more-in-favour-than-present'], because: 'more than came' },
    { change: { decidedOn: '2027-04-08' }, codes: ['decided-in-future'], because: 'tomorrow' },
  ] as const) {
    const found = checkFormDecision({ ...decision, ...change }, '2027-04-07', zhejiang2026)
    t.strictSame(
      found.map(({ code }) => code),
      codes,
      because,
    )
  }
})

t.test('what was not decided says with which sum', async (t) => {
  const [finding] = checkFormDecision({ ...decision, inFavour: 19 }, '2027-04-07', zhejiang2026)
  t.match(finding?.message, '赞成19人，没有超过实到39人的半数（19×2＝38＜39），没有形成决定。')
  t.match(finding?.article, '第二十九条')
  const [other] = checkFormDecision(
    { ...decision, decidedBy: 'residentsAssembly', inFavour: 1 },
    '2027-04-07',
    zhejiang2026,
  )
  t.match(other?.article, '第二十七条')
})

t.test('the decision in a sentence', async (t) => {
  t.equal(
    formDecisionSentence(decision, '居民直选'),
    '2027年4月6日居民代表会议应到42人，实到39人，赞成36人，决定采用居民直选（会议记录1号）。',
  )
})
