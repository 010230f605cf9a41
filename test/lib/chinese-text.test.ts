import fc from 'fast-check'
import t from 'tap'
import {
  alignedName,
  articleText,
  chineseNumber,
  longDate,
  monthDay,
  termText,
  toHalfWidth,
  weekdayText,
} from '../../src/lib/chinese-text.js'
import { addDays } from '../../src/lib/plain-date.js'

t.test('numerals as headings write them', async (t) => {
  for (const [n, text] of [
    [0, '零'],
    [9, '九'],
    [10, '十'],
    [12, '十二'],
    [20, '二十'],
    [99, '九十九'],
  ] as const) {
    t.equal(chineseNumber(n), text)
  }
  for (const n of [-1, 100, 1.5]) t.throws(() => chineseNumber(n), new RegExp(`no Chinese numeral for ${n}$`))
})

t.test('terms, articles, days', async (t) => {
  t.equal(termText(9), '第九届')
  t.equal(articleText(17), '第十七条')
  t.equal(longDate('2027-05-02'), '2027年5月2日')
  t.equal(monthDay('2027-04-30'), '4月30日')
  const week = Array.from({ length: 7 }, (_, day) => weekdayText(addDays('2027-05-17', day)))
  t.same(week, ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'])
})

t.test('names of two characters are spaced to align with three', async (t) => {
  t.equal(alignedName('王伟'), '王　伟')
  t.equal(alignedName('王小伟'), '王小伟')
  t.equal(alignedName('王𬱖'), '王　𬱖', 'a character outside the basic plane is one character')
})

t.test('full-width letters, digits and signs are folded, Chinese punctuation is not', async (t) => {
  t.equal(toHalfWidth('３３０２９９ＡＢｘｙ'), '330299ABxy')
  t.equal(toHalfWidth('１－２（３）／４．５'), '1-2(3)/4.5')
  t.equal(toHalfWidth('王　伟'), '王 伟')
  t.equal(toHalfWidth('王伟，男。'), '王伟，男。')
})

t.test('folding twice changes nothing more', async () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => toHalfWidth(toHalfWidth(text)) === toHalfWidth(text)),
  )
})
