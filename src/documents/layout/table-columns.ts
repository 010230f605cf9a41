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

/** In a full table a name longer than this is set smaller; it is never divided. */
const longestName = 6

export function cellRole(align: TableColumn['align']): FontRole {
  return align === 'name' ? 'name' : 'fang'
}

export function cellText(text: string, align: TableColumn['align']): string {
  return align === 'name' ? alignedName(text) : text
}

/** What a column asks for, in em. */
interface Wish {
  /** Every cell on one line, and the head too unless it is long. */
  readonly all: number
  /** Every cell on one line, the head on two. */
  readonly cells: number
  /** What must not be divided. */
  readonly least: number
}

/**
 * The largest of 四号 and 小四 at which no cell needs a second line; then narrower heads, then 五号; only then do the
 * cells of long columns run over. Columns that all bring a width divide the whole by it.
 */
export function fitColumns(block: TableBlock, frame: Frame): Columns {
  const wishes = block.columns.map((column, i) => wishOf(block, column, i, frame))
  const at = (size: number, what: keyof Wish) => wishes.map((wish) => wish[what] * size)
  const fits = (size: number, what: keyof Wish) => sum(at(size, what)) <= frame.width
  const sizes = block.size === undefined ? [14, 12] : [block.size]
  if (block.columns.every(({ width }) => width !== undefined)) {
    const given = block.columns.map(({ width }) => width ?? 0)
    const widths = filled(given, given, frame.width)
    const size = sizes.find((one) => at(one, 'cells').every((width, i) => width <= (widths[i] ?? 0) + 0.01))
    return { size: size ?? block.size ?? 12, widths }
  }
  const large = sizes.find((size) => fits(size, 'all'))
  if (large !== undefined) return { size: large, widths: filled(at(large, 'all'), at(large, 'all'), frame.width) }
  const middle = (block.size === undefined ? [12, 10.5] : [block.size]).find((size) => fits(size, 'cells'))
  if (middle !== undefined) return { size: middle, widths: filled(at(middle, 'cells'), at(middle, 'all'), frame.width) }
  const at12 = filled(at(12, 'least'), at(12, 'cells'), frame.width)
  const size = block.size ?? (at12.every((width, i) => (at(12, 'cells')[i] ?? 0) <= mostLines * width) ? 12 : 10.5)
  return { size, widths: filled(at(size, 'least'), at(size, 'cells'), frame.width) }
}

/** Different texts of a column, as they are set. */
function textsOf(block: TableBlock, { align }: TableColumn, i: number): string[] {
  const rows = block.total ? [...block.rows, block.total] : block.rows
  return [...new Set(rows.map((row) => cellText(row[i] ?? '', align)))]
}

function wishOf(block: TableBlock, column: TableColumn, i: number, frame: Frame): Wish {
  const style = freeStyle(cellRole(column.align), 1)
  const measure = (text: string) => widthOf(glyphsOf(text, style.role, frame), style)
  const texts = textsOf(block, column, i)
  const cells = texts.reduce((widest, text) => Math.max(widest, measure(text)), 0)
  const head = measure(column.title)
  const halfHead = Math.max(Math.min(head, 2), Math.ceil(head / 2))
  const wholeHead = head > 4 ? Math.max(4, halfHead) : head
  const parts = () => texts.reduce((widest, text) => Math.max(widest, widestPart(text, frame)), 0)
  const least = Math.min(cells, column.align === 'name' ? longestName : cells <= 4 ? 4 : Math.max(parts(), 4))
  const padded = (...widths: readonly number[]) => Math.max(...widths) + 2 * cellPadding
  return { all: padded(wholeHead, cells), cells: padded(halfHead, cells), least: padded(halfHead, least) }
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

/**
 * Widths that fill the room, from those that are needed towards those that are wanted: columns that lack little are
 * filled first, the long ones share what is left. Where more is left than anybody wants, all grow alike.
 */
function filled(needed: readonly number[], wanted: readonly number[], room: number): number[] {
  let spare = room - sum(needed)
  const widths = [...needed]
  const wants = needed.map((width, i) => ({ i, want: Math.max((wanted[i] ?? 0) - width, 0) }))
  wants
    .sort((a, b) => a.want - b.want)
    .forEach(({ i, want }, done) => {
      const share = Math.max(Math.min(want, spare / (wants.length - done)), 0)
      widths[i] = (widths[i] ?? 0) + share
      spare -= share
    })
  const factor = room / sum(widths)
  return widths.map((width) => width * factor)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0)
}
