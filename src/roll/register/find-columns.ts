import type { SheetRow } from './cell.js'
import { type HeaderMeanings, type RegisterColumns, type RegisterField, registerFields } from './checked-register.js'
import { bareHeader, fieldOfHeader, headerKey } from './header-words.js'

/** A table's heading: which column of the sheet holds which field. */
export interface Heading {
  /** Row of the lowest header line; data follows. */
  readonly lastRow: number
  /** Header texts by column, as they stand. */
  readonly headers: readonly (string | undefined)[]
  readonly columnOf: Readonly<Partial<Record<RegisterField, number>>>
}

/** How many rows from the top a heading is looked for: titles and notes before a table are fewer. */
export const headingDepth = 30

/** What is said by hand of columns: of this file, field by field, and of headers in earlier ones. */
export interface SaidByHand {
  readonly columns?: RegisterColumns
  readonly remembered?: HeaderMeanings
}

/**
 * Finds the heading among the first rows of a sheet: the line that names the most fields, a second line under it
 * where the heading has two. It must name the person and the identity number, or what was set by hand.
 */
export function findHeading(rows: readonly SheetRow[], byHand: SaidByHand = {}): Heading | undefined {
  let best: Heading | undefined
  let most = 0
  rows.slice(0, headingDepth).forEach((row, index) => {
    for (const heading of [headingAt(row, undefined, byHand), headingAt(row, rows[index + 1], byHand)]) {
      if (heading === undefined) continue
      const fields = Object.keys(heading.columnOf).length
      if (fields <= most) continue
      best = heading
      most = fields
    }
  })
  return best
}

function headingAt(upper: SheetRow, lower: SheetRow | undefined, byHand: SaidByHand): Heading | undefined {
  const lowest = lower ?? upper
  const headers =
    lower === undefined ? upper.cells.map((cell) => cell?.text) : twoLines(upper, lower, byHand.remembered)
  if (headers === undefined) return undefined
  const columnOf = mapped(headers, byHand)
  if (columnOf.name === undefined || columnOf.identityNumber === undefined) return undefined
  return { lastRow: lowest.rowNumber, headers, columnOf }
}

/**
 * The texts of a heading of two lines, or undefined when the second line is no part of it. The lower text counts;
 * it must stand under nothing, under the same text (a merge) or under a group heading that spans columns.
 */
function twoLines(
  upper: SheetRow,
  lower: SheetRow,
  remembered: HeaderMeanings = new Map(),
): (string | undefined)[] | undefined {
  if (lower.rowNumber !== upper.rowNumber + 1) return undefined
  const width = Math.max(upper.cells.length, lower.cells.length)
  const headers: (string | undefined)[] = []
  let named = 0
  for (let column = 0; column < width; column++) {
    const above = upper.cells[column]?.text
    const below = lower.cells[column]?.text
    headers[column] = below ?? above
    if (below === undefined || (above !== undefined && bareHeader(above) === bareHeader(below))) continue
    const spans = upper.cells[column + 1] === undefined && lower.cells[column + 1] !== undefined
    if (above !== undefined && !spans) return undefined
    if (below.length > 16 || /\d{4}/.test(below)) return undefined
    if ((remembered.get(headerKey(below)) ?? fieldOfHeader(below)) !== undefined) named++
  }
  return named > 0 ? headers : undefined
}

function mapped(
  headers: readonly (string | undefined)[],
  { columns: byHand = {}, remembered = new Map() }: SaidByHand,
): Partial<Record<RegisterField, number>> {
  const columnOf: Partial<Record<RegisterField, number>> = {}
  const taken = new Set<number>()
  for (const field of registerFields) {
    const wanted = byHand[field]
    if (wanted === undefined) continue
    const column = headers.findIndex(
      (header) => header !== undefined && (header === wanted || bareHeader(header) === bareHeader(wanted)),
    )
    if (column < 0) continue
    columnOf[field] = column
    taken.add(column)
  }
  const take = (meaningOf: (header: string) => RegisterField | '' | undefined) =>
    headers.forEach((header, column) => {
      const field = header === undefined || taken.has(column) ? undefined : meaningOf(header)
      if (!field || byHand[field] !== undefined || columnOf[field] !== undefined) return
      columnOf[field] = column
      taken.add(column)
    })
  take((header) => remembered.get(headerKey(header)))
  take((header) => (remembered.has(headerKey(header)) ? undefined : fieldOfHeader(header)))
  return columnOf
}

/** The mapping in the file's own words. */
export function columnsInWords(heading: Heading): RegisterColumns {
  const columns: Partial<Record<RegisterField, string>> = {}
  for (const field of registerFields) {
    const column = heading.columnOf[field]
    if (column !== undefined) columns[field] = heading.headers[column] ?? ''
  }
  return columns
}

/** Whether a row below the heading is the heading, or its second line, printed again on the next page. */
export function repeatsHeading(row: SheetRow, heading: Heading): boolean {
  const names = (field: RegisterField) => {
    const text = row.cells[heading.columnOf[field] ?? -1]?.text
    return text !== undefined && fieldOfHeader(text) === field
  }
  if (names('name') && names('identityNumber')) return true
  return row.cells.every(
    (cell, column) => cell === undefined || bareHeader(cell.text) === bareHeader(heading.headers[column] ?? ''),
  )
}
