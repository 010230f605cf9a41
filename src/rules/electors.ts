import { articleIn } from './citation.js'
import type { ElectionForm } from './election-form.js'
import type { Finding } from './finding.js'
import type { PersonId } from './kinship.js'
import type { RuleSet } from './rule-set.js'

/** Who casts a ballot, in the words of the law (art. 14). */
export const electorText: Readonly<Record<ElectionForm, string>> = {
  allVoters: '选民',
  households: '户代表',
  representatives: '居民代表',
}

/** A voter of the roll with what the form of election asks of them. */
export interface RollMember {
  readonly id: PersonId
  readonly household: string
  readonly isHouseholdRep: boolean
  readonly isRepresentative: boolean
}

/** Those of the roll who cast a ballot under the form of election (art. 14). */
export function electorsOf<M extends RollMember>(form: ElectionForm, roll: readonly M[]): M[] {
  if (form === 'allVoters') return [...roll]
  return roll.filter((member) => (form === 'households' ? member.isHouseholdRep : member.isRepresentative))
}

/**
 * Whether the electors are rightly named: one representative a household, not two, and none left without
 * one unnoticed (art. 14); at least one residents' representative under the third form.
 */
export function checkElectors(form: ElectionForm, roll: readonly RollMember[], ruleSet: RuleSet): Finding[] {
  if (form === 'households') return householdFindings(roll, ruleSet)
  if (electorsOf(form, roll).length > 0) return []
  const message = `名单上没有${electorText[form]}，无法选举。`
  return [{ code: 'no-electors', severity: 'error', fields: [], message, article: articleIn(ruleSet, 14) }]
}

function householdFindings(roll: readonly RollMember[], ruleSet: RuleSet): Finding[] {
  const reps = new Map<string, number>()
  for (const { household, isHouseholdRep } of roll) {
    reps.set(household, (reps.get(household) ?? 0) + (isHouseholdRep ? 1 : 0))
  }
  const article = articleIn(ruleSet, 14)
  const several = [...reps].filter(([, count]) => count > 1)
  const none = [...reps].filter(([, count]) => count === 0)
  const findings: Finding[] = several.map(([household, count]) => ({
    code: 'household-with-several-representatives',
    severity: 'error',
    fields: [household],
    message: `每户只派一名代表：户号${household}有${count}名。`,
    article,
  }))
  if (none.length > 0) {
    findings.push({
      code: 'households-without-representative',
      severity: none.length === reps.size ? 'error' : 'warning',
      fields: none.map(([household]) => household),
      message: `共${reps.size}户，其中${none.length}户没有户代表，不计入户代表总数。`,
      article,
    })
  }
  return findings
}
