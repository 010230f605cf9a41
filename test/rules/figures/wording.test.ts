import t from 'tap'
import * as wording from '../../../src/rules/figures/wording.js'

const { fractionText, moreThanText, quorumText } = wording

t.test('a share is said as a lawyer says it', async (t) => {
  t.equal(fractionText({ num: 2, den: 3 }), '三分之二')
  t.equal(fractionText({ num: 1, den: 10 }), '十分之一')
  t.equal(fractionText({ num: 1, den: 20 }), '20分之一', 'beyond ten with digits')
  for (const [share, text] of [
    [{ num: 1, den: 2 }, '过半数'],
    [{ num: 2, den: 4 }, '过半数'],
    [{ num: 1, den: 3 }, '超过三分之一'],
    [{ num: 3, den: 10 }, '超过十分之三'],
  ] as const) {
    t.equal(moreThanText(share), text)
  }
  t.equal(quorumText({ share: { num: 1, den: 2 }, reachedBy: 'moreThan' }), '过半数')
  t.equal(quorumText({ share: { num: 2, den: 3 }, reachedBy: 'atLeast' }), '三分之二以上')
  const half = { num: 1, den: 2 }
  t.equal(
    wording.byFormText(moreThanText)({ allVoters: half, households: half, representatives: { num: 2, den: 3 } }),
    '居民直选：过半数；户代表选举：过半数；居民代表选举：超过三分之二',
  )
})

t.test('numbers carry their unit', async (t) => {
  t.equal(wording.people({ min: 5, max: 9 }), '5至9人')
  t.equal(wording.people({ min: 7, max: 7 }), '7人')
  t.equal(wording.years(5), '5年')
  t.equal(wording.days(5), '5日')
  t.equal(wording.months(6), '6个月')
  t.equal(wording.within(0), '当日')
  t.equal(wording.within(1), '1日内')
  t.equal(wording.withinMonths(6), '6个月内')
  t.equal(wording.before(20), '选举日20日前')
  t.equal(wording.atLeast(3), '至少3人')
  t.equal(wording.atMost(3), '不超过3人')
})
