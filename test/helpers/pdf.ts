import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** A stretch of text on a page as a reader program finds it. Points, from the upper left corner of the page. */
export interface PdfItem {
  readonly text: string
  readonly x: number
  /** Of the baseline. */
  readonly y: number
  readonly width: number
  readonly size: number
  /** Without the tag of the subset: `NotoSerifSC-Regular`. */
  readonly font: string
}

export interface PdfPage {
  readonly width: number
  readonly height: number
  readonly items: readonly PdfItem[]
}

export interface PdfFont {
  readonly name: string
  readonly isEmbedded: boolean
}

export interface ReadPdf {
  readonly pages: readonly PdfPage[]
  readonly fonts: readonly PdfFont[]
  readonly title: string
  readonly author: string
  readonly language: string | null
}

interface LoadedFont {
  readonly name: string
  readonly missingFile?: boolean
}

/** Points in a millimetre. */
export const mm = 72 / 25.4

/** Reads a PDF back with its text exactly as copied from it. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(bytes), disableFontFace: true, useSystemFonts: false, verbosity: 0 })
  const document = await task.promise
  const fonts = new Map<string, PdfFont>()
  const pages: PdfPage[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    await page.getOperatorList()
    const { width, height } = page.getViewport({ scale: 1 })
    const { items } = await page.getTextContent({ disableNormalization: true })
    const read = items.flatMap((item) => {
      if (!('str' in item) || item.str.trim() === '') return []
      const loaded = page.commonObjs.get(item.fontName) as LoadedFont
      const font = { name: loaded.name.replace(/^[A-Z]{6}\+/, ''), isEmbedded: loaded.missingFile !== true }
      fonts.set(font.name, font)
      const [a, b, , , x, y] = item.transform as [number, number, number, number, number, number]
      return [{ text: item.str, x, y: height - y, width: item.width, size: Math.hypot(a, b), font: font.name }]
    })
    pages.push({ width, height, items: read })
  }
  const { info } = (await document.getMetadata()) as { info: { Title?: string; Author?: string; Language?: string } }
  await task.destroy()
  return {
    pages,
    fonts: [...fonts.values()],
    title: info.Title ?? '',
    author: info.Author ?? '',
    language: info.Language ?? null,
  }
}

/** Lines of a page from top to bottom: items whose baselines differ by less than half a line of small print. */
export function linesOf(page: PdfPage): { readonly y: number; readonly text: string; readonly items: PdfItem[] }[] {
  const lines: { y: number; items: PdfItem[] }[] = []
  for (const item of [...page.items].sort((a, b) => a.y - b.y)) {
    const last = lines.at(-1)
    if (last && item.y - last.y < 3) last.items.push(item)
    else lines.push({ y: item.y, items: [item] })
  }
  return lines.map(({ y, items }) => {
    const ordered = items.sort((a, b) => a.x - b.x)
    return { y, text: ordered.map(({ text }) => text).join(''), items: ordered }
  })
}

/** All text of a document, line after line, without spaces: for asking whether something is in it. */
export function allText({ pages }: ReadPdf): string {
  return pages
    .flatMap(linesOf)
    .map(({ text }) => text)
    .join('\n')
    .replace(/[ \u3000]/g, '')
}
