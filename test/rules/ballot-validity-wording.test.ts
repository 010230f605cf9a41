import t from 'tap'
import { ballotJudge } from '../../src/rules/ballot-validity.js'
import { validityRules } from '../../src/rules/ballot-validity-wording.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'

const rulingOf = (situation: RegExp, change: object) =>
  validityRules({ ...national2026, ...change }).find((rule) => situation.test(rule.situation))?.ruling

t.test('every figure changes the line it decides', async (t) => {
  for (const [situation, change, ruling] of [
    [/多于应选名额/, { overvoteScope: 'ballot' }, '整张选票无效'],
    [/多于应选名额/, { overvoteScope: 'post' }, '只有该职务的部分无效，其他职务的部分有效'],
    [/两个以上职务/, { multiPost: 'invalid' }, '整张选票无效'],
    [/两个以上职务/, { multiPost: 'highestOnly' }, '只计最高职务的赞成票'],
    [/两个以上职务/, { multiPost: 'carryDown' }, '计为最高职务的赞成票，按选举办法可以计入较低职务'],
    [/无法辨认/, { illegibleScope: 'part' }, '无法辨认的部分无效，其他部分有效'],
    [/无法辨认/, { illegibleScope: 'ballot' }, '整张选票无效'],
    [/没有画符号/, { writeInWithoutMark: 'for' }, '计为赞成票'],
    [/没有画符号/, { writeInWithoutMark: 'invalid' }, '该部分无效，其他部分有效'],
    [/不是本社区选民/, { writeInMustBeVoter: true }, '不能当选'],
    [/不是本社区居民/, { writeInMustBeVoter: false }, '不能当选'],
    [/票箱内/, { overfullBox: 'ballotsVoid' }, '该票箱的选票无效'],
    [/票箱内/, { overfullBox: 'notAsked' }, undefined],
    [/画“○”，反对的画“×”，弃权的不画/, { ballotMarks: 'circleCross' }, '有效'],
    [/画“√”，反对的画“×”，弃权的画“○”/, { ballotMarks: 'tickCrossCircle' }, '有效'],
  ] as const)
    t.equal(rulingOf(situation, change), ruling, `${String(situation)} ${JSON.stringify(change)}`)
})

t.test('what is posted is what the count does', async (t) => {
  const candidates = ['a', 'b', 'c'].map((id) => ({ id, name: id }))
  const contests = [
    { id: 'chair', title: '主任', position: 'chair', seats: 1, reservedForWoman: false, candidates },
    {
      id: 'member',
      title: '委员',
      position: 'member',
      seats: 1,
      reservedForWoman: false,
      candidates: [{ id: 'd', name: 'd' }],
    },
  ] as const
  const over = { times: 1, marks: { chair: { for: ['a', 'b'] }, member: { for: ['d'] } } }
  for (const overvoteScope of ['ballot', 'post'] as const) {
    const rules = { ...national2026, overvoteScope }
    const verdict = ballotJudge(contests, rules)(over).verdict
    t.equal(verdict === 'invalid', rulingOf(/多于应选名额/, { overvoteScope }) === '整张选票无效', overvoteScope)
  }
  for (const writeInWithoutMark of ['for', 'invalid'] as const) {
    const judged = ballotJudge(contests, { ...national2026, writeInWithoutMark })({
      times: 1,
      marks: { chair: { unmarked: ['张三'] } },
    })
    t.equal(judged.verdict === 'valid', rulingOf(/没有画符号/, { writeInWithoutMark }) === '计为赞成票')
  }
  t.equal(ballotJudge(contests, national2026)({ times: 1, marks: {} }).verdict, 'blank')
  t.equal(ballotJudge(contests, national2026)({ times: 1, marks: {}, invalid: 'forged' }).verdict, 'setApart')
})
