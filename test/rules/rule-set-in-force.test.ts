import t from 'tap'
import { ruleSetInForce } from '../../src/rules/rule-set-in-force.js'
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
