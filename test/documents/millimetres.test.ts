import fc from 'fast-check'
import t, { type Test } from 'tap'
import { catalogue, supplements } from '../../src/documents/catalogue.js'
import type { Paper, PaperFacts } from '../../src/documents/define-notice.js'
import type { Block } from '../../src/documents/layout/blocks.js'
import { wordJoiner } from '../../src/documents/layout/blocks.js'
import { setPaper, wordPaper } from '../../src/documents/render-paper.js'
import { linesOf, mm, type PdfItem, type PdfPage, readPdf } from '../helpers/pdf.js'
import { bottom, cell, left, pitch, right, top } from '../helpers/set-pages.js'
import { stretchedFacts } from '../helpers/stretched-facts.js'

const on = '2027-04-25'
const papers = [...catalogue, ...supplements]

/** GB/T 15834, 5.1: what may not begin a line, and what may not end one. */
const notFirst = /^[。，、；：？！”’）〕】》〉·—～/．%]/u
const notLast = /[“‘（〔【《〈]$/u

/** Marks whose right half is blank: at the end of a line they are set half as wide (GB/T 15834, 5.1.10). */
const halfBlank = /[，。、；：）》〉」』】〕]$/u

type Line = ReturnType<typeof linesOf>[number]

/** Size 3, as the body is set; each table is smaller. */
const isBody = ({ items }: Line) => items.every(({ size }) => Math.abs(size - 16) < 0.01)
const startOf = ({ items }: Line) => items[0]?.x ?? 0
const endOf = ({ items }: Line) => Math.max(...items.map(({ x, width }) => x + width))
const middleOf = (line: Line) => (startOf(line) + endOf(line)) / 2
const sorted = (text: string) => [...text].sort().join('')
const plain = (text: string) => text.replaceAll(wordJoiner, '').replace(/[\s\u3000]/g, '')

for (const paper of papers) {
  t.test(`${paper.key}: every millimetre of GB/T 9704, of the sample and of longer and rarer facts`, async (t) => {
    await measure(t, paper, paper.sample)
    await fc.assert(
      fc.asyncProperty(stretchedFacts(paper.sample), async (facts) => {
        await measure(t, paper, facts)
      }),
      { numRuns: 3, seed: 9704 },
    )
  })
}

async function measure(t: Test, paper: Paper, facts: PaperFacts): Promise<void> {
  const number = paper.isNumbered ? 4 : null
  const { blocks } = wordPaper(paper, facts, { number, on })
  const set = await setPaper(paper, facts, { number, on, sample: false })
  if (!set.ok) throw new Error(`${paper.key}: ${JSON.stringify(set.error)}`)
  const pdf = await readPdf(set.value.bytes)
  const pages = pdf.pages.map((page) => linesOf({ ...page, items: page.items.filter(({ y }) => y < bottom + 2) }))
  const wrong = [
    ...pdf.pages.flatMap(wrongOnPage),
    ...wrongTitle(pages[0] ?? [], blocks),
    ...pages.flatMap((lines, page) => wrongLines(lines, page, apartFromGrid(blocks))),
    ...wrongSignature(pages, blocks),
    ...wrongTables(pages, blocks),
    ...wrongAnnex(pages, blocks),
  ]
  t.strictSame(wrong, [], `${paper.key}, ${pdf.pages.length} pages`)
}

/** Paper, edges of the type area, and the page number 7 mm below it, outside. */
function wrongOnPage({ width, height, items }: PdfPage, index: number): string[] {
  const wrong: string[] = []
  if (Math.abs(width - 210 * mm) > 0.1 || Math.abs(height - 297 * mm) > 0.1) wrong.push('not A4')
  const outside = (item: PdfItem) =>
    item.x < left - 0.5 ||
    item.x + item.width > right + (halfBlank.test(item.text) ? item.size / 2 : 0) + 0.5 ||
    item.y - item.size * 0.8 < top - 0.5
  for (const item of items.filter(({ y }) => y < bottom + 2)) {
    if (outside(item) || item.y > bottom + 0.5) wrong.push(`page ${index + 1}: outside the type area: ${item.text}`)
  }
  const foot = items.find(({ text }) => text === `— ${index + 1} —`)
  if (!foot) return [...wrong, `page ${index + 1} has no number`]
  const dash = foot.y - 0.38 * 14
  if (foot.size !== 14 || Math.abs(dash - bottom - 7 * mm) > 0.5 * mm) wrong.push('the page number is not 7 mm below')
  const isOutside =
    index % 2 === 0 ? Math.abs(foot.x + foot.width - right + cell) < 1 : Math.abs(foot.x - left - cell) < 1
  return isOutside ? wrong : [...wrong, `the number of page ${index + 1} is not one character from the outer side`]
}

