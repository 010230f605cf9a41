import t, { type Test } from 'tap'
import { setSampleSheet } from '../../src/documents/render-sheet.js'
import { findSheet } from '../../src/documents/sheet-catalogue.js'
import { byPdfium } from '../helpers/drawn-pages.js'
import { aBox, aBoxDesk, decide, list, submitBox } from '../helpers/mobile-boxes.js'
import { allText, linesOf, mm, readPdf } from '../helpers/pdf.js'
import { textOf } from '../helpers/roll.js'
import { bottom, left, pitch, right, top } from '../helpers/set-pages.js'

const plain = (text: string) => text.replace(/[\s\u3000]/g, '')

async function reply(t: Test) {
  const sheet = findSheet('mobile-box-reply')
  if (!sheet) throw new Error('no such sheet')
  const set = await setSampleSheet(sheet, { paper: 'A4', layout: 'names', identity: 'none' })
  if (!set.ok) throw new Error(JSON.stringify(set.error))
  t.equal(set.value.pages, 2)
  const { pages } = await readPdf(set.value.bytes)
  // Without 样张, which lies across the page.
  const lines = pages.map((page) => linesOf({ ...page, items: page.items.filter(({ size }) => size < 100) }))
  const find = (page: number, text: string) => {
    const line = lines[page]?.find((one) => plain(one.text).includes(text))
    if (!line) throw new Error(`no line ${text}`)
    const start = line.items[0]?.x ?? 0
    const end = Math.max(...line.items.map(({ x, width }) => x + width))
    return { ...line, start, end, middle: (start + end) / 2, size: line.items[0]?.size ?? 0 }
  }
  return { find, bytes: set.value.bytes }
}

t.test('the head of an official document, to the millimetre of GB/T 9704, 7.2', async (t) => {
  const { find } = await reply(t)
  const organ = find(0, '云岭街道办事处文件')
  // The baseline of a Han character lies about 0.88 of its size below its upper edge.
  t.ok(Math.abs(organ.y - 0.88 * organ.size - top - 35 * mm) < 1.5 * mm, 'the name begins 35 mm below the type area')
  t.ok(organ.start > left - 1 && organ.end < right + 1, 'it is not wider than the type area')
  t.ok(Math.abs(organ.middle - (left + right) / 2) < 2, 'it is centred')
  const number = find(0, '云街选〔2027〕3号')
  t.equal(number.size, 16)
  t.ok(Math.abs(number.middle - (left + right) / 2) < 4, 'the number is centred')
  const empty = number.y - 0.88 * 16 - (organ.y + 0.12 * organ.size)
  t.ok(Math.abs(empty - 2 * pitch) < 4 * mm, `two lines are free above the number: ${(empty / pitch).toFixed(2)}`)
  const title = find(0, '关于同意桃源里社区')
  t.equal(title.size, 22)
  const rule = number.y + 0.12 * 16 + 4 * mm
  const under = title.y - 0.88 * 22 - rule
  t.ok(Math.abs(under - 2 * pitch) < 4 * mm, `two lines are free under the rule: ${(under / pitch).toFixed(2)}`)
  t.ok(Math.abs(find(0, '居民选举委员会：').start - left) < 0.5, 'the addressee is flush left')
})

t.test('name and rule are red and nothing else; the rule is as wide as the type area', async (t) => {
  const { find, bytes } = await reply(t)
  const text = bytes.toString('latin1')
  t.ok(text.startsWith('%PDF-1.7'))
  const [page] = await byPdfium(bytes)
  if (!page) throw new Error('no page')
  const scale = page.width / (210 * mm)
  const number = find(0, '云街选〔2027〕3号')
  const ruleY = (number.y + 0.12 * 16 + 4 * mm) * scale
  // Pure red is this dark in a picture of greys; black would be nought.
  const isRed = (grey: number) => Math.abs(grey - 76) < 12
  const rows = [-6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6].map((by) => Math.round(ruleY) + by)
  const widths = rows.map((y) => {
    const xs = Array.from({ length: page.width }, (_, x) => x).filter((x) =>
      isRed(page.greys[y * page.width + x] ?? 255),
    )
    return xs.length === 0 ? 0 : ((xs.at(-1) ?? 0) - (xs[0] ?? 0)) / scale / mm
  })
  t.ok(Math.abs(Math.max(...widths) - 156) < 1, `the rule is ${Math.max(...widths).toFixed(1)} mm wide`)
})

t.test('the imprint stands on the lower edge of the last page, one character in at both sides', async (t) => {
  const { find } = await reply(t)
  const copies = find(1, '抄送：')
  const printed = find(1, '2027年5月10日印发')
  t.equal(copies.size, 14)
  t.ok(Math.abs(copies.start - left - 14) < 2, 'one character in from the left')
  t.ok(Math.abs(right - printed.end - 14) < 2, 'one character in from the right')
  t.match(plain(printed.text), /^云岭街道办事处.*2027年5月10日印发$/u, 'who printed it on the same line')
  t.ok(printed.y < bottom && bottom - printed.y < 14 * 1.7, 'its last line ends with the type area')
  const date = find(1, '2027年5月10日')
  t.ok(date.y < copies.y - pitch, 'the signature is above it')
})

t.test(
  'the township answers by its own paper, with the number of its decision, and nobody else prints it',
  async (t) => {
    for (const { decision, says } of [
      { decision: 'approved', says: ['供名单上的1名选民使用', '锦屏街道批复〔2027〕5号', '此复。'] },
      { decision: 'refused', says: ['不同意使用下列流动票箱', '理由：情况属实。'] },
    ] as const) {
      const desk = await aBoxDesk(t)
      const { township, officer } = desk
      const sheets = `/elections/${desk.election.id}/documents/sheets`
      const print = async () => {
        await township.open(sheets)
        await township.submit({}, `${sheets}/mobile-box-reply/print`)
      }
      await print()
      t.match(textOf(township.html), '还没有审批过的流动票箱')
      const box = await aBox(desk)
      await list(desk, box, 1)
      await submitBox(desk, box)
      await decide(desk, box, decision)
      await print()
      t.equal(township.response.headers['content-type'], 'application/pdf')
      const text = allText(await readPdf(township.response.rawPayload)).replace(/[\n样张]/g, '')
      for (const said of ['锦屏街道办事处文件', '长岭路1—20号逐户上门', ...says]) t.match(text, said)
      t.match(text, /抄送：.+。/u)
      await officer.open(sheets)
      t.notMatch(officer.html, 'mobile-box-reply')
      t.equal((await officer.post(`${sheets}/mobile-box-reply/print`, {})).statusCode, 403)
    }
  },
)
