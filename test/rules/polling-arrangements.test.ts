import fc from 'fast-check'
import t from 'tap'
import type { Kinship } from '../../src/rules/kinship.js'
import { checkBallotAccount, checkStation } from '../../src/rules/polling-arrangements.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { sichuan2026 } from '../../src/rules/rule-sets/sichuan-2026.js'
import { zhejiang2012 } from '../../src/rules/rule-sets/zhejiang-2012.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'
import { inFull } from '../helpers/findings.js'

const account = { station: '中心会场', received: 500, issued: 412, spoiled: 3, unused: 85, checkedIn: 412 }

t.test('every ballot is accounted for', async (t) => {
  for (const { change, codes, because } of [
    { change: {}, codes: [], because: 'it adds up' },
    { change: { unused: 84 }, codes: ['ballots-missing'], because: 'one is gone' },
    { change: { unused: 86 }, codes: ['ballots-in-excess'], because: 'one too many' },
    { change: { checkedIn: 411 }, codes: ['more-issued-than-checked-in'], because: 'issued to nobody' },
    { change: { checkedIn: 413 }, codes: ['fewer-issued-than-checked-in'], because: 'somebody took none' },
    {
      change: { issued: 413 },
      codes: ['ballots-in-excess', 'more-issued-than-checked-in'],
      because: 'both at once',
    },
  ]) {
    const found = checkBallotAccount({ ...account, ...change }, national2026)
    t.same(
      found.map(({ code }) => code),
      codes,
      because,
    )
  }
})

t.test('the sentence does the sum, and only a voter without a ballot is no error', async (t) => {
  t.match(checkBallotAccount({ ...account, unused: 80 }, national2026), [
    {
      severity: 'error',
      message: '中心会场领取选票500张，发出412张＋污损换发3张＋剩余80张＝495张，少5张。',
    },
  ])
  t.match(checkBallotAccount({ ...account, checkedIn: 410 }, national2026), [
    { severity: 'error', message: /多发2张。$/ },
  ])
  t.match(checkBallotAccount({ ...account, checkedIn: 414 }, national2026), [
    { severity: 'warning', message: /有2张没有领走/ },
  ])
})

t.test('an account made from its parts always adds up', async () => {
  const count = fc.nat({ max: 100_000 })
  fc.assert(
    fc.property(count, count, count, (issued, spoiled, unused) => {
      const received = issued + spoiled + unused
      return (
        checkBallotAccount({ station: '一', received, issued, spoiled, unused, checkedIn: issued }, national2026)
          .length === 0
      )
    }),
  )
})

const staff = [
  { id: 1, name: '王芳', isScrutineer: true },
  { id: 2, name: '李敏', isScrutineer: true },
  { id: 3, name: '张静', isScrutineer: false },
]
const station = { station: '第二投票站', staff, hasVotingBooth: true }
const candidates = [
  { id: 10, name: '陈明' },
  { id: 11, name: '刘洋' },
]
const kinships: Kinship[] = [{ between: [2, 10], relation: 'spouse' }]

t.test('three of staff, two of them scrutineers, and a voting booth', async (t) => {
  t.same(checkStation(station, candidates, [], national2026), [])
  t.match(checkStation({ ...station, staff: staff.slice(0, 2) }, candidates, [], zhejiang2026), [
    {
      code: 'too-few-staff',
      severity: 'warning',
      message: '第二投票站工作人员应不少于3人：现有2人。',
      article: '参照《四川省城市居民委员会选举条例》第二十六条',
    },
  ])
  t.match(
    checkStation(
      { ...station, staff: staff.map((each) => ({ ...each, isScrutineer: each.id === 1 })) },
      [],
      [],
      national2026,
    ),
    [{ code: 'too-few-scrutineers', message: '第二投票站监票人应不少于2人：现有1人。' }],
  )
  t.match(checkStation({ ...station, hasVotingBooth: false }, [], [], national2026), [
    { code: 'no-voting-booth', severity: 'error', article: '《城市居民委员会组织法》第十九条' },
  ])
})

