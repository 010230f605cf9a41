import type { PlainDate } from '../../lib/plain-date.js'
import { ok, type Result, refused } from '../../lib/result.js'
import type { Block } from './blocks.js'
import { drawBorder } from './draw-border.js'
import { drawProof, type Proof } from './draw-proof.js'
import { type FontSet, fontSet } from './fonts.js'
import { frameOn, freeStyle } from './frame.js'
import { type Margins, mm, type Orientation, type PageSize, type Paper, pageSize, sizes } from './page-size.js'
import { markInBox } from './marks.js'
import { type Page, paginate } from './paginate.js'
import { type PdfWriter, pdfWriter } from './pdf-writer.js'
import { glyphsOf, runsAt, type Setting, widthOf } from './runs.js'
import { setBlocks } from './set-blocks.js'

export interface PdfDocument {
  /** Of the file; not printed. */
  readonly title: string
  readonly blocks: readonly Block[]
  /** The only date in the file: the same facts give the same bytes. */
  readonly createdOn: PlainDate
  /** Default: the issuer of the signature. */
  readonly author?: string
  readonly orientation?: Orientation
  /** A3 is √2 times A4, for posting. */
  readonly paper?: Paper
  /** Default `official`. */
  readonly margins?: Margins
  /** Without page number: cards, which are cut apart. */
  readonly unnumbered?: boolean
  /** The border of a certificate around every page. */
  readonly bordered?: boolean
  /** 样张 across every page: drills and drafts. */
  readonly sample?: boolean
  /** In bold above the text of every page: what whoever holds the paper must not overlook. */
  readonly warning?: string
  /** Small print beside the page number, such as a number for filing. */
  readonly footerCode?: string
  /** What the paper is proved genuine by. */
  readonly proof?: Proof
}

export interface RenderedPdf {
  readonly bytes: Buffer
  readonly pages: number
}

/** A character that no font here can draw, and the first text it stands in. */
export interface MissingCharacter {
  readonly character: string
  readonly text: string
}

/**
 * Sets a document as PDF. Refused, naming every character, when a character has no font: a box in the place of a
 * character of somebody's name must never be posted.
 */
export async function renderPdf(
  document: PdfDocument,
  fonts: FontSet = fontSet(),
): Promise<Result<RenderedPdf, readonly MissingCharacter[]>> {
  const setting: Setting = { fonts, missing: new Map() }
  const size = pageSize(document.orientation, document.paper, document.margins)
  const pages = paginate(setBlocks(document.blocks, frameOn(size, setting)), size.areaHeight)
  const writer = pdfWriter(size, {
    title: document.title,
    author: document.author ?? issuerOf(document.blocks),
    // Noon in Beijing: the same day wherever the file is looked at.
    createdAt: new Date(`${document.createdOn}T04:00:00Z`),
    isKept: true,
  })
  const lists = listsOn(pages)
  pages.forEach((page, i) => {
    writer.startPage()
    if (document.sample) writer.behind(() => drawSample(writer, size, setting))
    if (document.warning !== undefined) drawWarning(writer, document.warning, { isFirst: i === 0, size, setting })
    if (document.bordered) drawBorder(writer, size)
    drawPage(writer, page, size)
    if (document.unnumbered) return
    drawFooter(writer, i + 1, { code: footerCode(document, i), list: lists[i] }, size, setting)
    if (document.proof && i === 0) drawProof(writer, document.proof, document.footerCode, size, setting)
  })
  if (setting.missing.size > 0) {
    return refused([...setting.missing].map(([character, text]) => ({ character, text })))
  }
  return ok({ bytes: await writer.end(), pages: pages.length })
}

/** The first page has it beside its QR code. */
function footerCode({ footerCode: code, proof }: PdfDocument, index: number): string | undefined {
  if (!proof) return code
  return index === 0 ? undefined : [proof.lines[0], code].filter((text) => text !== undefined).join('　')
}

/** For each page whose list counts its own pages: which of how many it is. */
function listsOn(pages: readonly Page[]): (string | undefined)[] {
  const groups = pages.map((page) => page.find(({ box }) => box.group?.countedAs !== undefined)?.box.group)
  return groups.map((group, i) => {
    if (!group) return undefined
    const own = groups.flatMap((other, n) => (other === group ? [n] : []))
    return `${group.countedAs}第${own.indexOf(i) + 1}页，共${own.length}页`
  })
}

