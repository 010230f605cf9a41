import t from 'tap'
import type { Picked, Sheet } from '../../src/documents/define-sheet.js'
import { qrRules } from '../../src/documents/layout/qr-code.js'
import { setSampleSheet } from '../../src/documents/render-sheet.js'
import { findSheet, sheetCatalogue } from '../../src/documents/sheet-catalogue.js'
import { allText, mm, type ReadPdf, readPdf } from '../helpers/pdf.js'

const plain: Picked = { paper: 'A4', layout: 'names', identity: 'last4' }

async function sample(t: { fail(message: string): unknown }, sheet: Sheet, picked: Picked = plain): Promise<ReadPdf> {
  const set = await setSampleSheet(sheet, picked)
  if (!set.ok) t.fail(JSON.stringify(set.error))
  return await readPdf(set.ok ? set.value.bytes : new Uint8Array())
}

function sheetOf(key: string): Sheet {
  const sheet = findSheet(key)
  if (!sheet) throw new Error(`no sheet ${key}`)
  return sheet
}

/** Pages of those samples that have more than one. */
const pages: Readonly<Record<string, number>> = { 'tally-sheet': 2, 'entry-reference': 2, 'mobile-box-reply': 2 }

const margin = (sheet: Sheet) => (sheet.page.margins === 'wide' ? 13 * mm : 26 * mm)

for (const sheet of sheetCatalogue) {
  t.test(`${sheet.key}: its sample is all there, embedded, within its margins, twice the same`, async (t) => {
    const pdf = await sample(t, sheet)
    t.match(allText(pdf), '桃源里社区第九届居民')
    t.ok(pdf.fonts.every(({ isEmbedded }) => isEmbedded))
    t.equal(pdf.pages.length, pages[sheet.key] ?? 1)
    const isLandscape = sheet.page.orientation === 'landscape'
    for (const { width, height, items } of pdf.pages) {
      t.ok(Math.abs(width - (isLandscape ? 297 : 210) * mm) < 0.1, 'A4 lies as it should')
      t.ok(Math.abs(height - (isLandscape ? 210 : 297) * mm) < 0.1)
      const content = items.filter(({ text }) => !/^[—\d\s样张]+$/.test(text))
      const out = content.filter(
        (item) => item.x < margin(sheet) - 1 || item.x + item.width > width - margin(sheet) + 1,
      )
      t.strictSame(out, [])
    }
    const [one, two] = [await setSampleSheet(sheet, plain), await setSampleSheet(sheet, plain)]
    t.ok(one.ok && two.ok && one.value.bytes.equals(two.value.bytes))
  })
}

t.test('the wall list gives names and marks of namesakes, and nothing else of anybody', async (t) => {
  const names = allText(await sample(t, sheetOf('wall-list')))
  t.match(names, '第一居民小组（共5人）')
  for (const name of ['王伟（男）', '王伟（女）', '欧阳𬱖', '阿依努尔·买买提', '李秀英']) t.match(names, name)
  const table = allText(await sample(t, sheetOf('wall-list'), { ...plain, layout: 'table' }))
  t.match(table, '序号选民证号姓名备注')
  t.match(table, '1101王伟男')
  const large = await sample(t, sheetOf('wall-list'), { ...plain, paper: 'A3' })
  t.ok(
    Math.abs((large.pages[0]?.width ?? 0) - 297 * mm) < 0.1 && Math.abs((large.pages[0]?.height ?? 0) - 420 * mm) < 0.1,
  )
})

t.test('the statistics say what the registers held beside the voters', async (t) => {
  const text = allText(await sample(t, sheetOf('roll-statistics'))).replaceAll('\n', '')
  t.match(
    text,
    '导入的登记名册共167行：列入选民名单130人，选举日未满18周岁31人，经核对不予登记4人，内容有差错、待补正2人。',
  )
})

t.test('a voter card is 92 by 53 millimetres and has its code', async (t) => {
  const { pages } = await sample(t, sheetOf('voter-cards'))
  const places = (pages[0]?.items ?? []).filter(({ text }) => text === '证')
  t.equal(places.length, 3)
  const [first, second, third] = places
  t.ok(Math.abs((second?.x ?? 0) - (first?.x ?? 0) - 92 * mm) < 0.1, 'two side by side')
  t.ok(Math.abs((third?.y ?? 0) - (first?.y ?? 0) - 53 * mm) < 0.1, 'rows one under the other')
  t.notMatch(allText(await sample(t, sheetOf('voter-cards'))), /— ?1 ?—/, 'no page number to be cut through')
  const lines = allText(await sample(t, sheetOf('voter-cards')))
  t.match(lines, '编号：101王伟第一居民小组', 'the stub for a run-off names the voter')
  t.match(lines, '另行选举领票时剪下，由发票员收存。')
  const items = pages[0]?.items ?? []
  const stub = items.filter(({ text }) => text.includes('副'))
  t.equal(stub.length, 3)
  t.ok(
    stub.every(({ y }) => ((y - 15 * mm) % (53 * mm)) / mm > 44),
    'it takes the last nine millimetres of the card',
  )
})

t.test('a code is drawn as its modules: three finders, and free space around', async (t) => {
  const side = 100
  const rules = qrRules('JX-1-101', 0, 0, side)
  const module = rules[0]?.weight ?? 0
  const size = Math.round(side / module) - 8
  t.equal(size, 21, 'the smallest code is enough')
  const isDark = (column: number, row: number) => {
    const [x, y] = [(column + 4.5) * module, (row + 4.5) * module]
    return rules.some(({ x1, x2, y1 }) => x > x1 && x < x2 && Math.abs(y - y1) < module / 2)
  }
  for (const [column, row] of [
    [0, 0],
    [14, 0],
    [0, 14],
  ] as const) {
    t.ok(isDark(column, row) && isDark(column + 6, row + 6) && isDark(column + 3, row + 3), 'a finder')
    t.notOk(isDark(column + 1, row + 1), 'its white ring')
  }
  t.ok(
    rules.every(
      ({ x1, x2, y1 }) => x1 >= 4 * module - 0.001 && x2 <= side - 4 * module + 0.001 && y1 < side - 4 * module,
    ),
  )
})

t.test('the boxes for 正 signs are twenty a line, wide enough to write in, and every line has its sums', async (t) => {
  const text = allText(await sample(t, sheetOf('tally-sheet'))).replaceAll('\n', '')
  t.match(text, '一格一个“正”字是5票，一行20格是100票')
  t.match(text, '本页小计')
  t.match(text, '累计')
  t.match(text, '另选他人（姓名照选票写；同一人写成一行）')
  for (const label of ['唱票人', '计票人', '监票人', '本页票数', '有效票', '无效票', '空白票']) t.match(text, label)
})
