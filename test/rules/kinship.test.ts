import fc from 'fast-check'
import t from 'tap'
import {
  closeKinships,
  type CloseRelation,
  closeRelations,
  closeRelationText,
  isCloseRelation,
  type Kinship,
  kinshipOf,
} from '../../src/rules/kinship.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { zhejiang2012 } from '../../src/rules/rule-sets/zhejiang-2012.js'

const are = (a: number | string, relation: CloseRelation, b: number | string): Kinship => ({
  between: [a, b],
  relation,
})
const relation = (kinships: readonly Kinship[], a: number | string, b: number | string) =>
  kinshipOf(closeKinships(kinships, national2026), a, b)?.relation

t.test('a relation is found from either side', async (t) => {
  const kinships = [are(1, 'spouse', 2)]
  t.equal(kinshipOf(kinships, 1, 2)?.relation, 'spouse')
  t.equal(kinshipOf(kinships, 2, 1)?.relation, 'spouse')
  t.equal(kinshipOf(kinships, 1, 3), undefined)
  t.equal(kinshipOf(kinships, 2, 3), undefined)
  t.equal(kinshipOf(kinships, 1, 1), undefined)
})

t.test('the relations of Civil Code art. 1045 have words', async (t) => {
  t.same(
    closeRelations.map((relation) => closeRelationText[relation]),
    ['夫妻', '父母子女', '兄弟姐妹', '祖父母（外祖父母）与孙子女（外孙子女）'],
  )
})

t.test('the village method of the older sets leaves grandparents out', async (t) => {
  for (const relation of closeRelations) {
    t.equal(isCloseRelation(relation, national2026), true, relation)
    t.equal(isCloseRelation(relation, zhejiang2012), relation !== 'grandparentGrandchild', relation)
  }
  const line = [are(1, 'parentChild', 2), are(2, 'parentChild', 3)]
  t.equal(kinshipOf(closeKinships(line, zhejiang2012), 1, 3), undefined)
  t.equal(kinshipOf(closeKinships(line, zhejiang2012), 1, 2)?.relation, 'parentChild')
})

t.test('what follows from the declared relations, and what does not', async (t) => {
  const family = [are('father', 'parentChild', 'son'), are('father', 'parentChild', 'daughter')]
  for (const { declared, between, expected, because } of [
    { declared: family, between: ['son', 'daughter'], expected: 'sibling', because: 'two children of one father' },
    {
      declared: [are('grandmother', 'parentChild', 'father'), ...family],
      between: ['daughter', 'grandmother'],
      expected: 'grandparentGrandchild',
      because: "a father's mother",
    },
    {
      declared: [are('father', 'parentChild', 'son'), are('mother', 'parentChild', 'son')],
      between: ['father', 'mother'],
      expected: undefined,
      because: 'parents of one child need not be married',
    },
    {
      declared: [are('wife', 'spouse', 'husband'), are('father', 'parentChild', 'husband')],
      between: ['wife', 'father'],
      expected: undefined,
      because: "a husband's father is an in-law",
    },
    {
      declared: [are('wife', 'spouse', 'husband'), are('husband', 'sibling', 'brother')],
      between: ['wife', 'brother'],
      expected: undefined,
      because: "so is a husband's brother",
    },
    {
      declared: [are('wife', 'spouse', 'husband'), are('husband', 'parentChild', 'child')],
      between: ['wife', 'child'],
      expected: undefined,
      because: 'a stepchild must be declared',
    },
    {
      declared: [are('a', 'sibling', 'b'), are('b', 'sibling', 'c')],
      between: ['a', 'c'],
      expected: undefined,
      because: 'half-siblings of one person may be strangers',
    },
    {
      declared: [are('uncle', 'sibling', 'father'), are('father', 'parentChild', 'nephew')],
      between: ['uncle', 'nephew'],
      expected: undefined,
      because: 'an uncle is not close',
    },
    {
      declared: [are(1, 'parentChild', 2), are(2, 'parentChild', 3), are(3, 'parentChild', 4)],
      between: [1, 4],
      expected: undefined,
      because: 'nor a great-grandparent',
    },
    {
      declared: [are(1, 'grandparentGrandchild', 2), are(2, 'parentChild', 3)],
      between: [1, 3],
      expected: undefined,
      because: 'nor by a declared grandparent',
    },
  ] as const) {
    t.equal(relation(declared, between[0], between[1]), expected, because)
  }
})

t.test('what was declared comes before what follows, and it is told through whom it follows', async (t) => {
  const declared = [are(2, 'sibling', 3), are(1, 'parentChild', 2), are(1, 'parentChild', 3), are(3, 'parentChild', 4)]
  t.same(closeKinships(declared, national2026), [
    ...declared,
    { between: [1, 4], relation: 'grandparentGrandchild', through: 3 },
  ])
  t.equal(closeKinships([are(1, 'parentChild', 2), are(1, 'parentChild', 2)], national2026).length, 1, 'said twice')
  t.same(closeKinships([are(1, 'spouse', 1)], national2026), [], 'nobody is related to himself')
  const circle = [are(1, 'parentChild', 2), are(2, 'parentChild', 1)]
  t.equal(closeKinships(circle, national2026).length, 1, 'nonsense stays within bounds')
  t.same(closeKinships([are(1, 'spouse', 2), are('1', 'spouse', 2)], national2026).length, 2, '1 and “1” are two')
})

const person = fc.nat({ max: 8 })
const declaredKinships = fc.array(
  fc.record({ between: fc.tuple(person, person), relation: fc.constantFrom(...closeRelations) }),
)
const known = (kinships: readonly Kinship[]) => {
  const pairs: (string | undefined)[] = []
  for (let a = 0; a <= 8; a += 1) for (let b = 0; b < a; b += 1) pairs.push(kinshipOf(kinships, a, b) && `${a}-${b}`)
  return pairs.filter((pair) => pair !== undefined).join(' ')
}

t.test('the order of declaring does not matter to who is related, and closing twice adds nothing', async () => {
  fc.assert(
    fc.property(declaredKinships, (declared) => {
      const closed = closeKinships(declared, national2026)
      const reversed = closeKinships([...declared].reverse(), national2026)
      return known(closed) === known(reversed) && known(closeKinships(closed, national2026)) === known(closed)
    }),
  )
})

t.test('the narrower scope never relates more people', async () => {
  fc.assert(
    fc.property(declaredKinships, (declared) => {
      const wide = closeKinships(declared, national2026)
      return closeKinships(declared, zhejiang2012).every(({ between: [a, b] }) => kinshipOf(wide, a, b) !== undefined)
    }),
  )
})
