import { articleIn } from './citation.js'
import type { Finding } from './finding.js'
import { closeKinships, closeRelationText, type Kinship, kinshipOf } from './kinship.js'
import type { RuleSet } from './rule-set.js'

interface Person {
  readonly personId: string
  readonly name: string
}

/** A member of the supervision committee as chosen (居务监督委员会; Urban Residents' Committees Law 2025, art. 36). */
export interface Supervisor extends Person {
  readonly position: 'chair' | 'member'
}

/**
 * Who may not sit on the supervision committee: the members of the residents' committee and their close relatives
 * (art. 36). Every finding names the person; `fields` is the place in the list, `members.0`.
 */
export function checkSupervision(
  supervisors: readonly Supervisor[],
  members: readonly Person[],
  kinships: readonly Kinship[],
  ruleSet: RuleSet,
): Finding[] {
  const article = articleIn(ruleSet, 36)
  const close = closeKinships(kinships, ruleSet)
  const findings = supervisors.flatMap((supervisor, index): Finding[] => {
    const at = { severity: 'error', fields: [`members.${index}.voterNumber`] } as const
    const others = supervisors.slice(0, index)
    if (others.some(({ personId }) => personId === supervisor.personId)) {
      return [{ code: 'supervisor-twice', ...at, message: `${supervisor.name}写了两次。` }]
    }
    if (members.some(({ personId }) => personId === supervisor.personId)) {
      const message = `${supervisor.name}是居民委员会成员，不能担任居务监督委员会成员。`
      return [{ code: 'supervisor-is-member', ...at, message, article }]
    }
    return members.flatMap((member) => {
      const kinship = kinshipOf(close, supervisor.personId, member.personId)
      if (!kinship) return []
      const message = `${supervisor.name}与居民委员会成员${member.name}是${closeRelationText[kinship.relation]}，不能担任居务监督委员会成员。`
      return [{ code: 'supervisor-is-relative', ...at, message, article }]
    })
  })
  const chairs = supervisors.filter(({ position }) => position === 'chair').length
  if (chairs === 1) return findings
  const message = chairs === 0 ? '请写明谁是主任。' : '主任只能有一名。'
  return [...findings, { code: 'supervision-chair', severity: 'error', fields: ['members'], message }]
}
