import { assert } from '../lib/assert.js'
import type { Figures, RuleSet } from './rule-set.js'
import { applySettings, findRuleSet } from './rule-sets.js'

/**
 * The figures an election runs under: its rule set with its own procedure's settings laid over it. Both were
 * checked when they were saved, so anything else here is a bug.
 */
export function ruleSetInForce(election: { readonly ruleSetId: string; readonly settings: string }): RuleSet {
  const ruleSet = findRuleSet(election.ruleSetId)
  assert(ruleSet, `an election names the unknown rule set ${election.ruleSetId}`)
  const applied = applySettings(ruleSet, JSON.parse(election.settings) as Partial<Figures>)
  assert(applied.ok, `an election has settings that its rule set refuses`)
  return applied.value
}
