import t from 'tap'
import { renderBallot } from '../../src/documents/ballots/render-ballot.js'
import { sampleBallots } from '../../src/documents/ballots/sample-ballots.js'
import { catalogue, supplements } from '../../src/documents/catalogue.js'
import { renderPdf } from '../../src/documents/layout/render-pdf.js'
import { setPaper } from '../../src/documents/render-paper.js'
import { setSampleSheet } from '../../src/documents/render-sheet.js'
import { sheetCatalogue } from '../../src/documents/sheet-catalogue.js'
import { byPdfium, byPdfjs, byPoppler, type DrawnPage, keepDrawings, mostDifferent } from '../helpers/drawn-pages.js'

/** Of 255 shades, in a square of eight points: above what edges and hairlines give, below what a lost character gives. */
const tolerance = 45

const proof = { code: '0123456789ABCDEF', publicUrl: 'https://xuanju.example.cn' }
const plain = { paper: 'A4', layout: 'names', identity: 'last4' } as const

const samples = [
  ...[...catalogue, ...supplements].map((paper) => ({
    key: paper.key,
    set: () => setPaper(paper, paper.sample, { number: 4, on: '2027-04-25', sample: true, proof }),
  })),
  ...sheetCatalogue.map((sheet) => ({ key: sheet.key, set: () => setSampleSheet(sheet, plain) })),
  ...sampleBallots.map(({ key, content, layout }) => ({
    key,
    set: () => renderBallot({ content, layout, designCode: '1-V1', isSample: true }),
  })),
]

t.test('programs that have nothing in common draw every paper alike', async (t) => {
  for (const { key, set } of samples) {
    const made = await set()
    if (!made.ok) return t.fail(key)
    const { bytes } = made.value
    const drawings: Record<string, DrawnPage[]> = { pdfium: await byPdfium(bytes), pdfjs: await byPdfjs(bytes) }
    const third = byPoppler(bytes)
    if (third) drawings['poppler'] = third
    const { pdfium = [], ...others } = drawings
    for (const [program, pages] of Object.entries(others)) {
      const most = mostDifferent(pdfium, pages)
      t.ok(most < tolerance, `${key}: ${program} differs by ${Math.round(most)}`)
      if (most >= tolerance) keepDrawings(key, { pdfium, [program]: pages })
    }
  }
})

t.test('one character that is missing is seen, and a page', async (t) => {
  const draw = async (text: string) => {
    const blocks = [{ kind: 'paragraph', text }] as const
    const set = await renderPdf({ title: '公告', blocks, createdOn: '2027-04-25' })
    if (!set.ok) throw new Error('a character without a font')
    return { pdfium: await byPdfium(set.value.bytes), pdfjs: await byPdfjs(set.value.bytes) }
  }
  const right = await draw('选民名单自公布之日起五日内有异议的，向居民选举委员会提出。')
  const wrong = await draw('选民名单自公布之日起五日内有异议的，向居民选举委员会提　。')
  t.ok(mostDifferent(right.pdfium, wrong.pdfjs) > tolerance)
  t.ok(mostDifferent(right.pdfium, right.pdfjs) < tolerance)
  t.equal(mostDifferent(right.pdfium, []), 255, 'a page that is missing')
})
