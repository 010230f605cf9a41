import t from 'tap'
import type { Kinship } from '../../src/rules/kinship.js'
import { kinGroups, mostTogether, relationText, relativesOf } from '../../src/rules/relatives.js'
import { aStanding } from '../helpers/votes.js'

const declared: Kinship[] = [
  { between: ['a', 'b'], relation: 'spouse' },
  { between: ['b', 'c'], relation: 'sibling' },
  { between: ['e', 'd'], relation: 'grandparentGrandchild' },
]
const people = (ids: string) => [...ids].map((id) => aStanding(id, 1))
const close = relativesOf(declared, { closeRelatives: 'civilCode' })

t.test('who is a close relative is a figure of the rule set', async (t) => {
  const nearest = relativesOf(declared, { closeRelatives: 'immediate' })
  for (const {
    pair: [one, other],
    civilCode,
    immediate,
    because,
  } of [
    { pair: ['a', 'b'], civilCode: 'spouse', immediate: 'spouse', because: 'husband and wife everywhere' },
    { pair: ['b', 'a'], civilCode: 'spouse', immediate: 'spouse', because: 'from either side' },
    { pair: ['c', 'b'], civilCode: 'sibling', immediate: 'sibling', because: 'one person of two relations' },
    { pair: ['a', 'c'], civilCode: undefined, immediate: undefined, because: 'relatives of relatives are none' },
    {
      pair: ['d', 'e'],
      civilCode: 'grandparentGrandchild',
      immediate: undefined,
      because: 'the village method lists only the nearest',
    },
    { pair: ['x', 'y'], civilCode: undefined, immediate: undefined, because: 'nothing is declared' },
  ] as const) {
    t.equal(close.between(one, other), civilCode, because)
    t.equal(nearest.between(one, other), immediate, because)
  }
  t.equal(
    relativesOf([{ between: [1, 2], relation: 'sibling' }], { closeRelatives: 'civilCode' }).between('2', '1'),
    'sibling',
  )
  t.equal(relationText('spouse'), '夫妻关系')
})

t.test('people linked by kinship make a group', async (t) => {
  for (const { ids, groups, because } of [
    { ids: 'abc', groups: ['abc'], because: 'a chain is one group' },
    { ids: 'cab', groups: ['cba'], because: 'in whatever order' },
    { ids: 'ac', groups: ['a', 'c'], because: 'without the link they are apart' },
    { ids: 'adbx', groups: ['ab', 'd', 'x'], because: 'each group in the order of its first' },
    { ids: '', groups: [], because: 'nobody' },
  ]) {
    const found = kinGroups(people(ids), close).map((group) => group.map(({ id }) => id).join(''))
    t.same(found, groups, because)
  }
})

t.test('how many of a group can sit together', async (t) => {
  for (const { ids, most, because } of [
    { ids: '', most: 0, because: 'nobody' },
    { ids: 'a', most: 1, because: 'one alone' },
    { ids: 'ab', most: 1, because: 'a couple' },
    { ids: 'abc', most: 2, because: 'the ends of a chain, not its middle' },
    { ids: 'bac', most: 2, because: 'whoever is asked first' },
    { ids: 'abcde', most: 3, because: 'two ends and one of another pair' },
  ]) {
    t.equal(mostTogether(people(ids), close), most, because)
  }
  const family: Kinship[] = [
    { between: ['a', 'b'], relation: 'spouse' },
    { between: ['a', 'c'], relation: 'parentChild' },
    { between: ['b', 'c'], relation: 'parentChild' },
  ]
  t.equal(mostTogether(people('abc'), relativesOf(family, { closeRelatives: 'civilCode' })), 1, 'all related')
})

t.test('parent and child are of the nearest', async (t) => {
  const family: Kinship[] = [{ between: ['a', 'b'], relation: 'parentChild' }]
  t.equal(relativesOf(family, { closeRelatives: 'immediate' }).between('a', 'b'), 'parentChild')
})

t.test('what follows from the declared relations bars as well', async (t) => {
  const family: Kinship[] = [
    { between: [1, 2], relation: 'parentChild' },
    { between: ['1', 3], relation: 'parentChild' },
    { between: [3, 4], relation: 'parentChild' },
  ]
  const all = relativesOf(family, { closeRelatives: 'civilCode' })
  t.equal(all.between('2', '3'), 'sibling', 'two children of one mother')
  t.equal(all.between('4', '1'), 'grandparentGrandchild')
  t.equal(all.between('2', '4'), undefined, 'an aunt is not close')
  t.equal(relativesOf(family, { closeRelatives: 'immediate' }).between('1', '4'), undefined)
})
