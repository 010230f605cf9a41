import fc from 'fast-check'
import t from 'tap'
import { ballotDifferences } from '../../src/rules/ballot-differences.js'

t.test('where two people typed differently', async (t) => {
  for (const { first, second, found, because } of [
    { first: ['1', '2'], second: ['1', '2'], found: [], because: 'alike' },
    { first: ['1', '2', '3'], second: ['1', '4', '3'], found: [{ first: 2, second: 2 }], because: 'one ballot' },
    { first: ['1', '2', '3'], second: ['1', '3'], found: [{ first: 2 }], because: 'the second left one out' },
    { first: ['1', '3'], second: ['1', '2', '3'], found: [{ second: 2 }], because: 'the first left one out' },
    { first: ['1', '2'], second: ['1', '2', '2'], found: [{ second: 3 }], because: 'the last one typed twice' },
    { first: [], second: ['1'], found: [{ second: 1 }], because: 'nothing at all' },
    { first: ['1'], second: [], found: [{ first: 1 }], because: 'nothing at all' },
    { first: ['?涂改', '1'], second: ['?看不清', '1'], found: [], because: 'in question for both' },
    {
      first: ['1', '2', '3', '4'],
      second: ['2', '3', '5'],
      found: [{ first: 1 }, { first: 4, second: 3 }],
      because: 'one left out, one differs',
    },
  ]) {
    t.same(ballotDifferences(first, second), found, because)
  }
})

const bundle = fc.array(fc.constantFrom('0', '1', '2', '1 2'), { maxLength: 25 })

t.test('what is not named is alike in both', async (t) => {
  fc.assert(
    fc.property(bundle, bundle, (first, second) => {
      const found = ballotDifferences(first, second)
      const without = (lines: readonly string[], named: readonly (number | undefined)[]) =>
        JSON.stringify(lines.filter((_, index) => !named.includes(index + 1)))
      const rest = without(
        first,
        found.map((one) => one.first),
      )
      const other = without(
        second,
        found.map((one) => one.second),
      )
      return rest === other && (found.length === 0) === (JSON.stringify(first) === JSON.stringify(second))
    }),
  )
  t.pass('over random bundles')
})

t.test('one ballot left out of a bundle is one difference', async (t) => {
  fc.assert(
    fc.property(fc.array(fc.nat(9).map(String), { minLength: 1, maxLength: 30 }), fc.nat(29), (first, at) => {
      const second = first.filter((_, index) => index !== at % first.length)
      return ballotDifferences(first, second).length === 1
    }),
  )
  t.pass('wherever it was')
})
