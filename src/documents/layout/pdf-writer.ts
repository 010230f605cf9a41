import PDFDocument from 'pdfkit'
import { exifOrientation, isOnItsSide } from '../../lib/exif-orientation.js'
import type { Picture, Rule } from './boxes.js'
import type { Face, Glyph } from './fonts.js'
import type { PageSize } from './page-size.js'
import { universalAccess } from './pdf-ua.js'
import { type Mark, type StructureObject, structureTree } from './structure.js'
import type { Run } from './runs.js'
import { uprightMatrix } from './upright-picture.js'

/**
 * What is used of pdfkit's embedded font. It is private there: pdfkit shapes every text anew, which is six times slower
 * than placing glyphs we already know. The version is pinned and test/documents/layout.test.ts reads pages back.
 */
interface EmbeddedFont {
  readonly id: string
  readonly subset: { readonly glyphs: number[]; includeGlyph(id: number): number }
  readonly widths: (number | undefined)[]
  readonly unicode: (number[] | undefined)[]
  ref(): unknown
}

/** What is used of pdfkit's image, whose own drawing would turn the page over once more. */
interface EmbeddedImage {
  readonly label: string
  readonly width: number
  readonly height: number
  readonly obj: unknown
  embed(document: unknown): void
}

interface Internals {
  readonly _font: EmbeddedFont
  readonly page: {
    readonly fonts: Record<string, unknown>
    readonly xobjects: Record<string, unknown>
    readonly dictionary: StructureObject
  }
  readonly _root: StructureObject
  openImage(bytes: Buffer): EmbeddedImage
  ref(data: Record<string, unknown>): StructureObject
  font(source: unknown, family: string): unknown
  addContent(operators: string): unknown
  appendXML(xml: string): void
}

export interface PdfFacts {
  readonly title: string
  readonly author: string
  readonly createdAt: Date
  /** With structure for those who hear it read (PDF/UA-1), and all that it needs to be read in a hundred years (PDF/A-2a). */
  readonly isKept: boolean
}

export interface PdfWriter {
  startPage(): void
  /** Gives an element its place in the order of reading before anything is drawn in it. */
  place(mark: Mark): void
  /** What the text that follows is; undefined: decoration, such as rules and page numbers. */
  inside(mark: Mark | undefined): void
  /** Draws a run whose box has its upper left corner at (x, y), in points from the upper left of the page. */
  text(run: Run, x: number, y: number, turn?: Turn): void
  rule(rule: Rule, x: number, y: number): void
  /** Draws a picture as large as its room allows, in the middle of it. */
  picture(picture: Picture, x: number, y: number): void
  /** What is drawn meanwhile is no part of the text; pale grey, or of another colour by its parts from 0 to 1. */
  behind(draw: () => void, colour?: Colour): void
  end(): Promise<Buffer>
}

export type Colour = readonly [red: number, green: number, blue: number]

/** 红色 of the standard: neither darker nor lighter. */
const pureRed = '1 0 0'

const pale: Colour = [0.9, 0.9, 0.9]

/** Direction of the base line: 0 upright, a quarter clockwise, or an eighth against the clock. */
export type Turn = 'none' | 'quarter' | 'eighth'

const slope = Math.SQRT1_2
const turns: Readonly<Record<Turn, string>> = {
  none: '1 0 0 1',
  quarter: '0 -1 1 0',
  eighth: [slope, slope, -slope, slope].map((n) => n.toFixed(5)).join(' '),
}

/** Numbers as PDF wants them: nothing below a thousandth of a point, and so never an exponent. */
function short(n: number): string {
  return String(Math.round(n * 1000) / 1000)
}

