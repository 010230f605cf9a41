import type { ElectionForm } from '../rules/election-form.js'
import type { RollMember } from '../rules/electors.js'
import { isHead } from './household-numbers.js'
import type { RollVoter } from './queries.js'

/** People who are registered under one household number in one group. */
export interface Household {
  /** 第三居民小组 12 */
  readonly title: string
  readonly members: readonly RollVoter[]
}

/** The households of a roll, in its order. Numbers are each group's own. */
export function householdsOf(voters: readonly RollVoter[]): Household[] {
  const members = new Map<string, RollVoter[]>()
  for (const voter of voters) {
    const title = householdTitle(voter)
    const household = members.get(title)
    if (household) household.push(voter)
    else members.set(title, [voter])
  }
  return [...members].map(([title, people]) => ({ title, members: people }))
}

function householdTitle({ groupName, householdNumber }: RollVoter): string {
  return `${groupName} ${householdNumber}`
}

/** Who stands for a household unless it says otherwise: its head, or the only one there is. */
export function usualRepresentative({ members }: Household): RollVoter | undefined {
  return members.find(({ relationship }) => isHead(relationship)) ?? (members.length === 1 ? members[0] : undefined)
}

/** The roll as the rule on electors looks at it (art. 14). */
export function rollMembers(form: ElectionForm, voters: readonly RollVoter[]): RollMember[] {
  return voters.map((voter) => ({
    id: voter.id,
    household: householdTitle(voter),
    isHouseholdRep: form === 'households' && voter.isElector,
    isRepresentative: form === 'representatives' && voter.isElector,
  }))
}
