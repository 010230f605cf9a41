import t from 'tap'
import { checkInForce, daysInForceText, ruleSetInForce, ruleSetsInForce } from '../../src/rules/rule-set-in-force.js'
import { zhejiang2012 } from '../../src/rules/rule-sets/zhejiang-2012.js'
import { zhejiang2020 } from '../../src/rules/rule-sets/zhejiang-2020.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'

t.test('an election runs under its rule set, its own procedure laid over it', async (t) => {
  t.same(ruleSetInForce({ ruleSetId: 'zhejiang-2026', settings: '{}' }), zhejiang2026, 'nothing of its own')
  const own = ruleSetInForce({ ruleSetId: 'zhejiang-2026', settings: '{"overvoteScope":"post","rollDaysBefore":25}' })
  t.equal(own.overvoteScope, 'post', 'left to the procedure')
  t.equal(own.rollDaysBefore, 25, 'stricter than the law')
  t.equal(own.handoverDays, zhejiang2026.handoverDays, 'the rest as in the set')
})

t.test('what was never saved is a bug, not a refusal', async (t) => {
  for (const { ruleSetId, settings, because } of [
    { ruleSetId: 'atlantis-2026', settings: '{}', because: 'no such rule set' },
    { ruleSetId: 'zhejiang-2026', settings: '{"winningShare":{"num":1,"den":3}}', because: 'fixed by the law' },
    { ruleSetId: 'zhejiang-2026', settings: '{"rollDaysBefore":19}', because: 'laxer than the law' },
    { ruleSetId: 'zhejiang-2026', settings: '{"colour":"red"}', because: 'no such figure' },
  ]) {
    t.throws(() => ruleSetInForce({ ruleSetId, settings }), because)
  }
})

t.test('each day has its sets, first and last day included', async (t) => {
  const now = ['national-2026', 'zhejiang-2026', 'sichuan-2026']
  for (const { from, to, ids, because } of [
    { from: '2011-12-31', to: '2011-12-31', ids: [], because: 'before all of them' },
    { from: '2012-01-01', to: '2012-01-01', ids: ['zhejiang-2012'], because: 'its first day' },
    { from: '2020-08-09', to: '2020-08-09', ids: ['zhejiang-2012'], because: 'its last day' },
    { from: '2020-08-10', to: '2020-08-10', ids: ['zhejiang-2020'], because: 'the day it was replaced' },
    { from: '2025-12-31', to: '2025-12-31', ids: ['zhejiang-2020'], because: 'the last day of the old law' },
    { from: '2026-01-01', to: '2026-01-01', ids: now, because: 'the first day of the new law' },
    { from: '2027-05-20', to: '2027-05-20', ids: now, because: 'still in force' },
    { from: '2025-12-31', to: '2026-01-01', ids: [...now, 'zhejiang-2020'], because: 'over the turn of the year' },
  ] as const) {
    t.same(
      ruleSetsInForce(from, to).map(({ id }) => id),
      ids,
      because,
    )
  }
})

t.test('a set of another time is refused, and the sentence names its days', async (t) => {
  t.same(checkInForce(zhejiang2026, '2026-01-01'), [], 'on its first day')
  t.same(checkInForce({ ...zhejiang2026, rollDaysBefore: 25 }, '2027-05-20'), [], 'with settings laid over it as well')
  t.same(checkInForce(zhejiang2012, '2020-08-09'), [], 'on its last day')
  t.same(checkInForce(zhejiang2020, '2026-01-01'), [
    {
      code: 'rule-set-not-in-force',
      severity: 'error',
      fields: ['ruleSetId'],
      message:
        '“浙江省城市社区居民委员会选举规则（2020年，暂定）”2020年8月10日至2025年12月31日适用，不能用于选举日2026年1月1日。',
    },
  ])
  t.match(checkInForce(zhejiang2026, '2025-12-31'), [{ message: /自2026年1月1日起适用，不能用于选举日2025年12月31日/ }])
  t.equal(daysInForceText(zhejiang2026), '自2026年1月1日起适用')
})
