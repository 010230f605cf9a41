import t from 'tap'
import { planDays } from '../../src/rules/timetable-plan-days.js'

t.test('the days that no rule set sets, as law.md 4 has them', async (t) => {
  t.strictSame(
    Object.entries(planDays).map(([key, { days, article, strength }]) => [key, days, article, strength]),
    [
      ['guidanceGroup', 60, '参照《四川省城市居民委员会选举条例》第九条', 'soft'],
      ['committeeNotice', 1, '参照《浙江省村民委员会选举办法》第八条', 'provisional'],
      ['vetting', 12, '参照《四川省城市居民委员会选举条例》第二十一条', 'provisional'],
      ['speechRequest', 5, '参照《浙江省村民委员会选举办法》第二十三条', 'provisional'],
    ],
  )
})
