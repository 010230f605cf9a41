import { createCanvas } from '@napi-rs/canvas'
import t from 'tap'
import { renderPdf } from '../../src/documents/layout/render-pdf.js'
import { byPdfium, type DrawnPage } from '../helpers/drawn-pages.js'
import { withOrientation } from '../helpers/exif.js'

const [width, height] = [150, 210] as const

/** Dark, grey, light and lighter in the four quarters, so that no turn looks like another. */
function shadeAt(x: number, y: number): number {
  const isRight = x >= width / 2
  return y < height / 2 ? (isRight ? 90 : 10) : isRight ? 230 : 160
}

/** Where a point of the file is shown (Exif 2.32, table of 4.6.5.1.6), in a file of so many points. */
const shown: Readonly<Record<number, (x: number, y: number, w: number, h: number) => readonly [number, number]>> = {
  1: (x, y) => [x, y],
  2: (x, y, w) => [w - x, y],
  3: (x, y, w, h) => [w - x, h - y],
  4: (x, y, _w, h) => [x, h - y],
  5: (x, y) => [y, x],
  6: (x, y, _w, h) => [h - y, x],
  7: (x, y, w, h) => [h - y, w - x],
  8: (x, y, w) => [y, w - x],
}

/** The same picture as a camera keeps it that is held this way. */
function taken(orientation: number): Buffer {
  const [w, h] = orientation >= 5 ? [height, width] : [width, height]
  const canvas = createCanvas(w, h)
  const context = canvas.getContext('2d')
  const picture = context.createImageData(w, h)
  for (let y = 0; y < h; y += 1) {
    for (let x = 0; x < w; x += 1) {
      const [atX, atY] = shown[orientation]?.(x + 0.5, y + 0.5, w, h) ?? [x, y]
      const shade = shadeAt(atX, atY)
      picture.data.set([shade, shade, shade, 255], (y * w + x) * 4)
    }
  }
  context.putImageData(picture, 0, 0)
  return withOrientation(canvas.toBuffer('image/jpeg', 95), orientation)
}

async function printed(bytes: Buffer): Promise<DrawnPage> {
  const rows = Array.from({ length: 4 }, () => ({ cells: [{ text: '姓名', span: 10 }] }))
  const set = await renderPdf({
    title: '照片',
    createdOn: '2027-05-01',
    blocks: [{ kind: 'form', columns: 12, rows, photo: { bytes, rows: 4, span: 2 } }],
  })
  if (!set.ok) throw new Error(JSON.stringify(set.error))
  const [page] = await byPdfium(set.value.bytes)
  if (!page) throw new Error('no page')
  return page
}

t.test('a photograph stands upright on paper, however the camera was held', async (t) => {
  const upright = await printed(taken(1))
  const count = (from: number, to: number) => upright.greys.filter((grey) => grey >= from && grey < to).length
  for (const [from, to] of [
    [0, 30],
    [80, 100],
    [150, 170],
    [220, 240],
  ] as const)
    t.ok(count(from, to) > 1000, `a quarter of ${from} is there`)
  for (const orientation of [2, 3, 4, 5, 6, 7, 8]) {
    const { greys } = await printed(taken(orientation))
    const different = greys.filter((grey, i) => Math.abs(grey - (upright.greys[i] ?? 0)) > 40).length
    t.ok(different < 60, `orientation ${orientation}: ${different} points differ`)
  }
})
