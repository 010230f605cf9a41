import t from 'tap'
import { createCanvas } from '@napi-rs/canvas'
import { create } from 'qrcode'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { BallotPageGeometry, Place } from '../../src/documents/ballots/ballot-geometry.js'
import { renderBallot } from '../../src/documents/ballots/render-ballot.js'
import { type SampleBallot, sampleBallots } from '../../src/documents/ballots/sample-ballots.js'

/** Dots a millimetre: 254 dots an inch. */
const dots = 10

/** In hundredths of a millimetre, by ISO 216. */
const sheets = { A5: [14_800, 21_000], A4: [21_000, 29_700], A3: [29_700, 42_000] } as const

/** A page as an office scanner sees it: true where it is dark. */
async function scan(bytes: Uint8Array, page: number) {
  const task = getDocument({ data: new Uint8Array(bytes), disableFontFace: true, useSystemFonts: false, verbosity: 0 })
  const read = await (await task.promise).getPage(page)
  const viewport = read.getViewport({ scale: (dots * 25.4) / 72 })
  const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height))
  const context = canvas.getContext('2d')
  context.fillStyle = 'white'
  context.fillRect(0, 0, canvas.width, canvas.height)
  await read.render({ canvas: canvas as never, canvasContext: context as never, viewport }).promise
  const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height)
  await task.destroy()
  const isDark = (x: number, y: number) => (data[(Math.round(y) * width + Math.round(x)) * 4] ?? 255) < 120
  return { isDark, width, height }
}

type Scan = Awaited<ReturnType<typeof scan>>

/** The dark line nearest to where it should be, as its distance in millimetres; across a stretch of the line. */
function offBy({ isDark }: Scan, at: number, from: number, to: number, isUpright: boolean): number {
  const middle = [0.35, 0.5, 0.65].map((share) => from + (to - from) * share)
  const isLine = (p: number) => middle.every((m) => (isUpright ? isDark(p, m) : isDark(m, p)))
  const nearest = [0, -1, 1, -2, 2, -3, 3, -4, 4].map((d) => Math.round(at) + d).find(isLine)
  if (nearest === undefined) return Number.POSITIVE_INFINITY
  let [first, last] = [nearest, nearest]
  while (isLine(first - 1)) first -= 1
  while (isLine(last + 1)) last += 1
  return Math.abs((first + last + 1) / 2 - at) / dots
}

function worstOf(page: Scan, { x, y, w, h }: Place): number {
  const [left, top, right, bottom] = [x, y, x + w, y + h].map((n) => (n / 100) * dots) as [
    number,
    number,
    number,
    number,
  ]
  return Math.max(
    offBy(page, left, top, bottom, true),
    offBy(page, right, top, bottom, true),
    offBy(page, top, left, right, false),
    offBy(page, bottom, left, right, false),
  )
}

async function setting({ content, layout }: SampleBallot, isSample = false) {
  const set = await renderBallot({ content, layout, designCode: '12-V1', isSample })
  if (!set.ok) throw new Error(JSON.stringify(set.error))
  return set.value
}

/** Where a square in a corner really lies: from its first dark dot to its last. */
function isSquareThere({ isDark }: Scan, { x, y, w, h }: Place): boolean {
  const dot = (n: number) => (n / 100) * dots
  const inside = [0.1, 0.5, 0.9].every((sx) => [0.1, 0.5, 0.9].every((sy) => isDark(dot(x + w * sx), dot(y + h * sy))))
  const around = [-40, w + 40].some((dx) => isDark(dot(x + dx), dot(y + h / 2)))
  return inside && !around
}

/** Whether the QR code of the design and the page stands in its place, module by module. */
function isCodeThere({ isDark }: Scan, { code, codePlace: { x, y, w } }: BallotPageGeometry): boolean {
  const { size, data } = create(code, { errorCorrectionLevel: 'Q' }).modules
  const quiet = 4
  const module = w / (size + 2 * quiet)
  const dot = (from: number, n: number) => ((from + (n + 0.5) * module) / 100) * dots
  const places = Array.from({ length: size + 2 * quiet }, (_, n) => n)
  return places.every((row) =>
    places.every((column) => {
      const [r, c] = [row - quiet, column - quiet]
      const isOutside = r < 0 || c < 0 || r >= size || c >= size
      const isModule = !isOutside && data[r * size + c] === 1
      return isDark(dot(x, column), dot(y, row)) === isModule
    }),
  )
}

