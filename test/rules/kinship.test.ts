import t from 'tap'
import { closeRelations, closeRelationText, type Kinship, kinshipOf } from '../../src/rules/kinship.js'

t.test('a relation is found from either side', async (t) => {
  const kinships: Kinship[] = [{ between: [1, 2], relation: 'spouse' }]
  t.equal(kinshipOf(kinships, 1, 2)?.relation, 'spouse')
  t.equal(kinshipOf(kinships, 2, 1)?.relation, 'spouse')
  t.equal(kinshipOf(kinships, 1, 3), undefined)
  t.equal(kinshipOf(kinships, 1, 1), undefined)
})

t.test('the relations of Civil Code art. 1045 have words', async (t) => {
  t.same(
    closeRelations.map((relation) => closeRelationText[relation]),
    ['夫妻', '父母子女', '兄弟姐妹', '祖父母（外祖父母）与孙子女（外孙子女）'],
  )
})
