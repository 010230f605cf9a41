import fc from 'fast-check'
import t from 'tap'
import { lineDiff } from '../../src/lib/line-diff.js'

t.test('what two texts share stays, the rest is removed and added', async (t) => {
  for (const { before, after, want, because } of [
    { before: 'a', after: 'a', want: ' a', because: 'nothing changed' },
    { before: 'a\nb\nc', after: 'a\nx\nc', want: ' a-b+x c', because: 'one line became another' },
    { before: 'a\nb', after: 'a', want: ' a-b', because: 'the last one gone' },
    { before: 'a', after: 'a\nb\nc', want: ' a+b+c', because: 'two more at the end' },
    { before: 'b\na', after: 'a\nb', want: '-b a+b', because: 'two that changed places' },
    { before: 'a\nc\nd', after: 'b\na\nd', want: '+b a-c d', because: 'one before and one in the middle' },
  ]) {
    const said = lineDiff(before, after).map(
      ({ kind, text }) => `${{ same: ' ', removed: '-', added: '+' }[kind]}${text}`,
    )
    t.equal(said.join(''), want, because)
  }
})

t.test('both texts can be read back from what was found', async (t) => {
  const text = fc
    .array(fc.constantFrom('a', 'b', '', 'c'), { minLength: 1, maxLength: 12 })
    .map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = lineDiff(before, after)
      const readBack = (other: 'added' | 'removed') =>
        lines.flatMap(({ kind, text: line }) => (kind === other ? [] : [line])).join('\n')
      return readBack('added') === before && readBack('removed') === after
    }),
  )
  t.pass()
})
