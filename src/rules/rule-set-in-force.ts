import { assert } from '../lib/assert.js'
import { longDate } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import type { Finding } from './finding.js'
import type { Figures } from './figures.js'
import type { RuleSet } from './rule-set.js'
import { applySettings, findRuleSet, ruleSets } from './rule-sets.js'

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

/** The sets that may be applied to an election day somewhere from the first to the last day, both included. */
export function ruleSetsInForce(firstDay: PlainDate, lastDay: PlainDate): RuleSet[] {
  return ruleSets.filter((ruleSet) => isInForce(ruleSet, firstDay, lastDay))
}

function isInForce({ inForceFrom, inForceUntil }: RuleSet, firstDay: PlainDate, lastDay: PlainDate): boolean {
  return inForceFrom <= lastDay && (inForceUntil === undefined || inForceUntil >= firstDay)
}

/** From when until when a set may be applied: 自2026年1月1日起适用. */
export function daysInForceText({ inForceFrom, inForceUntil }: RuleSet): string {
  if (inForceUntil === undefined) return `自${longDate(inForceFrom)}起适用`
  return `${longDate(inForceFrom)}至${longDate(inForceUntil)}适用`
}

/** An election runs under the rules of its day, not under those of another time. */
export function checkInForce(ruleSet: RuleSet, electionDay: PlainDate): Finding[] {
  if (isInForce(ruleSet, electionDay, electionDay)) return []
  const message = `“${ruleSet.title}”${daysInForceText(ruleSet)}，不能用于选举日${longDate(electionDay)}。`
  return [{ code: 'rule-set-not-in-force', severity: 'error', fields: ['ruleSetId'], message }]
}
