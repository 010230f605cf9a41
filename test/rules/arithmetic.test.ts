import t from 'tap'
import { comparisonText, shareText } from '../../src/rules/arithmetic.js'

t.test('shares in words', async (t) => {
  t.equal(shareText({ num: 1, den: 2 }), '半数')
  t.equal(shareText({ num: 2, den: 3 }), '三分之二')
  t.equal(shareText({ num: 1, den: 3 }), '三分之一')
})

t.test('the sum is shown so that a reader can follow it', async (t) => {
  const half = { num: 1, den: 2 }
  const twoThirds = { num: 2, den: 3 }
  for (const { part, whole, share, text } of [
    { part: 2694, whole: 3118, share: half, text: '2694×2＝5388＞3118' },
    { part: 50, whole: 101, share: half, text: '50×2＝100＜101' },
    { part: 50, whole: 100, share: half, text: '50×2＝100，等于100' },
    { part: 61, whole: 90, share: twoThirds, text: '61×3＝183＞180＝90×2' },
    { part: 60, whole: 90, share: twoThirds, text: '60×3＝180＝90×2' },
    { part: 59, whole: 90, share: twoThirds, text: '59×3＝177＜180＝90×2' },
  ]) {
    t.equal(comparisonText(part, whole, share), text)
  }
})
