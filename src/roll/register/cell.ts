import type { PlainDate } from '../../lib/plain-date.js'
import type { Finding } from '../../rules/finding.js'

/** One cell as the file holds it. `text` is never empty: an empty cell is absent. */
export interface Cell {
  readonly text: string
  readonly kind: 'text' | 'number' | 'date' | 'error'
  /** The calendar day of a date, or that a plain number would be if its column holds dates. */
  readonly day?: PlainDate
  /** True when the text comes from the first row of a merged block. */
  readonly filled?: true
}

export interface SheetRow {
  /** As the spreadsheet counts, the first row being 1. */
  readonly rowNumber: number
  /** By column, the first being 0; sparse. */
  readonly cells: readonly (Cell | undefined)[]
}

export interface Sheet {
  readonly name: string
  /** Rows in blocks, so that a reader may pause between them. May be gone through more than once. */
  readonly rows: () => AsyncIterable<readonly SheetRow[]>
  /** About how many rows there are, once the first have been read. */
  readonly expectedRows?: () => number
}

export interface RegisterFile {
  readonly format: 'xlsx' | 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be'
  readonly sheets: readonly Sheet[]
  readonly notes: Finding[]
}

/** How much a file may hold before it is refused rather than read. Sizes in bytes. */
export interface ReadLimits {
  readonly fileSize: number
  readonly zipEntries: number
  readonly entrySize: number
  readonly unpackedSize: number
  readonly rows: number
  readonly columns: number
  readonly cellLength: number
}

/** The last row that a spreadsheet can have: what counts beyond it was not written by one. */
export const lastRow = 1_048_576

/** A province's largest community register is far below this; anything above is not a register. */
export const readLimits: ReadLimits = {
  fileSize: 64 * 1024 * 1024,
  zipEntries: 1000,
  entrySize: 256 * 1024 * 1024,
  unpackedSize: 384 * 1024 * 1024,
  rows: 200_000,
  columns: 256,
  cellLength: 2000,
}

/** Thrown inside the readers, turned into a refusal by `checkRegister`: the file as a whole cannot be read. */
export class RefusedFile extends Error {
  readonly finding: Finding
  constructor(code: string, message: string) {
    super(message)
    this.finding = { code, severity: 'error', fields: ['file'], message }
  }
}

export function fileNote(code: string, message: string): Finding {
  return { code, severity: 'warning', fields: ['file'], message }
}

/** Control characters but the blanks among them, and halves of surrogate pairs. */
const cannotBeKept = /[^\P{Cc}\s]|\p{Cs}/gu

/**
 * A text cut to the limit: nothing in a register is longer, and a cell of a megabyte is an attack. What no database
 * keeps (PostgreSQL refuses NUL) becomes the mark of a lost character, so that a name that held it is looked at.
 */
export function keptText(text: string, limits: Pick<ReadLimits, 'cellLength'>): string {
  const cut = text.length > limits.cellLength ? text.slice(0, limits.cellLength) : text
  return ownCopy(cut.replace(cannotBeKept, '\ufffd'))
}

export function textCell(text: string, limits: ReadLimits): Cell | undefined {
  const kept = keptText(text, limits)
  return kept.trim() === '' ? undefined : { text: kept, kind: 'text' }
}

export function tooManyRows(most: number): RefusedFile {
  return new RefusedFile('too-many-rows', `名册超过 ${most} 行，没有读取。请按社区分开导出后再上传。`)
}

/**
 * The same text in memory of its own. V8 keeps a slice of 13 characters or more as a reference into the text that
 * it was cut from: without this a register of 100,000 rows holds on to the whole unpacked workbook.
 */
function ownCopy(text: string): string {
  return text.length < 13 ? text : Buffer.from(text).toString()
}
