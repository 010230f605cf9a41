import { addDays, type PlainDate, parsePlainDate } from '../../lib/plain-date.js'
import {
  type Cell,
  keptText,
  lastRow,
  type ReadLimits,
  RefusedFile,
  type SheetRow,
  textCell,
  tooManyRows,
} from './cell.js'
import { unescapeSpreadsheetText, type XmlAttributes, type XmlReader, xmlReader } from './xml.js'

/** What every sheet of a workbook shares. */
export interface WorkbookContext {
  readonly strings: readonly string[]
  readonly dateStyles: readonly boolean[]
  readonly uses1904: boolean
  readonly limits: ReadLimits
}

/** Last serial number that is still a day before the year 2100; what lies beyond is no birth date. */
const lastSerial = 73_050

/**
 * The day a serial number stands for. In the 1900 system the first sixty serials are off by one (it has a
 * 29 February 1900), so they give no day; nobody on a roll was born then.
 */
export function dayOfSerial(serial: number, uses1904: boolean): PlainDate | undefined {
  const whole = Math.floor(serial)
  if (!(whole >= 61 && whole <= lastSerial)) return undefined
  return addDays(uses1904 ? '1904-01-01' : '1899-12-30', whole)
}

interface OpenCell {
  column: number
  type: string
  style: number
  value: string
  hasFormula: boolean
}

/** Reads a sheet piece by piece and hands over each row as it ends. Formulas are never evaluated. */
export function sheetReader(context: WorkbookContext, onRow: (row: SheetRow, isHidden: boolean) => void): XmlReader {
  let rowNumber = 0
  let column = -1
  let isHidden = false
  let cells: (Cell | undefined)[] = []
  let cell: OpenCell | undefined
  let isCollecting = false
  let isPhonetic = false

  const open = (name: string, attributes: XmlAttributes) => {
    if (name === 'row') {
      rowNumber = rowOf(attributes['r'], rowNumber)
      if (rowNumber > lastRow) throw tooManyRows(lastRow)
      isHidden = attributes['hidden'] === '1' || attributes['hidden'] === 'true'
      column = -1
      cells = []
    } else if (name === 'c') {
      column = columnOf(attributes['r'], column)
      cell = { column, type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), value: '', hasFormula: false }
    } else if (name === 'rPh') isPhonetic = true
    else if (name === 'f' && cell) cell.hasFormula = true
    else if (name === 'v' || name === 't') isCollecting = cell !== undefined && !isPhonetic
  }
  const close = (name: string) => {
    if (name === 'v' || name === 't') isCollecting = false
    else if (name === 'rPh') isPhonetic = false
    else if (name === 'c' && cell) {
      place(cells, cell, context)
      cell = undefined
    } else if (name === 'row') onRow({ rowNumber, cells }, isHidden)
  }
  const text = (piece: string) => {
    if (isCollecting && cell && cell.value.length <= context.limits.cellLength) cell.value += piece
  }
  return xmlReader({ open, close, text })
}

function place(cells: (Cell | undefined)[], open: OpenCell, context: WorkbookContext): void {
  const made = madeCell(open, context)
  if (made === undefined) return
  if (open.column >= context.limits.columns) {
    throw new RefusedFile('too-many-columns', `表格超过 ${context.limits.columns} 列，不像一份居民名册，没有读取。`)
  }
  cells[open.column] = made
}

function madeCell(open: OpenCell, context: WorkbookContext): Cell | undefined {
  const { type } = open
  const isEscaped = type === 'inlineStr' || type === 'str'
  const value = keptText(isEscaped ? unescapeSpreadsheetText(open.value) : open.value, context.limits)
  if (type === 'e') return { text: value === '' ? '#N/A' : value, kind: 'error' }
  // A formula whose result was never computed: saved by a program, not by a person.
  if (open.hasFormula && value === '') return type === 'str' ? undefined : { text: '公式没有结果', kind: 'error' }
  if (value.trim() === '') return undefined
  if (type === 's') return textCell(context.strings[Number(value)] ?? '', context.limits)
  if (isEscaped) return { text: value, kind: 'text' }
  if (type === 'b') return { text: value === '1' ? '是' : '否', kind: 'text' }
  if (type === 'd') return dateCell(value, parsePlainDate(value.slice(0, 10)))
  return numberCell(value.trim(), context.dateStyles[open.style] === true, context.uses1904)
}

function numberCell(value: string, isDate: boolean, uses1904: boolean): Cell | undefined {
  const number = Number(value)
  if (!Number.isFinite(number)) return { text: value, kind: 'text' }
  const day = dayOfSerial(number, uses1904)
  if (isDate && day !== undefined) return dateCell(day, day)
  const text = Number.isSafeInteger(number) ? String(number) : value
  return day === undefined ? { text, kind: 'number' } : { text, kind: 'number', day }
}

function dateCell(text: string, day: PlainDate | undefined): Cell {
  return day === undefined ? { text, kind: 'date' } : { text, kind: 'date', day }
}

/** Rows stand in order; one that claims a place already passed follows the one before it, so that no two share one. */
function rowOf(reference: string | undefined, previous: number): number {
  const row = Number(reference)
  return Number.isInteger(row) && row > previous && row <= lastRow ? row : previous + 1
}

/** `AB12` is column 27; a cell without a reference follows the one before it. */
export function columnOf(reference: string | undefined, previous: number): number {
  if (reference === undefined) return previous + 1
  let column = 0
  for (let i = 0; i < reference.length && i < 4; i++) {
    const letter = reference.charCodeAt(i) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return column === 0 ? previous + 1 : column - 1
}