/** Nothing from the clock and nothing from chance: the only date is a fact, and pdfkit makes the file's ID from the facts. */
function openDocument(size: PageSize, { title, author, createdAt, isKept }: PdfFacts) {
  return new PDFDocument({
    ...(isKept ? { subset: 'PDF/A-2a' as const } : {}),
    size: [size.width * size.scale, size.height * size.scale],
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    // Without this pdfkit begins with Helvetica, which is never embedded.
    font: null as unknown as string,
    info: { Title: plain(title), Author: plain(author), Creator: '居选', Producer: '居选', CreationDate: createdAt },
  })
}

/** pdfkit puts these words into XML as they are. */
function plain(words: string): string {
  return words.replace(/&/g, '＆').replace(/</g, '＜').replace(/>/g, '＞')
}

async function bytesOf(document: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const finished = new Promise((resolve, reject) => document.once('end', resolve).once('error', reject))
  document.end()
  await finished
  return Buffer.concat(chunks)
}

/** A PDF of pages of one size, written with text operators of our own. The same calls give the same bytes. */
export function pdfWriter(size: PageSize, facts: PdfFacts): PdfWriter {
  const document = openDocument(size, facts)
  const internals = document as unknown as Internals
  const codes = codesIn(internals)
  if (facts.isKept) internals.appendXML(universalAccess)
  const marking = facts.isKept ? markingIn(internals) : undefined
  let operators: string[] = []
  let style = ''

  function flush(): void {
    operators.push(...(marking?.close() ?? []))
    if (operators.length > 0) internals.addContent(operators.join('\n'))
    operators = []
    style = ''
  }

  return {
    startPage() {
      flush()
      document.addPage()
      marking?.startPage()
      // pdfkit turns the page upside down; turn it back, and enlarge for a greater paper.
      operators.push(`1 0 0 -1 0 ${short(size.height * size.scale)} cm`)
      if (size.scale !== 1) operators.push(`${size.scale.toFixed(6)} 0 0 ${size.scale.toFixed(6)} 0 0 cm`)
    },
    text(run, x, y, turn = 'none') {
      const font = codes.fontOf(run.face)
      internals.page.fonts[font.id] ??= font.ref()
      const { array, spacing } = shownGlyphs(run, (glyph) => codes.codeOf(font, glyph))
      const place = `${turns[turn]} ${short(x + (run.xs[0] ?? 0))} ${short(size.height - y - run.baseline)} Tm`
      const wanted = `/${font.id} ${short(run.size)} Tf ${spacing} Tc`
      if (run.isRed) {
        operators.push(`q ${pureRed} rg BT ${wanted} ${place} [${array}] TJ ET Q`)
        return
      }
      operators.push(`BT ${wanted === style ? '' : wanted} ${place} [${array}] TJ ET`)
      style = wanted
    },
    rule({ x1, y1, x2, y2, weight, isRed }, x, y) {
      const from = `${short(x + x1)} ${short(size.height - y - y1)} m`
      const line = `${short(weight)} w ${from} ${short(x + x2)} ${short(size.height - y - y2)} l S`
      operators.push(isRed ? `q ${pureRed} RG ${line} Q` : line)
    },
    picture({ bytes, ...room }, x, y) {
      const image = internals.openImage(bytes)
      image.embed(document)
      internals.page.xobjects[image.label] = image.obj
      const orientation = exifOrientation(bytes)
      const [wide, high] = isOnItsSide(orientation) ? [image.height, image.width] : [image.width, image.height]
      const scale = Math.min(room.width / wide, room.height / high)
      const [width, height] = [wide * scale, high * scale]
      const left = x + room.x + (room.width - width) / 2
      const bottom = size.height - y - room.y - (room.height + height) / 2
      const matrix = uprightMatrix(orientation, { width, height, left, bottom }).map(short).join(' ')
      operators.push(`q ${matrix} cm /${image.label} Do Q`)
    },
    place(mark) {
      marking?.place(mark)
    },
    inside(mark) {
      operators.push(...(marking?.open(mark) ?? []))
    },
    behind(draw, colour = pale) {
      const parts = colour.map(short).join(' ')
      operators.push(...(marking?.close() ?? []), `/Artifact BMC q ${parts} rg ${parts} RG`)
      style = ''
      draw()
      operators.push('Q EMC')
      style = ''
    },
    async end() {
      flush()
      marking?.end()
      return bytesOf(document)
    },
  }
}

