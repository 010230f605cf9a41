import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { createCanvas } from '@napi-rs/canvas'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** A page as a program draws it, in shades from 0 black to 255 white. */
export interface DrawnPage {
  readonly width: number
  readonly height: number
  readonly greys: Uint8Array
}

/** Points of the picture to a point of the page: 144 an inch. */
const scale = 2

function drawn(width: number, height: number, rgba: Uint8Array | Uint8ClampedArray): DrawnPage {
  const greys = new Uint8Array(width * height)
  for (let i = 0; i < greys.length; i++) {
    greys[i] = ((rgba[i * 4] ?? 0) * 30 + (rgba[i * 4 + 1] ?? 0) * 59 + (rgba[i * 4 + 2] ?? 0) * 11) / 100
  }
  return { width, height, greys }
}

const pdfium = PDFiumLibrary.init()

/** What Chromium, Edge and Android open PDFs with. */
export async function byPdfium(bytes: Buffer): Promise<DrawnPage[]> {
  const document = await (await pdfium).loadDocument(bytes)
  const pages: DrawnPage[] = []
  for (const page of document.pages()) {
    const { data, width, height } = await page.render({ scale, render: 'bitmap' })
    pages.push(drawn(width, height, data))
  }
  document.destroy()
  return pages
}

/** What Firefox opens PDFs with. */
export async function byPdfjs(bytes: Buffer): Promise<DrawnPage[]> {
  const task = getDocument({ data: new Uint8Array(bytes), disableFontFace: true, useSystemFonts: false, verbosity: 0 })
  const document = await task.promise
  const pages: DrawnPage[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const viewport = page.getViewport({ scale })
    const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
    const context = canvas.getContext('2d')
    context.fillStyle = 'white'
    context.fillRect(0, 0, canvas.width, canvas.height)
    await page.render({ canvas: canvas as never, canvasContext: context as never, viewport }).promise
    pages.push(drawn(canvas.width, canvas.height, context.getImageData(0, 0, canvas.width, canvas.height).data))
  }
  await task.destroy()
  return pages
}

/** What Linux desktops open and print PDFs with; undefined where it is not installed. */
export function byPoppler(bytes: Buffer): DrawnPage[] | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'drawn-'))
  try {
    writeFileSync(join(folder, 'in.pdf'), bytes)
    const { status } = spawnSync('pdftoppm', [
      '-r',
      String(72 * scale),
      '-gray',
      join(folder, 'in.pdf'),
      join(folder, 'p'),
    ])
    if (status !== 0) return undefined
    const files = readdirSync(folder).filter((name) => name.endsWith('.pgm'))
    return files.sort().map((name) => greyMap(readFileSync(join(folder, name))))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A portable grey map: width, height and depth as text, then a byte a point. */
function greyMap(file: Buffer): DrawnPage {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.toString('latin1', 0, 40))
  if (!head) throw new Error('no grey map')
  return { width: Number(head[1]), height: Number(head[2]), greys: file.subarray(head[0].length) }
}

/** Eight points of the page: a character of the text is four such squares. */
const square = 8 * scale

/**
 * The square of the page in which two programs differ most: by how much of the 255 shades, on average over its points.
 * Edges and hairlines are drawn a little differently by each and give some thirty; a character that is lost gives twice
 * as much.
 */
export function mostDifferent(one: readonly DrawnPage[], two: readonly DrawnPage[]): number {
  if (one.length !== two.length) return 255
  return Math.max(...one.map((page, i) => mostOnPage(page, two[i] ?? page)))
}

function mostOnPage(one: DrawnPage, two: DrawnPage): number {
  const isSameSize = Math.abs(one.width - two.width) <= scale && Math.abs(one.height - two.height) <= scale
  if (!isSameSize) return 255
  let most = 0
  for (let top = 0; top + square <= Math.min(one.height, two.height); top += square) {
    for (let left = 0; left + square <= Math.min(one.width, two.width); left += square) {
      most = Math.max(most, Math.abs(meanOf(one, left, top) - meanOf(two, left, top)))
    }
  }
  return most
}

function meanOf({ width, greys }: DrawnPage, left: number, top: number): number {
  let sum = 0
  for (let y = top; y < top + square; y++) {
    for (let x = y * width + left; x < y * width + left + square; x++) sum += greys[x] ?? 255
  }
  return sum / square ** 2
}

const differences = fileURLToPath(new URL('../../../test/differences/', import.meta.url))

/** Leaves what a program drew beside that of another, for a person to look at. */
export function keepDrawings(name: string, drawings: Readonly<Record<string, readonly DrawnPage[]>>): void {
  mkdirSync(differences, { recursive: true })
  for (const [program, pages] of Object.entries(drawings)) {
    pages.forEach(({ width, height, greys }, i) => {
      const canvas = createCanvas(width, height)
      const context = canvas.getContext('2d')
      const image = context.createImageData(width, height)
      greys.forEach((grey, at) => image.data.set([grey, grey, grey, 255], at * 4))
      context.putImageData(image, 0, 0)
      writeFileSync(`${differences}${name}-${i + 1}-${program}.png`, canvas.toBuffer('image/png'))
    })
  }
}
