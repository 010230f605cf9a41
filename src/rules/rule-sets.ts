import { type Result, ok, refused } from '../lib/result.js'
import { isLooser } from './build-rule-set.js'
import type { Finding } from './finding.js'
import { type FigureName, type Figures, figureTitle } from './figures.js'
import { whoSetsInstead } from './local-procedure.js'
import type { RuleSet } from './rule-set.js'
import { national2026 } from './rule-sets/national-2026.js'
import { sichuan2026 } from './rule-sets/sichuan-2026.js'
import { zhejiang2012 } from './rule-sets/zhejiang-2012.js'
import { zhejiang2020 } from './rule-sets/zhejiang-2020.js'
import { zhejiang2026 } from './rule-sets/zhejiang-2026.js'
import { checkSettingValue } from './setting-value.js'

/** Every rule set an election can be opened under: those in force, the most general first, then those of the past. */
export const ruleSets: readonly RuleSet[] = [national2026, zhejiang2026, sichuan2026, zhejiang2020, zhejiang2012]

export function findRuleSet(id: string): RuleSet | undefined {
  return ruleSets.find((ruleSet) => ruleSet.id === id)
}

/**
 * The rule set with a community's own election procedure laid over it. What the law fixes is refused, as is
 * a setting laxer than the law's limit: only a rule set may change those, never a user (law.md 11, principle b).
 */
export function applySettings(ruleSet: RuleSet, settings: Partial<Figures>): Result<RuleSet, Finding[]> {
  const findings = Object.keys(settings).flatMap((name) => checkSetting(ruleSet, settings, name))
  return findings.length > 0 ? refused(findings) : ok({ ...ruleSet, ...settings })
}

function checkSetting(ruleSet: RuleSet, settings: Partial<Figures>, name: string): Finding[] {
  if (!Object.hasOwn(ruleSet.provenance, name)) {
    return [{ code: 'setting-unknown', severity: 'error', fields: [name], message: `规则中没有“${name}”这一项。` }]
  }
  const figure = name as FigureName
  const title = `${figureTitle(figure)}（${name}）`
  const { source, certainty } = ruleSet.provenance[figure]
  const elsewhere = whoSetsInstead(figure, ruleSet)
  if (elsewhere !== undefined) {
    const message = `${title}${elsewhere}，选举办法不能另行设定。`
    return [{ code: 'setting-fixed-by-law', severity: 'error', fields: [name], message, article: source }]
  }
  const wrong = checkSettingValue(figure, settings[figure])
  if (wrong.length > 0) return wrong
  if (certainty === 'read' && isLooser(figure, ruleSet[figure] as never, settings[figure] as never)) {
    const message = `${title}可以比法律规定更严，不能更宽。`
    return [{ code: 'setting-looser-than-law', severity: 'error', fields: [name], message, article: source }]
  }
  return []
}
