import type { CloseRelation } from '../rules/kinship.js'
import type { DeclaredRelation, NomineeRow } from './queries.js'

/** What the other is to somebody, by which of the two is the elder. */
const otherIs: Readonly<Record<CloseRelation, { readonly elder: string; readonly younger: string }>> = {
  spouse: { elder: '配偶', younger: '配偶' },
  parentChild: { elder: '父亲或者母亲', younger: '子女' },
  sibling: { elder: '兄弟姐妹', younger: '兄弟姐妹' },
  grandparentGrandchild: { elder: '祖父母、外祖父母', younger: '孙子女、外孙子女' },
}

/** The relations that a nominee declared, or that were declared of him, as seen from him. */
export function relationsOf({ voterId }: Pick<NomineeRow, 'voterId'>, relations: readonly DeclaredRelation[]) {
  const own = String(voterId)
  return relations.flatMap(({ id, elder, younger, relation, note, declaredAt, declaredByName }) => {
    const other = elder.personId === own ? younger : younger.personId === own ? elder : undefined
    if (!other) return []
    const text = otherIs[relation][other === elder ? 'elder' : 'younger']
    return [{ id, name: other.name, text, note, declaredAt, declaredByName }]
  })
}
