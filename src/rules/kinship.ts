/** However a caller tells people apart. */
export type PersonId = number | string

/**
 * Close relatives (近亲属, Civil Code art. 1045), which the Urban Residents' Committees Law 2025 arts. 8 and 15
 * refer to. In-laws and cousins are not among them.
 */
export const closeRelations = ['spouse', 'parentChild', 'sibling', 'grandparentGrandchild'] as const

export type CloseRelation = (typeof closeRelations)[number]

export const closeRelationText: Readonly<Record<CloseRelation, string>> = {
  spouse: '夫妻',
  parentChild: '父母子女',
  sibling: '兄弟姐妹',
  grandparentGrandchild: '祖父母（外祖父母）与孙子女（外孙子女）',
}

/** Two people and how they are related; which of them comes first does not matter. */
export interface Kinship {
  readonly between: readonly [PersonId, PersonId]
  readonly relation: CloseRelation
}

/** The relation of two people, if it is recorded. */
export function kinshipOf(kinships: readonly Kinship[], a: PersonId, b: PersonId): Kinship | undefined {
  return kinships.find(({ between: [x, y] }) => (x === a && y === b) || (x === b && y === a))
}
