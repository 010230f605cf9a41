import t from 'tap'
import { strengthOf } from '../../../src/rules/rule-set.js'
import { national2026 } from '../../../src/rules/rule-sets/national-2026.js'
import { zhejiang2026 } from '../../../src/rules/rule-sets/zhejiang-2026.js'

t.test('it says of itself that it is provisional', async (t) => {
  t.equal(zhejiang2026.isProvisional, true)
  t.match(zhejiang2026.title, /暂定/)
})

t.test('what it adds is borrowed, what the law fixes is unchanged', async (t) => {
  t.equal(strengthOf(zhejiang2026, 'candidatesDaysBefore'), 'provisional')
  t.equal(zhejiang2026.provenance.runoffDays.source, '参照《浙江省村民委员会选举办法》第二十九条')
  for (const [figure, days, source] of [
    ['committeeNoticeDays', 1, '参照《浙江省村民委员会选举办法》第八条'],
    ['vettingDaysBefore', 12, '参照《四川省城市居民委员会选举条例》第二十一条'],
    ['speechRequestDaysBefore', 5, '参照《浙江省村民委员会选举办法》第二十三条'],
  ] as const) {
    t.equal(zhejiang2026[figure], days)
    t.match(zhejiang2026.provenance[figure], { source, certainty: 'secondary' })
  }
  t.equal(zhejiang2026.writeInMustBeVoter, true, 'other voters, as in the village method')
  for (const [figure, { certainty }] of Object.entries(national2026.provenance)) {
    if (certainty !== 'read') continue
    t.same(zhejiang2026[figure as 'termYears'], national2026[figure as 'termYears'], figure)
  }
})
