import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import t from 'tap'
import { csvText } from '../../src/lib/csv-text.js'

const read = (text: string): string[][] => parse(text, { bom: true, relax_column_count: true })

t.test('a table comes back as it was written, with a mark that tells its encoding', async (t) => {
  const rows = [
    ['社区', '备注', '人数'],
    ['奉中社区', '含“引号"、,逗号\r\n和换行', 12],
    ['', ' 前后空格 ', 0],
  ]
  const text = csvText(rows)
  t.equal(Buffer.from(text).subarray(0, 3).toString('hex'), 'efbbbf')
  t.strictSame(
    read(text),
    rows.map((row) => row.map(String)),
  )
})

t.test('nothing that was typed is a formula', async (t) => {
  for (const evil of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =cmd|x', '＝1+1', '＋1']) {
    t.equal(read(csvText([[evil]]))[0]?.[0], `'${evil}`, JSON.stringify(evil))
  }
  t.equal(csvText([[-3]]), '\uFEFF-3\r\n', 'a number stays one')
  t.equal(csvText([['3-1', 'a=b']]), '\uFEFF3-1,a=b\r\n')
})

t.test('whatever is written is read back, but for the apostrophes', async () => {
  const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary-ascii' }))
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 4 }), (rows) => {
      const back = read(csvText(rows))
      return (
        back.length === rows.length &&
        rows.every((row, y) => row.every((text, x) => back[y]?.[x] === text || back[y]?.[x] === `'${text}`))
      )
    }),
  )
})