/** Marks pieces of pages as parts of the structure, one at a time, and writes the structure at the end. */
function markingIn(internals: Internals) {
  const tree = structureTree()
  const pages: StructureObject[] = []
  let current = ''
  const close = () => {
    const was = current
    current = ''
    return was === '' ? [] : ['EMC']
  }
  return {
    close,
    place: tree.place,
    startPage() {
      const { dictionary } = internals.page
      dictionary.data['StructParents'] = pages.length
      dictionary.data['Tabs'] = 'S'
      pages.push(dictionary)
    },
    open(mark: Mark | undefined): string[] {
      const wanted = mark ? mark.path.join('/') : 'Artifact'
      if (wanted === current) return []
      const closed = close()
      current = wanted
      if (!mark) return [...closed, '/Artifact BMC']
      const tag = mark.path.at(-1)?.replace(/^.*:/, '') ?? 'P'
      return [...closed, `/${tag} <</MCID ${tree.mark(mark, pages.length - 1)}>> BDC`]
    },
    end() {
      internals._root.data['MarkInfo'] = internals.ref({ Marked: true })
      internals._root.data['StructTreeRoot'] = tree.write({
        reference: (data) => internals.ref(data),
        // pdfkit writes a String as text and a string as a name.
        text: (words) => Object(words) as unknown,
        pageOf: (index) => pages[index],
      })
    },
  }
}

function codesIn(internals: Internals) {
  const fonts = new Map<Face, EmbeddedFont>()
  const codes = new Map<Glyph, string>()
  const byDrawing = new Map<string, string>()
  return {
    fontOf(face: Face): EmbeddedFont {
      const known = fonts.get(face)
      if (known) return known
      internals.font(face.font, face.path)
      const font = internals._font
      // The glyph of a missing character is never shown; pdfkit says it means the character nought, which PDF/A forbids.
      font.unicode[0] = [0xfffd]
      fonts.set(face, font)
      return font
    },
    codeOf(font: EmbeddedFont, glyph: Glyph): string {
      const known = codes.get(glyph)
      if (known !== undefined) return known
      const drawing = `${font.id}/${glyph.id}/${glyph.text}`
      const code = byDrawing.get(drawing) ?? embed(font, glyph).toString(16).padStart(4, '0')
      byDrawing.set(drawing, code)
      codes.set(glyph, code)
      return code
    },
  }
}

/**
 * The code of a glyph in the embedded subset. Two characters that a font draws alike get a code each, so that each is
 * copied and searched as what it is.
 */
function embed(font: EmbeddedFont, glyph: Glyph): number {
  let code = font.subset.includeGlyph(glyph.id)
  if (font.unicode[code] !== undefined) {
    code = font.subset.glyphs.length
    font.subset.glyphs.push(glyph.id)
  }
  font.unicode[code] = [...glyph.text].map((character) => character.codePointAt(0) ?? 0)
  font.widths[code] = glyph.advance * 1000
  return code
}

/** The operand of TJ: codes, with corrections where a glyph does not stand where even spacing would put it. */
function shownGlyphs({ glyphs, xs, size }: Run, codeOf: (glyph: Glyph) => string) {
  const first = glyphs[0]
  const even = first && xs.length > 1 ? (xs[1] ?? 0) - (xs[0] ?? 0) - first.advance * size : 0
  const spacing = short(even)
  let array = '<'
  let pen = xs[0] ?? 0
  glyphs.forEach((glyph, i) => {
    const off = Math.round(((pen - (xs[i] ?? pen)) / size) * 1000)
    if (off !== 0) array += `>${off}<`
    array += codeOf(glyph)
    pen += glyph.advance * size + Number(spacing) - (off * size) / 1000
  })
  return { array: `${array}>`, spacing }
}
