import { type Cell, type ReadLimits, RefusedFile, type SheetRow } from './cell.js'
import { columnOf } from './xlsx-sheet.js'

/** A block of merged cells that spans rows; only its first column is of use, the others are empty. */
export interface Merge {
  readonly column: number
  readonly top: number
  readonly bottom: number
}

/** The `[^>]` is bounded: without a bound a hostile file makes this quadratic. */
const mergePattern =
  /<(?:\w{1,20}:)?mergeCell\s[^>]{0,100}?\bref\s?=\s?["']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})["']/g

/**
 * The merges of a sheet, which stand after its rows. They are looked for in the text itself, without parsing the
 * rows: that takes a tenth of the time, and a merge found where none is would only fill a blank.
 */
export async function readMerges(pieces: AsyncIterable<string>, limits: ReadLimits): Promise<Merge[]> {
  const merges: Merge[] = []
  let hasBegun = false
  let tail = ''
  for await (const piece of pieces) {
    tail += piece
    const start: number = hasBegun ? 0 : tail.indexOf('mergeCells')
    hasBegun ||= start >= 0
    // A merge may end in the next piece: of what is looked through only the last one that is open is kept.
    const end = hasBegun ? addMerges(merges, tail, limits) : 0
    tail = tail.slice(Math.max(end, tail.length - longestMerge))
  }
  return merges.sort((a, b) => a.top - b.top)
}

/** Characters of the longest text that the pattern finds, with room. */
const longestMerge = 200

/** Takes the merges of a text; returns where the last one ends. */
function addMerges(merges: Merge[], text: string, limits: ReadLimits): number {
  let end = 0
  for (const { 0: found, 1: letters, 2: top, 3: bottom, index } of text.matchAll(mergePattern)) {
    end = index + found.length
    const column = columnOf(letters, -1)
    if (Number(bottom) <= Number(top) || column >= limits.columns) continue
    merges.push({ column, top: Number(top), bottom: Number(bottom) })
    if (merges.length > limits.rows) throw new RefusedFile('too-many-cells', '文件内容过多，没有读取。')
  }
  return end
}

/** Gives each row below the first of a merge the merge's value in the merge's column: never beyond the merge. */
export function mergeFiller(merges: readonly Merge[]): (row: SheetRow) => SheetRow {
  const active = new Map<number, { bottom: number; cell: Cell | undefined }>()
  let next = 0
  return (row) => {
    for (let merge = merges[next]; merge !== undefined && merge.top <= row.rowNumber; merge = merges[++next]) {
      const cell = merge.top === row.rowNumber ? row.cells[merge.column] : undefined
      active.set(merge.column, { bottom: merge.bottom, cell: cell && { ...cell, filled: true } })
    }
    if (active.size === 0) return row
    const cells = [...row.cells]
    for (const [column, { bottom, cell }] of active) {
      if (bottom < row.rowNumber) active.delete(column)
      else if (cells[column] === undefined) cells[column] = cell
    }
    return { rowNumber: row.rowNumber, cells }
  }
}
