import type { Cell } from './cell.js'
import { checkRow } from './check-row.js'
import {
  type CheckedRow,
  type RegisterColumns,
  type RegisterField,
  type RegisterOptions,
  registerFields,
} from './checked-register.js'
import type { Heading } from './find-columns.js'

/** A row as it is to be judged once more, by field. */
export type RowTexts = Pick<CheckedRow, 'sheet' | 'rowNumber' | 'read' | 'shapes'>

/**
 * Judges a row anew by the same rules as when its file was read. `first` is where the same identity number stands
 * already, if it does. Columns that the file has count as before; one that it lacks counts where something is given.
 */
export function recheckRow(
  row: RowTexts,
  columns: RegisterColumns,
  options: RegisterOptions,
  first?: string,
): CheckedRow {
  const fields = registerFields.filter((field) => columns[field] !== undefined || row.read[field] !== undefined)
  const heading: Heading = {
    lastRow: 0,
    headers: fields.map((field) => columns[field]),
    columnOf: Object.fromEntries(fields.map((field, column) => [field, column])),
  }
  const sheetRow = { rowNumber: row.rowNumber, cells: fields.map((field) => cellOf(row, field)) }
  const checked = checkRow(row.sheet, sheetRow, heading, options, new Map())
  const number = checked.person.identityNumber
  if (first === undefined || number === null) return checked
  return checkRow(row.sheet, sheetRow, heading, options, new Map([[number, first]]))
}

function cellOf({ read, shapes }: RowTexts, field: RegisterField): Cell | undefined {
  const text = read[field]
  return text === undefined ? undefined : { kind: 'text', ...shapes[field], text }
}
