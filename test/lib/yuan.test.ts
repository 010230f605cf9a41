import t from 'tap'
import { fenOf, yuanText } from '../../src/lib/yuan.js'

t.test('money is read as it is written, to the fen', async (t) => {
  for (const [text, fen] of [
    ['0', 0],
    ['12345.6', 1234560],
    ['12,345.67', 1234567],
    ['１２３元', 12300],
    [' 5.05 ', 505],
    ['', undefined],
    ['-3', undefined],
    ['1.234', undefined],
    ['约100', undefined],
  ] as const)
    t.equal(fenOf(text), fen, text)
  t.equal(yuanText(1234560), '12345.60')
  t.equal(yuanText(5), '0.05')
})