function issuerOf(blocks: readonly Block[]): string {
  const signature = blocks.findLast((block) => block.kind === 'signature')
  return signature?.issuer ?? '居选'
}

function drawPage(writer: PdfWriter, page: Page, size: PageSize): void {
  page.forEach(({ box, y }) => {
    const top = size.top + y
    for (const mark of box.cellMarks) writer.place(mark)
    for (const run of box.runs) {
      writer.inside(markInBox(box, run))
      writer.text(run, size.left, top)
    }
    for (const picture of box.pictures) {
      writer.inside({ path: [...(markInBox(box, picture)?.path ?? []), 'photo:Figure'], alt: '照片' })
      writer.picture(picture, size.left, top)
    }
  })
  writer.inside(undefined)
  page.forEach(({ box, y }, i) => {
    const top = size.top + y
    for (const rule of box.rules) writer.rule(rule, size.left, top)
    if (!box.group || page[i + 1]?.box.group === box.group) return
    for (const rule of box.group.closing) writer.rule(rule, size.left, top + box.height)
  })
}

/**
 * — 1 —: 四号 宋体, its dashes 7 mm below the type area, one character in from the outer side. On a landscape page it
 * stands where the portrait page, turned back, has it.
 */
function drawFooter(
  writer: PdfWriter,
  page: number,
  { code, list }: { readonly code: string | undefined; readonly list: string | undefined },
  size: PageSize,
  setting: Setting,
): void {
  const isOdd = page % 2 === 1
  const line = size.orientation === 'landscape' ? size.areaHeight : size.areaWidth
  const cell = line / 28
  const write = (text: string, points: number, atRight: boolean) => {
    const style = freeStyle('song', points)
    const glyphs = glyphsOf(text, 'song', setting)
    const x = atRight ? line - cell - widthOf(glyphs, style) : cell
    if (size.orientation === 'portrait') {
      for (const run of runsAt(glyphs, style, x, size.areaHeight + 7 * mm)) writer.text(run, size.left, size.top)
    } else {
      for (const run of runsAt(glyphs, style, 0, 0)) {
        const along = size.top + x + (run.xs[0] ?? 0)
        const across = size.left - 7 * mm - run.baseline
        writer.text(
          { ...run, xs: run.xs.map((left) => left - (run.xs[0] ?? 0)), baseline: 0 },
          across,
          along,
          'quarter',
        )
      }
    }
  }
  write(`— ${page} —`, sizes.four, isOdd)
  if (list !== undefined) write(list, sizes.five, !isOdd)
  else if (code !== undefined) write(code, sizes.six, !isOdd)
}

interface WarningPlace {
  readonly isFirst: boolean
  readonly size: PageSize
  readonly setting: Setting
}

/** In the middle above the type area, in 黑体 and boxed by its own brackets; read before all else, and once. */
function drawWarning(writer: PdfWriter, warning: string, { isFirst, size, setting }: WarningPlace): void {
  const style = freeStyle('hei', sizes.body)
  const glyphs = glyphsOf(`【${warning}】`, 'hei', setting)
  const left = (size.areaWidth - widthOf(glyphs, style)) / 2
  writer.inside(isFirst ? { path: ['warning:P'] } : undefined)
  for (const run of runsAt(glyphs, style, left, -6 * mm)) writer.text(run, size.left, size.top)
}

/** 样张 from lower left to upper right, pale and behind the text. */
function drawSample(writer: PdfWriter, size: PageSize, setting: Setting): void {
  const style = freeStyle('hei', 170)
  const glyphs = glyphsOf('样张', 'hei', setting)
  const half = (widthOf(glyphs, style) / 2) * Math.SQRT1_2
  const sink = style.size * 0.38 * Math.SQRT1_2
  for (const run of runsAt(glyphs, style, 0, 0)) {
    const x = size.width / 2 - half + sink
    writer.text({ ...run, baseline: 0 }, x, size.height / 2 + half + sink, 'eighth')
  }
}
