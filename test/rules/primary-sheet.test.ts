import t from 'tap'
import { asTallySheet, checkPrimarySheet, type PrimarySheet, votesOnSheet } from '../../src/rules/primary-sheet.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import type { SheetFacts } from '../../src/rules/tally-sheet.js'
import { inFull } from '../helpers/findings.js'
import { aContest } from '../helpers/votes.js'

const contests = [aContest('chair', 2, ['王伟', '李娜', '张敏']), aContest('member', 3, ['丁香', '赵刚'])]
const facts: SheetFacts = { ...national2026, contests }
const sheet = (more: Partial<PrimarySheet> = {}): PrimarySheet => ({
  ballotsIssued: 100,
  ballotsReturned: 98,
  validBallots: 95,
  invalidBallots: 3,
  votes: { 王伟: 60, 李娜: 50, 张敏: 40, 丁香: 70, 赵刚: 30 },
  ...more,
})
const found = (more: Partial<PrimarySheet> = {}) =>
  inFull(checkPrimarySheet(asTallySheet(sheet(more), contests), facts))

t.test('a primary’s sheet is a tally sheet on which nobody is voted against', async (t) => {
  const entered = asTallySheet(sheet(), contests)
  t.match(entered, { ballotsIssued: 100, ballotsReturned: 98, validBallots: 95, invalidBallots: 3, blankBallots: 0 })
  t.same(entered.posts[0]?.candidates[0], { candidateId: '王伟', for: 60, against: 0, abstain: 35 })
  t.same([...votesOnSheet(entered)].slice(0, 2), [
    ['王伟', 60],
    ['李娜', 50],
  ])
  t.same(votesOnSheet(asTallySheet(sheet({ votes: {} }), contests)).get('丁香'), 0, 'nothing typed is no vote')
  t.same(found(), [])
})

t.test('every finding in full, in the words of the primary', async (t) => {
  for (const { more, findings, because } of [
    {
      more: { invalidBallots: 4 },
      findings: [
        'error ballots-do-not-add-up [ballotsReturned validBallots invalidBallots]: 收回98张，不等于有效95张＋无效4张＝99张。',
      ],
      because: 'the ballots do not add up',
    },
    {
      more: { ballotsIssued: 97 },
      findings: [
        'warning more-ballots-than-issued [ballotsReturned ballotsIssued]: 收回98张，多于发出97张；若属实，预选无效。请核对并说明。',
      ],
      because: 'one ballot too many',
    },
    {
      more: { votes: { 王伟: 96, 李娜: 50, 丁香: 70 } },
      findings: ['error candidate-votes-exceed-valid [candidate-王伟-for]: 王伟得96票，多于有效票95张。'],
      because: 'more votes than ballots',
    },
    {
      more: { votes: { 王伟: 95, 李娜: 95, 张敏: 1, 丁香: 70 } },
      findings: [
        'error votes-exceed-seats [candidate-王伟-for candidate-李娜-for candidate-张敏-for]: 主任各人得票合计191，多于有效票95张×每张最多选2人＝190。',
      ],
      because: 'more votes than a ballot has',
    },
    {
      more: { votes: { 王伟: 95 } },
      findings: ['warning post-without-votes [candidate-丁香-for candidate-赵刚-for]: 委员没有人得票，请核对并说明。'],
      because: 'nobody marked',
    },
    {
      more: { validBallots: 70, invalidBallots: 28, votes: { 王伟: 60, 丁香: 70 } },
      findings: ['warning many-invalid [invalidBallots]: 无效票28张，占收回选票的28.57%，请核对并说明。'],
      because: 'what is said of every sheet is said alike',
    },
  ]) {
    t.same(found(more), findings, because)
  }
})
