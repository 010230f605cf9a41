import t from 'tap'
import { severityOf, strengthOf } from '../../src/rules/rule-set.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'

t.test('only what stands in the binding text makes an error', async (t) => {
  for (const { ruleSet, figure, strength, severity, because } of [
    { ruleSet: national2026, figure: 'rollDaysBefore', strength: 'hard', severity: 'error', because: 'article 17' },
    {
      ruleSet: national2026,
      figure: 'runoffDays',
      strength: 'soft',
      severity: 'warning',
      because: 'the law is silent',
    },
    { ruleSet: zhejiang2026, figure: 'runoffDays', strength: 'provisional', severity: 'warning', because: 'borrowed' },
    { ruleSet: zhejiang2026, figure: 'rollDaysBefore', strength: 'hard', severity: 'error', because: 'from the base' },
  ] as const) {
    t.equal(strengthOf(ruleSet, figure), strength, because)
    t.equal(severityOf(ruleSet, figure), severity, because)
  }
})
