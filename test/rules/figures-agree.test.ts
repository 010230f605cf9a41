import t from 'tap'
import type { Figures } from '../../src/rules/figures.js'
import { checkFiguresAgree } from '../../src/rules/figures-agree.js'
import { ruleSets } from '../../src/rules/rule-sets.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'

t.test('every set agrees with itself', async (t) => {
  for (const ruleSet of ruleSets) t.strictSame(checkFiguresAgree(ruleSet), [], ruleSet.id)
})

t.test('what follows from something comes after it, or on the same day', async (t) => {
  const rows: readonly (readonly [Partial<Figures>, Partial<Figures>, string])[] = [
    [{ electionCommitteeDaysBefore: 40 }, { electionCommitteeDaysBefore: 39 }, 'the committee announces the day'],
    [
      { registrationDaysBefore: { opens: 40, closes: 20 } },
      { registrationDaysBefore: { opens: 40, closes: 19 } },
      'the roll is of those registered',
    ],
    [{ guidanceGroupDaysBefore: 45 }, { guidanceGroupDaysBefore: 44 }, 'the group guides the committee'],
    [{ vettingDaysBefore: 16 }, { vettingDaysBefore: 17 }, 'the review is of those nominated'],
    [{ vettingDaysBefore: 5 }, { vettingDaysBefore: 4 }, 'candidates are those who passed'],
    [{ speechRequestDaysBefore: 5 }, { speechRequestDaysBefore: 6 }, 'a candidate asks to speak'],
    [{ nominationDaysBefore: 20 }, { nominationDaysBefore: 21 }, 'those on the roll nominate'],
    [{ nominationDaysBefore: 15 }, { nominationDaysBefore: 14 }, 'nominees are those nominated'],
    [{ primaryDaysBefore: 15 }, { primaryDaysBefore: 16 }, 'the primary is among nominees'],
    [{ primaryDaysBefore: 5 }, { primaryDaysBefore: 4 }, 'candidates come from the primary'],
    [{ withdrawalDaysBefore: 5 }, { withdrawalDaysBefore: 6 }, 'a candidate withdraws'],
    [{ proxyDaysBefore: 1 }, { proxyDaysBefore: 0 }, 'the list is of those who applied'],
  ]
  for (const [right, wrong, because] of rows) {
    t.strictSame(checkFiguresAgree({ ...zhejiang2026, ...right }), [], `${because}: the same day`)
    const findings = checkFiguresAgree({ ...zhejiang2026, ...wrong })
    t.match(findings, [{ code: 'figures-out-of-order', severity: 'warning' }], because)
    t.equal(findings.length, 1, because)
  }
  t.match(checkFiguresAgree({ ...zhejiang2026, proxyDaysBefore: 0 }), [
    {
      fields: ['proxyDaysBefore', 'proxyListDaysBefore'],
      message: '“委托投票办理截止提前天数”是0日，“委托名单公布提前天数”是1日：前一项应在后一项之前完成。',
    },
  ])
})

t.test('seats stay empty only from the least size of the committee on', async (t) => {
  for (const { from, codes } of [
    { from: 4, codes: ['figures-seats-empty'] },
    { from: 5, codes: [] },
    { from: 9, codes: [] },
    { from: 10, codes: ['figures-seats-empty'] },
  ]) {
    const findings = checkFiguresAgree({ ...zhejiang2026, seatsMayStayEmptyFrom: from })
    t.strictSame(
      findings.map(({ code }) => code),
      codes,
      String(from),
    )
  }
  t.match(checkFiguresAgree({ ...zhejiang2026, seatsMayStayEmptyFrom: 4 }), [
    {
      severity: 'error',
      fields: ['seatsMayStayEmptyFrom', 'committeeSize'],
      message: '居民委员会由5至9人组成：不能定为已选出4人缺额就可以暂缺。',
      article: '《城市居民委员会组织法》第八条',
    },
  ])
})

t.test('the greatest surplus is not below the least, for each position', async (t) => {
  const figures = (chair: number, viceChair: number, member: number) => ({
    ...zhejiang2026,
    surplusMinimum: 2,
    surplusMaximum: { chair, viceChair, member },
  })
  t.strictSame(checkFiguresAgree(figures(2, 2, 2)), [])
  t.match(checkFiguresAgree(figures(2, 1, 2)), [
    {
      code: 'figures-surplus',
      severity: 'error',
      fields: ['surplusMaximum', 'surplusMinimum'],
      message: '候选人比应选名额至少多2人，副主任的最多差额却是1人。',
      article: '《城市居民委员会组织法》第十八条',
    },
  ])
  t.equal(checkFiguresAgree(figures(1, 1, 1)).length, 3)
})