/** Size 2, centred, at the top; the number centred under it; the text begins on the same page. */
function wrongTitle(lines: readonly Line[], blocks: readonly Block[]): string[] {
  const title = lines.filter(({ items }) => items.every(({ size }) => size === 22))
  const wrong: string[] = []
  const [first] = title
  if (!first || first.y - top > 22 || first.y - top < 22 * 0.7) wrong.push('the title does not begin at the top')
  for (const line of title) {
    if (Math.abs(middleOf(line) - (left + right) / 2) > cell / 2) wrong.push(`not centred: ${line.text}`)
  }
  const numberLine = blocks.find((block) => block.kind === 'numberLine')
  const set = numberLine && lines.find(({ text }) => plain(text) === plain(numberLine.text))
  if (numberLine && !set) wrong.push('the number is not under the title')
  if (set && Math.abs(middleOf(set) - (left + right) / 2) > cell / 2) wrong.push('the number is not centred')
  const body = lines.filter((line) => isBody(line) && line !== set)
  return body.length > 0 ? wrong : [...wrong, 'no text on the first page']
}

/** How far below its line of the grid the baseline of size 3 lies; faces differ by less than a point. */
const baseline = 13.7

/** Body lines: on the 22 lines of the page, indented by two or flush, and nothing at either end that may not be there. */
function wrongLines(lines: readonly Line[], page: number, apart: ReadonlySet<string>): string[] {
  const body = lines.filter((line) => isBody(line) && !apart.has(plain(line.text).replace(/续表$/, '')))
  return body.flatMap((line) => {
    const wrong: string[] = []
    const text = line.text.trim()
    const where = `page ${page + 1}: `
    if (notFirst.test(text) && !text.startsWith('——')) wrong.push(`${where}begins with a mark: ${text}`)
    if (endOf(line) > right - 2.2 * cell && notLast.test(text)) wrong.push(`${where}ends with an opening mark: ${text}`)
    const off = (line.y - top - baseline) / pitch
    if (Math.abs(off - Math.round(off)) * pitch > 1.1)
      wrong.push(`${where}not on the grid by ${off.toFixed(3)}: ${text}`)
    const indent = (startOf(line) - left) / cell
    const isCentred = Math.abs(middleOf(line) - (left + right) / 2) < cell
    // A bracket or quote at the beginning stands in the right half of its cell.
    const isIndented = [0, 2].some((wanted) => Math.abs(indent - wanted) < 0.6)
    if (!isIndented && !isCentred && endOf(line) < right - 6 * cell)
      wrong.push(`${where}begins at ${indent.toFixed(2)}: ${text}`)
    return wrong
  })
}

/** Lines with a place of their own: captions of tables and lists, signature and date, and lines to be signed. */
function apartFromGrid(blocks: readonly Block[]): Set<string> {
  const texts = blocks.flatMap((block) => {
    if (block.kind === 'table' || block.kind === 'names') return block.caption ? [block.caption] : []
    if (block.kind === 'signature') return [block.issuer, block.date]
    if (block.kind !== 'signers') return []
    const perRow = block.perRow ?? 2
    const labels = block.labels.map((label) => `${label}：`)
    return labels.flatMap((label, i) => (i % perRow === 0 ? [labels.slice(i, i + perRow).join(''), label] : [label]))
  })
  return new Set(texts.map(plain))
}

