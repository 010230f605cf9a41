import fc from 'fast-check'
import t from 'tap'
import { compareByStrokes, orderByStrokes, orderCandidates } from '../../src/rules/name-order.js'

/** A small table: number of strokes, then the strokes (1 横 2 竖 3 撇 4 点 5 折). */
const table: Readonly<Record<string, string>> = {
  一: '01-1',
  丁: '02-15',
  王: '04-1121',
  尹: '04-5113',
  伟: '06-321152',
  李: '07-1234521',
  张: '07-5131534',
  秀: '07-3123453',
  陈: '07-5215234',
  英: '08-12225134',
  欧: '08-13453534',
  阳: '06-522511',
  修: '09-322354333',
}
const strokeKey = (character: string) => table[character]
const order = (...names: string[]) => orderByStrokes(names, (name) => name, strokeKey)

t.test('surnames by number of strokes, then stroke by stroke', async (t) => {
  t.same(order('陈一', '张一', '李一', '王一', '丁一', '尹一').ordered, [
    '丁一',
    '王一',
    '尹一',
    '李一',
    '张一',
    '陈一',
  ])
})

t.test('under one surname two characters come before three', async (t) => {
  t.same(order('王一英', '王伟', '王一', '王一一', '王秀英').ordered, ['王一', '王伟', '王一一', '王一英', '王秀英'])
})

t.test('a compound surname counts by its first character', async (t) => {
  t.same(order('欧阳修', '英一一', '欧修', '张一').ordered, ['张一', '英一一', '欧修', '欧阳修'])
  t.same(order('欧阳一一', '欧阳一').ordered, ['欧阳一', '欧阳一一'], 'three before four where the rest agrees')
})

t.test('dots and spaces of a name do not count', async (t) => {
  t.equal(compareByStrokes(strokeKey)('王　伟', '王伟'), 0)
  t.equal(compareByStrokes(strokeKey)('丁·一', '丁一'), 0)
})

t.test('an unknown character is reported and its name stands last', async (t) => {
  const { ordered, unknown } = order('𬱖一', '陈一', '陈𬱖', '陈犇', '陈英')
  t.same(ordered, ['陈一', '陈英', '陈犇', '陈𬱖', '𬱖一'])
  t.same(unknown, ['𬱖', '犇'], 'each once')
  t.same(order('王伟').unknown, [])
})

t.test('namesakes are handed back to be placed by a person', async (t) => {
  const people = [
    { id: 1, name: '王伟' },
    { id: 2, name: '李秀英' },
    { id: 3, name: '王　伟' },
  ]
  const { ordered, alike } = orderByStrokes(people, ({ name }) => name, strokeKey)
  t.same(
    ordered.map(({ id }) => id),
    [1, 3, 2],
    'in the order given',
  )
  t.same(
    alike.map((group) => group.map(({ id }) => id)),
    [[1, 3]],
  )
})

t.test('characters of one key still have an order', async (t) => {
  const sameKey = () => '07'
  t.equal(Math.sign(compareByStrokes(sameKey)('甲', '乙')), -Math.sign(compareByStrokes(sameKey)('乙', '甲')))
})

t.test('a total order: antisymmetric, transitive, and blind to how the names came', async () => {
  const name = fc
    .array(fc.constantFrom(...Object.keys(table), '犇', '𬱖', '·'), { minLength: 0, maxLength: 4 })
    .map((characters) => characters.join(''))
  const compare = compareByStrokes(strokeKey)
  fc.assert(
    fc.property(name, name, name, (a, b, c) => {
      const antisymmetric = Math.sign(compare(a, b)) === -Math.sign(compare(b, a)) || compare(a, b) === compare(b, a)
      const transitive = !(compare(a, b) <= 0 && compare(b, c) <= 0) || compare(a, c) <= 0
      return antisymmetric && transitive
    }),
  )
  fc.assert(
    fc.property(fc.uniqueArray(name, { comparator: (a, b) => compare(a, b) === 0 }), (names) => {
      return order(...names).ordered.join() === order(...[...names].reverse()).ordered.join()
    }),
  )
})

t.test('after a primary by votes, where the rule set says so; equal votes by strokes', async (t) => {
  const people = [
    { name: '李', votes: 20 },
    { name: '丁', votes: 10 },
    { name: '王', votes: 20 },
  ]
  const strokes = new Map([...'丁王李'].map((character, index) => [character, String(index)]))
  const order = (withVotes: boolean, candidateOrder: 'strokes' | 'votesAfterPrimary', of = people) =>
    orderCandidates(
      of,
      ({ name }) => name,
      withVotes ? ({ votes }) => votes : undefined,
      { candidateOrder },
      (character) => strokes.get(character),
    )
  const names = (found: { ordered: readonly { name: string }[] }) => found.ordered.map(({ name }) => name).join('')
  for (const { withVotes, figure, expected, by, because } of [
    { withVotes: true, figure: 'votesAfterPrimary', expected: '王李丁', by: 'votes', because: 'by votes' },
    { withVotes: false, figure: 'votesAfterPrimary', expected: '丁王李', by: 'strokes', because: 'no primary' },
    { withVotes: true, figure: 'strokes', expected: '丁王李', by: 'strokes', because: 'always by strokes' },
  ] as const) {
    const found = order(withVotes, figure)
    t.equal(names(found), expected, because)
    t.equal(found.by, by, because)
  }
  const alike = [
    { name: '王', votes: 20 },
    { name: '王', votes: 10 },
    { name: '龘', votes: 5 },
  ]
  t.same(order(true, 'votesAfterPrimary', alike).alike, [], 'the votes tell namesakes apart')
  t.same(order(true, 'votesAfterPrimary', alike).unknown, ['龘'])
  t.equal(order(false, 'votesAfterPrimary', alike).alike.length, 1, 'strokes do not')
  const equal = [...alike, { name: '王', votes: 20 }]
  t.same(
    order(true, 'votesAfterPrimary', equal).alike.map((group) => group.map(({ votes }) => votes)),
    [[20, 20]],
    'nor equal votes',
  )
})
