import { alignedName } from '../../lib/chinese-text.js'
import type { TableBlock, TableColumn } from './blocks.js'
import type { FontRole } from './font-files.js'
import { type Frame, freeStyle } from './frame.js'
import { itemsOf } from './items.js'
import { glyphsOf, widthOf } from './runs.js'

/** A table's type size and the width of each column, which together fill the frame. */
export interface Columns {
  readonly size: number
  readonly widths: readonly number[]
}

/** Free space at each side of a cell, in em. */
export const cellPadding = 0.35

/** With more lines in a cell at 小四 the table is set in 五号. */
const mostLines = 3

/** A name longer than this is set smaller rather than making its column wider. */
const longestName = 6

export function cellRole(align: TableColumn['align']): FontRole {
  return align === 'name' ? 'name' : 'fang'
}

export function cellText(text: string, align: TableColumn['align']): string {
  return align === 'name' ? alignedName(text) : text
}

/**
 * The largest of 四号 and 小四 at which no cell needs a second line, else the long columns run over. Columns that all
 * bring a width divide the whole by it.
 */
export function fitColumns(block: TableBlock, frame: Frame): Columns {
  const wanted = block.columns.map((column, i) => wantedWidth(block, column, i, frame))
  const sizes = block.size === undefined ? [14, 12] : [block.size]
  if (block.columns.every(({ width }) => width !== undefined)) {
    const widths = spread(
      block.columns.map(({ width }) => width ?? 0),
      frame.width,
    )
    const fits = (size: number) => wanted.every((em, i) => em * size <= (widths[i] ?? 0) + 0.01)
    return { size: sizes.find(fits) ?? block.size ?? 12, widths }
  }
  for (const size of sizes) {
    const widths = wanted.map((em) => em * size)
    if (sum(widths) <= frame.width) return { size, widths: spread(widths, frame.width) }
  }
  const least = block.columns.map((column, i) => leastWidth(block, column, i, wanted[i] ?? 0, frame))
  const squeezedAt = (size: number) =>
    squeezed(
      wanted.map((em) => em * size),
      least.map((em) => em * size),
      frame.width,
    )
  const at12 = squeezedAt(12)
  const size = block.size ?? (at12.every((width, i) => (wanted[i] ?? 0) * 12 <= mostLines * width) ? 12 : 10.5)
  return { size, widths: squeezedAt(size) }
}

/** Different texts of a column, as they are set. */
function textsOf(block: TableBlock, { align }: TableColumn, i: number): string[] {
  const rows = block.total ? [...block.rows, block.total] : block.rows
  return [...new Set(rows.map((row) => cellText(row[i] ?? '', align)))]
}

/** In em: all cells on one line, the head on two if it is long. */
function wantedWidth(block: TableBlock, column: TableColumn, i: number, frame: Frame): number {
  const style = freeStyle(cellRole(column.align), 1)
  const measure = (text: string) => widthOf(glyphsOf(text, style.role, frame), style)
  const head = measure(column.title)
  const most = textsOf(block, column, i).reduce((widest, text) => Math.max(widest, measure(text)), 0)
  const cells = column.align === 'name' ? Math.min(most, longestName) : most
  return Math.max(head > 4 ? Math.max(4, head / 2 + 0.5) : head, cells) + 2 * cellPadding
}

/** In em: what must not be divided, and half the head. */
function leastWidth(block: TableBlock, column: TableColumn, i: number, wanted: number, frame: Frame): number {
  if (column.align === 'name') return wanted
  const widest = textsOf(block, column, i).reduce((most, text) => Math.max(most, widestPart(text, frame)), 0)
  return Math.min(wanted, Math.max(widest, 2, Math.ceil(column.title.length / 2)) + 2 * cellPadding)
}

function widestPart(text: string, frame: Frame): number {
  let widest = 0
  let width = 0
  for (const item of itemsOf([{ text, style: freeStyle('fang', 1) }], frame)) {
    width += item.width
    widest = Math.max(widest, width)
    if (item.breakPrice !== Number.POSITIVE_INFINITY) width = 0
  }
  return widest
}

function spread(widths: readonly number[], room: number): number[] {
  const factor = room / sum(widths)
  return widths.map((width) => width * factor)
}

/** Every column gets the least; the columns that lack little are filled first, the long ones share what is left. */
function squeezed(wanted: readonly number[], least: readonly number[], room: number): number[] {
  let spare = room - sum(least)
  if (spare <= 0) return spread(least, room)
  const widths = [...least]
  const needs = wanted.map((width, i) => ({ i, need: width - (least[i] ?? 0) })).sort((a, b) => a.need - b.need)
  needs.forEach(({ i, need }, done) => {
    const share = Math.min(need, spare / (needs.length - done))
    widths[i] = (widths[i] ?? 0) + share
    spare -= share
  })
  return widths
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0)
}
