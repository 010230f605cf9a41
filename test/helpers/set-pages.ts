import type { Block } from '../../src/documents/layout/blocks.js'
import { type FontSet, fontSet } from '../../src/documents/layout/fonts.js'
import { type PdfDocument, renderPdf } from '../../src/documents/layout/render-pdf.js'
import { linesOf, mm, type ReadPdf, readPdf } from './pdf.js'

/** With all fonts of this machine, and with those alone that npm brings. */
export const fontSets = { 'all fonts': fontSet({}), 'npm fonts only': fontSet({ preparedFolder: 'no-such-folder' }) }

/** The grid and the edges of the type area of A4 upright, in points (GB/T 9704). */
export const cell = (156 * mm) / 28
export const pitch = (225 * mm) / 22
export const left = 28 * mm
export const right = 184 * mm
export const top = 37 * mm
export const bottom = 262 * mm

export async function render(
  blocks: readonly Block[],
  fonts: FontSet,
  more: Partial<PdfDocument> = {},
): Promise<Buffer> {
  const made = await renderPdf({ title: '公告', createdOn: '2027-05-20', blocks, ...more }, fonts)
  if (!made.ok) throw new Error(`missing: ${JSON.stringify(made.error)}`)
  return made.value.bytes
}

export async function renderAndRead(
  blocks: readonly Block[],
  fonts: FontSet,
  more: Partial<PdfDocument> = {},
): Promise<ReadPdf> {
  return readPdf(await render(blocks, fonts, more))
}

/** Lines of the type area of each page; page numbers lie below it. */
export function areaLines(pdf: ReadPdf) {
  return pdf.pages.map((page) => linesOf(page).filter(({ y }) => y < bottom))
}

/** Han text without marks, so that every full line has as many characters as the grid. */
export function plainText(length: number): string {
  const han = '选举委员会根据居民登记名单公布本社区全体成员姓名并接受监督'
  return Array.from({ length }, (_, i) => han[(i * 7 + Math.floor(i / 28)) % han.length]).join('')
}
