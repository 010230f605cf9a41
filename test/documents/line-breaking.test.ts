import fc from 'fast-check'
import t from 'tap'
import { keptTogether } from '../../src/documents/layout/blocks.js'
import { breakLines, type Line, squeezable } from '../../src/documents/layout/break-lines.js'
import { fontSet } from '../../src/documents/layout/fonts.js'
import { itemsOf, textOf } from '../../src/documents/layout/items.js'
import type { Style } from '../../src/documents/layout/runs.js'
import { titleLines } from '../../src/documents/layout/title-lines.js'

const style: Style = { role: 'fang', size: 16, cell: 16 }
const setting = () => ({ fonts: fontSet({}), missing: new Map<string, string>() })

function linesAt(text: string, cells: number, indent = 0): Line[] {
  const items = itemsOf([{ text, style }], setting())
  return breakLines(items, (line) => (line === 0 ? cells - indent : cells) * style.cell)
}

function texts(lines: readonly Line[]): string[] {
  return lines.map(({ items }) => items.map(textOf).join(''))
}

const officialText = fc
  .array(
    fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...'选举委员会根据居民登记名单公布本社区') },
      { weight: 4, arbitrary: fc.constantFrom(...'。，、；：？！”’）》〉·～—') },
      { weight: 2, arbitrary: fc.constantFrom(...'“‘（《〈〔') },
      {
        weight: 2,
        arbitrary: fc.constantFrom('2027年', '5月20日', '3,412人', '第2-1号', '——', '……', 'a/b', '91.38%', ' '),
      },
    ),
    { minLength: 1, maxLength: 150 },
  )
  .map((parts) => parts.join(''))

t.test('no line begins or ends with a mark that may not stand there, as far as any way leads past it', async (t) => {
  fc.assert(
    fc.property(officialText, fc.integer({ min: 24, max: 40 }), (text, cells) => {
      // Marks and digits without an end, as chance makes them, leave no place for a break at all.
      fc.pre(!/[。，、；：？！”’）》〉·～—“‘（《〈〔\d,.%/a-z…-]{12}/.test(text))
      const lines = texts(linesAt(text, cells, 2))
      return lines.every((line, i) => {
        const startsWell = i === 0 || !/^[。，、；：？！”’）》〉·～/]|^—(?!—)/.test(line)
        return startsWell && (i === lines.length - 1 || !/[“‘（《〈〔/]$/.test(line))
      })
    }),
    { numRuns: 400 },
  )
  t.pass()
})

t.test('nothing is lost, no line is wider than its room', async (t) => {
  fc.assert(
    fc.property(officialText, fc.integer({ min: 5, max: 40 }), (text, cells) => {
      const lines = linesAt(text, cells, 2)
      const kept = texts(lines).join('').replaceAll(' ', '')
      const fits = lines.every(
        ({ items, width }, i) => width - squeezable(items) <= (i === 0 ? cells - 2 : cells) * 16 + 0.02,
      )
      return kept === text.replaceAll(' ', '') && fits
    }),
    { numRuns: 400 },
  )
  t.pass()
})

t.test('what belongs together is never divided', async (t) => {
  for (const { unit, because } of [
    { unit: '第2-1号', because: 'a number of a notice' },
    { unit: '第十二届', because: 'a term' },
    { unit: '3,412人', because: 'a number and its unit' },
    { unit: '3个工作日', because: 'a number and a unit of several characters' },
    { unit: '8:00—17:30', because: 'a span of hours' },
    { unit: '0574-88888888', because: 'a telephone number' },
    { unit: '91.38%', because: 'a share' },
    { unit: '三分之二', because: 'a share in words' },
    { unit: '——', because: 'a dash of two cells' },
    { unit: '……', because: 'an ellipsis of two cells' },
    { unit: 'http://www.example.cn/a', because: 'an address on the web' },
  ]) {
    for (let before = 1; before <= 30; before++) {
      const text = `${'选'.repeat(before)}${unit}${'举'.repeat(40)}`
      const whole = texts(linesAt(text, 24)).filter((line) => line.includes(unit))
      if (whole.length !== 1) t.fail(`${unit} is divided after ${before}: ${because}`)
    }
    t.pass(because)
  }
})

t.test('a name is kept whole where the wording says so', async (t) => {
  const name = '阿依古丽·买买提'
  for (let before = 1; before <= 30; before++) {
    const text = `${'选'.repeat(before)}${keptTogether(name)}${'举'.repeat(40)}`
    const lines = texts(linesAt(text, 24))
    t.equal(lines.filter((line) => line.includes(name)).length, 1)
    t.notMatch(lines.join(''), /\u2060/, 'without a trace in what is copied')
  }
})

t.test('a date is divided only after its year or month, and only to avoid wide gaps', async (t) => {
  const date = '2027年5月20日'
  for (let before = 1; before <= 30; before++) {
    const lines = texts(linesAt(`${'选'.repeat(before)}${date}${'举'.repeat(40)}`, 24))
    const divided = lines.findIndex(
      (line, i) => !line.includes(date) && /[年月]$/.test(line) && /^\d/.test(lines[i + 1] ?? ''),
    )
    t.ok(divided >= 0 || lines.some((line) => line.includes(date)), `after ${before}`)
    if (divided >= 0) t.ok((lines[divided]?.length ?? 0) > 20)
  }
})

t.test('a word wider than the line falls apart, a mark that no rule can help is set all the same', async (t) => {
  t.same(texts(linesAt('a'.repeat(40), 10)).join(''), 'a'.repeat(40))
  t.same(texts(linesAt('。'.repeat(40), 10)).join(''), '。'.repeat(40))
  t.same(linesAt('', 10), [])
  t.same(texts(linesAt('  选举  ', 10)), ['选举'])
})

t.test('two marks that meet, and a mark at the end, give half a cell before a line is spread', async (t) => {
  const lines = linesAt(`${'选'.repeat(21)}》，${'举'.repeat(10)}。`, 22)
  t.equal(texts(lines)[0], `${'选'.repeat(21)}》，`, 'twenty-three characters in twenty-two cells')
})

t.test('a title is divided between words into lines of like length', async (t) => {
  const title = { role: 'title', size: 22, cell: 22 } as const
  const room = 442
  for (const { text, lines } of [
    { text: '选举结果公告', lines: ['选举结果公告'] },
    { text: '关于公布桃源社区第九届居民选举委员会成员名单的公告', lines: 2 },
    { text: '奉化区锦屏街道桃源社区第九届居民委员会换届选举工作领导小组办公室关于选民登记的公告', lines: 3 },
  ]) {
    const set = texts(titleLines(text, title, room, setting()))
    if (typeof lines === 'number') t.equal(set.length, lines)
    else t.same(set, lines)
    t.equal(set.join(''), text)
    t.ok(Math.max(...set.map((line) => line.length)) <= 20)
    t.ok(
      set.every((line) => !/^[的之会]/.test(line)),
      set.join(' / '),
    )
  }
})