t.test('no candidate works at a station, nor a close relative of one', async (t) => {
  t.match(checkStation(station, [{ id: 3, name: '张静' }], [], national2026), [
    { code: 'candidate-among-staff', severity: 'error', message: '张静是候选人，不能担任第二投票站的工作人员。' },
  ])
  t.match(checkStation(station, candidates, kinships, national2026), [
    {
      code: 'candidates-relative-among-tellers',
      severity: 'warning',
      message: '李敏是候选人陈明的近亲属（夫妻），不能担任第二投票站的监票、唱票、计票人。',
    },
  ])
  t.match(checkStation(station, candidates, kinships, sichuan2026), [
    { severity: 'error', article: '《四川省城市居民委员会选举条例》第二十六条' },
  ])
  const others: Kinship[] = [{ between: [3, 10], relation: 'spouse' }]
  t.match(checkStation(station, candidates, others, sichuan2026), [
    {
      code: 'candidates-relative-among-staff',
      severity: 'warning',
      message: '张静是候选人陈明的近亲属（夫妻），不宜担任第二投票站的工作人员。',
    },
  ])
  const counting = { ...station, staff: staff.map((each) => ({ ...each, isTeller: each.id === 3 })) }
  t.match(checkStation(counting, candidates, others, sichuan2026), [{ code: 'candidates-relative-among-tellers' }])
  const unbarred = { ...national2026, staffRelativesBarred: false }
  t.same(checkStation(station, candidates, kinships, unbarred), [], 'where relatives may')
  t.match(checkStation(station, [{ id: 3, name: '张静' }], [], unbarred), [{ code: 'candidate-among-staff' }])
})

t.test('relations that follow count, in-laws and what the village method leaves out do not', async (t) => {
  const family: Kinship[] = [
    { between: ['mother', 1], relation: 'parentChild' },
    { between: ['mother', 10], relation: 'parentChild' },
    { between: [2, 'husband'], relation: 'spouse' },
    { between: ['husband', 10], relation: 'sibling' },
    { between: [11, 3], relation: 'grandparentGrandchild' },
  ]
  const barred = (ruleSet = national2026) =>
    checkStation(station, candidates, family, ruleSet).map(({ message }) => message.slice(0, 2))
  t.same(barred(), ['王芳', '张静'])
  t.same(barred(zhejiang2012), ['王芳'])
})

t.test('a booth is asked for where the rule set asks, as firmly as it does', async (t) => {
  const open = { ...station, hasVotingBooth: false }
  t.same(checkStation(open, [], [], { ...national2026, votingBooth: false }), [])
  t.match(checkStation(open, [], [], zhejiang2012), [
    { code: 'no-voting-booth', severity: 'warning', article: '参照《浙江省村民委员会选举办法》第二十四条' },
  ])
  t.match(checkBallotAccount({ ...account, checkedIn: 411 }, zhejiang2012), [
    { article: '参照2025年修订的《城市居民委员会组织法》第十九条' },
  ])
})

t.test('every finding in full', async (t) => {
  t.same(inFull(checkBallotAccount({ ...account, unused: 84, checkedIn: 411 }, national2026)), [
    'error ballots-missing [received issued spoiled unused]: 中心会场领取选票500张，发出412张＋污损换发3张＋剩余84张＝499张，少1张。',
    'error more-issued-than-checked-in [issued]: 中心会场发出选票412张，验证领票411张，多发1张。（《城市居民委员会组织法》第十九条）',
  ])
  t.same(inFull(checkBallotAccount({ ...account, unused: 86, checkedIn: 414 }, national2026)), [
    'error ballots-in-excess [received issued spoiled unused]: 中心会场领取选票500张，发出412张＋污损换发3张＋剩余86张＝501张，多1张。',
    'warning fewer-issued-than-checked-in [issued]: 中心会场发出选票412张，验证领票414张，有2张没有领走，请核对。',
  ])
  const bare = { ...station, staff: [{ id: 10, name: '陈明', isScrutineer: false }], hasVotingBooth: false }
  t.same(inFull(checkStation(bare, candidates, [], national2026)), [
    'warning too-few-staff [staff]: 第二投票站工作人员应不少于3人：现有1人。（法律未规定，系统默认）',
    'warning too-few-scrutineers [staff]: 第二投票站监票人应不少于2人：现有0人。（法律未规定，系统默认）',
    'error no-voting-booth [hasVotingBooth]: 第二投票站没有设秘密写票处。（《城市居民委员会组织法》第十九条）',
    'error candidate-among-staff [staff]: 陈明是候选人，不能担任第二投票站的工作人员。（法律未规定，系统默认）',
  ])
  t.same(inFull(checkStation(station, candidates, kinships, national2026)), [
    'warning candidates-relative-among-tellers [staff]: 李敏是候选人陈明的近亲属（夫妻），不能担任第二投票站的监票、唱票、计票人。（法律未规定，系统默认）',
  ])
})
