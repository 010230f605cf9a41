import type { RuleSet } from './rule-set.js'

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

/** Two people and how they are related; between generations the elder comes first. */
export interface Kinship {
  readonly between: readonly [PersonId, PersonId]
  readonly relation: CloseRelation
  /** The person through whom it follows from what was declared; absent where it was declared itself. */
  readonly through?: PersonId
}

type Scope = Pick<RuleSet, 'closeRelatives'>

/** Whether the rule set counts a relation as close: the Civil Code's four, or the village method's three. */
export function isCloseRelation(relation: CloseRelation, { closeRelatives }: Scope): boolean {
  return closeRelatives === 'civilCode' || relation !== 'grandparentGrandchild'
}

/**
 * The close relations under a rule set, those declared and those that follow from them: the children of one
 * parent are siblings, the parents of a parent are grandparents. Nothing else follows for certain: a spouse's
 * relatives are in-laws, a spouse's child may be a stepchild, and siblings may share one parent only.
 */
export function closeKinships(declared: readonly Kinship[], scope: Scope): Kinship[] {
  const found = new Map<string, Kinship>()
  for (const kinship of [...declared, ...derived(declared)]) {
    const [a, b] = kinship.between
    const key = pairKey(a, b)
    if (a !== b && isCloseRelation(kinship.relation, scope) && !found.has(key)) found.set(key, kinship)
  }
  return [...found.values()]
}

/** In text order, so that a pair has one key; 1 and '1' are two people. */
function pairKey(a: PersonId, b: PersonId): string {
  return [a, b]
    .map((id) => JSON.stringify(id))
    .sort()
    .join(' ')
}

function derived(declared: readonly Kinship[]): Kinship[] {
  const children = childrenByParent(declared)
  return [...children].flatMap(([parent, own]) => [
    ...own.flatMap((child, index) =>
      own.slice(index + 1).map((other): Kinship => ({ between: [child, other], relation: 'sibling', through: parent })),
    ),
    ...own.flatMap((child) =>
      (children.get(child) ?? []).map(
        (grandchild): Kinship => ({
          between: [parent, grandchild],
          relation: 'grandparentGrandchild',
          through: child,
        }),
      ),
    ),
  ])
}

function childrenByParent(declared: readonly Kinship[]): Map<PersonId, PersonId[]> {
  const children = new Map<PersonId, PersonId[]>()
  for (const { between, relation } of declared) {
    if (relation !== 'parentChild') continue
    const [parent, child] = between
    const known = children.get(parent) ?? []
    if (!known.includes(child)) children.set(parent, [...known, child])
  }
  return children
}

/** The relation of two people, if it is among these. */
export function kinshipOf(kinships: readonly Kinship[], a: PersonId, b: PersonId): Kinship | undefined {
  return kinships.find(({ between: [x, y] }) => (x === a && y === b) || (x === b && y === a))
}
