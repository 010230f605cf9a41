import t from 'tap'
import { codePointText, hanOf } from '../../src/lib/code-point.js'

t.test('code points as they are looked up', async (t) => {
  t.equal(codePointText('𠮷'), 'U+20BB7')
  t.equal(codePointText('·'), 'U+00B7')
  t.equal(codePointText('\ue000'), 'U+E000')
  t.equal(codePointText(''), 'U+0000')
})

t.test('the Han characters of a text, each once', async (t) => {
  t.strictSame(hanOf('王𠮷·王 A\ue000〇'), ['王', '𠮷', '\ue000', '〇'])
  t.strictSame(hanOf(''), [])
})
