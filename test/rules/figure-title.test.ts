import t from 'tap'
import { figureTitle } from '../../src/rules/figure-title.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'

t.test('every figure of the rule set has a title of its own', async (t) => {
  t.same(Object.keys(figureTitle).sort(), Object.keys(national2026.provenance).sort())
  t.equal(new Set(Object.values(figureTitle)).size, Object.keys(figureTitle).length)
})