/** The date four characters from the right with the issuer centred over it, with text before it and room for a seal. */
function wrongSignature(pages: readonly (readonly Line[])[], blocks: readonly Block[]): string[] {
  const signature = blocks.find((block) => block.kind === 'signature')
  if (!signature) return ['no signature']
  const page = pages.find((lines) => lines.some(({ text }) => plain(text) === plain(signature.date)))
  const at = page?.findIndex(({ text }) => plain(text) === plain(signature.date)) ?? -1
  const [date, issuer, above] = [page?.[at], page?.[at - 1], page?.[at - 2]]
  if (!date || !issuer || !above) return ['the signature stands alone']
  const wrong: string[] = []
  if (plain(issuer.text) !== plain(signature.issuer)) wrong.push(`not the issuer over the date: ${issuer.text}`)
  const note = blocks.find((block) => block.kind === 'note')
  const isThere = note === undefined || page?.some(({ text }) => plain(text) === plain(`（${note.text}）`))
  if (!isThere) wrong.push('the note is not on the page of the signature')
  if (Math.abs(issuer.y + pitch - date.y) > 0.5) wrong.push('issuer and date are not on lines one after the other')
  const isWide = endOf(issuer) - startOf(issuer) > endOf(date) - startOf(date) + 8 * cell
  if (!isWide && Math.abs(right - endOf(date) - 4 * cell) > 2) wrong.push('the date is not four from the right')
  if (Math.abs(middleOf(issuer) - middleOf(date)) > 2 && !isWide) wrong.push('the issuer is not centred over the date')
  // A seal of 45 mm whose middle lies on the issuer begins below the line above, and ends on the page.
  const seal = issuer.y - 16 * 0.35 - 22.5 * mm
  if (seal < above.y - 1) wrong.push(`no room for the seal: ${(above.y - seal).toFixed(1)} pt`)
  return wrong
}

/** Head and caption on each page that a table goes on to, 续表 there; no row divided; the total with a row before it. */
function wrongTables(pages: readonly (readonly Line[])[], blocks: readonly Block[]): string[] {
  const wrong: string[] = []
  for (const block of blocks) {
    if (block.kind !== 'table' || block.rows.length < 2) continue
    const head = plain(block.columns.map(({ title }) => title).join(''))
    // A head of two lines is read as three: one title above, one in the middle, one below.
    const isHead = (_line: Line, i: number, lines: readonly Line[]) =>
      [1, 2, 3].some((count) => {
        const text = lines.slice(i, i + count).map((line) => line.text)
        return sorted(plain(text.join(''))) === sorted(head)
      })
    const withHead = pages.filter((lines) => lines.some(isHead))
    if (withHead.length === 0) wrong.push(`no head ${head}`)
    withHead.slice(1).forEach((lines) => {
      const i = lines.findIndex(isHead)
      if (i === 0 && block.caption) wrong.push('no caption on the next page')
    })
    if (!block.total) continue
    const total = plain(block.total.join(''))
    const last = pages.find((lines) => lines.some(({ text }) => plain(text) === total))
    const at = last?.findIndex(({ text }) => plain(text) === total) ?? -1
    const before = last?.[at - 1]
    if (!last || !before || isHead(before, at - 1, last)) wrong.push('the total stands without a row')
  }
  return wrong
}

/** An annex begins a page, its title on the third line. */
function wrongAnnex(pages: readonly (readonly Line[])[], blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.kind !== 'annex') return []
    const mark = `附件${block.number ?? ''}`
    const page = pages.find(([first]) => plain(first?.text ?? '') === mark)
    const [first, title] = page ?? []
    if (!first || !title) return [`${mark} does not begin a page`]
    const wrong = Math.abs(startOf(first) - left) > 1 ? [`${mark} is not flush left`] : []
    if (Math.abs(title.y - first.y - 2 * pitch) > 6) wrong.push('the title of the annex is not on the third line')
    return Math.abs(middleOf(title) - (left + right) / 2) < cell / 2 ? wrong : [...wrong, 'its title is not centred']
  })
}
