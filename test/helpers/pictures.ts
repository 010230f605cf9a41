import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Canvas, createCanvas, loadImage } from '@napi-rs/canvas'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** Dots an inch of the pictures kept: enough to see a line moved, a face changed, a mark lost. */
const dpi = 48

const kept = fileURLToPath(new URL('../../../test/golden/pictures/', import.meta.url))
const differences = fileURLToPath(new URL('../../../test/differences/', import.meta.url))

/** A point that is lighter or darker than in the kept picture by less than this is the same. */
const sameGrey = 48

/** All pages of a PDF side by side, as a reader program draws them. */
async function pictureOf(bytes: Uint8Array): Promise<Canvas> {
  const task = getDocument({ data: new Uint8Array(bytes), disableFontFace: true, useSystemFonts: false, verbosity: 0 })
  const document = await task.promise
  const pages = []
  for (let number = 1; number <= document.numPages; number += 1) pages.push(await document.getPage(number))
  const views = pages.map((page) => page.getViewport({ scale: dpi / 72 }))
  const width = views.reduce((sum, view) => sum + Math.ceil(view.width), 0)
  const picture = createCanvas(width, Math.max(...views.map((view) => Math.ceil(view.height))))
  const context = picture.getContext('2d')
  let left = 0
  for (const [i, page] of pages.entries()) {
    const viewport = views[i]
    if (!viewport) continue
    const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
    const own = canvas.getContext('2d')
    own.fillStyle = 'white'
    own.fillRect(0, 0, canvas.width, canvas.height)
    await page.render({ canvas: canvas as never, canvasContext: own as never, viewport }).promise
    context.drawImage(canvas, left, 0)
    left += canvas.width
  }
  await task.destroy()
  return picture
}

/**
 * How many points of ten thousand differ from the kept picture; Infinity for another size. What differs is written to
 * test/differences as the new picture and one with the differing points in black. With UPDATE_GOLDEN=1 the picture is
 * kept anew, for a person to look at.
 */
export async function differsFromPicture(name: string, bytes: Uint8Array): Promise<number> {
  const picture = await pictureOf(bytes)
  const file = `${kept}${name}.webp`
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(kept, { recursive: true })
    writeFileSync(file, picture.toBuffer('image/webp', 60))
    return 0
  }
  if (!existsSync(file)) return Number.POSITIVE_INFINITY
  const before = await loadImage(readFileSync(file))
  if (before.width !== picture.width || before.height !== picture.height) {
    keepDifference(name, picture)
    return Number.POSITIVE_INFINITY
  }
  // The new one is pressed as the kept one was, so that only what the page holds can differ.
  const after = await loadImage(picture.toBuffer('image/webp', 60))
  const [was, is] = [greysOf(before), greysOf(after)]
  const wrong = is.map((grey, i) => Math.abs(grey - (was[i] ?? 0)) > sameGrey)
  const share = (wrong.filter((one) => one).length / wrong.length) * 10_000
  if (share > 0) keepDifference(name, picture, wrong)
  return share
}

function greysOf(image: Awaited<ReturnType<typeof loadImage>>): number[] {
  const canvas = createCanvas(image.width, image.height)
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
  return Array.from({ length: canvas.width * canvas.height }, (_, i) => data[i * 4 + 1] ?? 0)
}

function keepDifference(name: string, picture: Canvas, wrong?: readonly boolean[]): void {
  mkdirSync(differences, { recursive: true })
  writeFileSync(`${differences}${name}.png`, picture.toBuffer('image/png'))
  if (!wrong) return
  const marks = createCanvas(picture.width, picture.height)
  const context = marks.getContext('2d')
  context.fillStyle = 'white'
  context.fillRect(0, 0, marks.width, marks.height)
  context.fillStyle = 'black'
  wrong.forEach((isWrong, i) => {
    if (isWrong) context.fillRect(i % picture.width, Math.floor(i / picture.width), 1, 1)
  })
  writeFileSync(`${differences}${name}-marks.png`, marks.toBuffer('image/png'))
}