function overlap(a: Place, b: Place): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
}

t.setTimeout(240_000)

for (const sample of sampleBallots) {
  t.test(`${sample.key}: every box lies where the design says, and can be marked`, async (t) => {
    const { bytes, geometry } = await setting(sample)
    const expected = sample.content.posts.reduce((sum, { names, writeIns }) => sum + names.length + 2 * writeIns, 0)
    t.equal(geometry.pages.flatMap(({ boxes }) => boxes).length, expected, 'none is missing')
    for (const page of geometry.pages) {
      const paper = await scan(bytes, page.page)
      t.ok(
        Math.abs(paper.width / dots - page.width / 100) < 0.1 &&
          Math.abs(paper.height / dots - page.height / 100) < 0.1,
      )
      t.ok(
        page.corners.every((corner) => isSquareThere(paper, corner)),
        'the squares in the corners',
      )
      const [short, long] = sheets[sample.layout.paper]
      t.same([page.width, page.height].sort(), [short, long].sort(), `a sheet of ${sample.layout.paper}`)
      t.ok(isCodeThere(paper, page), 'the code of the design and the page stands in its place')
      const worst = Math.max(...page.boxes.map((box) => worstOf(paper, box)))
      t.ok(worst <= 0.3, `off by ${worst} mm at most`)
      checkMeasures(t, page)
    }
  })
}

function checkMeasures(t: { ok(value: unknown, message: string): unknown }, page: BallotPageGeometry): void {
  const marks = page.boxes.filter(({ kind }) => kind === 'mark')
  t.ok(
    marks.every(({ w, h }) => w >= 800 && h === w),
    'squares of 8 mm or more',
  )
  t.ok(
    page.boxes.every(({ x, w }) => x >= 1000 && x + w <= page.width - 1000),
    'margins of 10 mm',
  )
  t.ok(
    page.boxes.every((box) => !overlap(box, page.seal) && !overlap(box, page.codePlace)),
    'room for seal and code',
  )
  t.ok(
    marks.every((a, i) => marks.every((b, j) => i >= j || !overlap(a, b))),
    'no two overlap',
  )
}

t.test('every kind of vote is among those that are measured, on every paper and in both arrangements', (t) => {
  const measured = new Set(
    sampleBallots.flatMap(({ content, layout }) => [
      content.vote,
      layout.paper,
      layout.arrangement,
      ...(content.posts.every(({ names }) => names.length === 0) ? ['without candidates'] : []),
    ]),
  )
  const wanted = ['first', 'runoff', 'tieBreak', 'primary', 'without candidates']
  t.same([...measured].sort(), [...wanted, 'A3', 'A4', 'A5', 'oneSheet', 'sheetPerPost'].sort())
  t.end()
})

t.test('the same wish gives the same bytes; a sample differs in its watermark alone', async (t) => {
  const [first] = sampleBallots
  if (!first) return
  const [one, two, sample] = [await setting(first), await setting(first), await setting(first, true)]
  t.ok(one.bytes.equals(two.bytes))
  t.notOk(one.bytes.equals(sample.bytes))
  t.same(sample.geometry, one.geometry)
  t.match(one.geometry.pages[0]?.code, /^JXB-12-V1-1-[0-9A-F]{8}$/)
})

t.test('what does not fit is said, with what to do', async (t) => {
  const [first] = sampleBallots
  if (!first) return
  const wish = { content: first.content, designCode: '1-V1', isSample: true }
  const small = await renderBallot({ ...wish, layout: { ...first.layout, paper: 'A5' } })
  t.match(small, { ok: false, error: [{ code: 'ballot-too-tall', message: /A4 或 A3.*一职一张/ }] })
  const [post] = first.content.posts
  const strange = {
    ...first.content,
    posts: post ? [{ ...post, names: [{ id: '1', name: '王\u{e001}', note: '' }] }] : [],
  }
  const missing = await renderBallot({ ...wish, content: strange, layout: first.layout })
  t.match(missing, { ok: false, error: [{ code: 'character-without-font' }] })
})
