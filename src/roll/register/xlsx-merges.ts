import type { Cell, SheetRow } from './cell.js'
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
export async function readMerges(pieces: AsyncIterable<string>): Promise<Merge[]> {
  let tail = ''
  let hasBegun = false
  for await (const piece of pieces) {
    tail += piece
    if (hasBegun) continue
    const start = tail.indexOf('mergeCells')
    hasBegun = start >= 0
    tail = hasBegun ? tail.slice(start) : tail.slice(-'mergeCells'.length)
  }
  const merges: Merge[] = []
  if (!hasBegun) return merges
  for (const [, column, top, bottom] of tail.matchAll(mergePattern)) {
    if (Number(bottom) > Number(top))
      merges.push({ column: columnOf(column, -1), top: Number(top), bottom: Number(bottom) })
  }
  return merges.sort((a, b) => a.top - b.top)
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
