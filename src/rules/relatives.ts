import { closeKinships, type CloseRelation, closeRelationText, type Kinship } from './kinship.js'
import type { Figures } from './figures.js'

/** The declared close relations of a vote, looked up by person; ids as `Standing.personId`. */
export interface Relatives {
  /** How two people are closely related; undefined when they are not. */
  readonly between: (personId: string, other: string) => CloseRelation | undefined
}

/**
 * The relations that keep two people from sitting together (Urban Residents' Committees Law 2025, art. 8): those
 * declared and those that follow from them; which relatives are close is a figure of the rule set.
 */
export function relativesOf(
  kinships: readonly Kinship[],
  { closeRelatives }: Pick<Figures, 'closeRelatives'>,
): Relatives {
  const byPerson = new Map<string, Map<string, CloseRelation>>()
  const note = (person: string, other: string, relation: CloseRelation): void => {
    byPerson.set(person, (byPerson.get(person) ?? new Map<string, CloseRelation>()).set(other, relation))
  }
  const declared = kinships.map(({ between: [a, b], relation }): Kinship => {
    return { between: [String(a), String(b)], relation }
  })
  for (const { between, relation } of closeKinships(declared, { closeRelatives })) {
    const [one, other] = [String(between[0]), String(between[1])]
    note(one, other, relation)
    note(other, one, relation)
  }
  return { between: (personId, other) => byPerson.get(personId)?.get(other) }
}

/** 夫妻关系 */
export function relationText(relation: CloseRelation): string {
  return `${closeRelationText[relation]}关系`
}

/** People linked by kinship, each group apart; somebody without a relative among them is a group alone. */
export function kinGroups<P extends { readonly personId: string }>(people: readonly P[], relatives: Relatives): P[][] {
  const left = [...people]
  const groups: P[][] = []
  for (let first = left.shift(); first; first = left.shift()) {
    const group = [first]
    for (const person of group) {
      const near = left.filter((other) => relatives.between(person.personId, other.personId))
      for (const other of near) left.splice(left.indexOf(other), 1)
      group.push(...near)
    }
    groups.push(group)
  }
  return groups
}

/** The most of these people who can sit together without two of them being relatives. */
export function mostTogether(people: readonly { readonly personId: string }[], relatives: Relatives): number {
  const [first, ...rest] = people
  if (!first) return 0
  const apart = rest.filter(({ personId }) => !relatives.between(first.personId, personId))
  const withFirst = 1 + mostTogether(apart, relatives)
  return apart.length === rest.length ? withFirst : Math.max(withFirst, mostTogether(rest, relatives))
}
