import { ok, type Result, refused } from '../../lib/result.js'
import type { Finding } from '../../rules/finding.js'
import { breather } from './breathe.js'
import {
  fileNote,
  type ReadLimits,
  RefusedFile,
  type RegisterFile,
  readLimits,
  type Sheet,
  type SheetRow,
  tooManyRows,
} from './cell.js'
import { checkRow, type SeenNumbers } from './check-row.js'
import type {
  CheckedRow,
  FirstRows,
  PassedRow,
  RegisterCheck,
  RegisterColumns,
  RegisterCounts,
  RegisterField,
  RegisterOptions,
  RegisterReport,
  RegisterSource,
} from './checked-register.js'
import { columnsInWords, findHeading, type Heading, headingDepth } from './find-columns.js'
import { headerKey } from './header-words.js'
import { whyPassed } from './passed-rows.js'
import { readFile } from './read-file.js'

/** Rows passed over that are kept for display. */
const passedKept = 1000

/** What grows while the rows of a file go by. */
interface Tally {
  rows: number
  accepted: number
  underAge: number
  readonly errors: Record<string, number>
  readonly warnings: Record<string, number>
  readonly passedRows: PassedRow[]
  readonly seen: SeenNumbers
}

/**
 * Reads a whole register and judges every row; nothing is written anywhere. Refused with one finding when the file
 * cannot be read or has no table of persons. For large files use `checkRegisterRows`, which keeps no row.
 */
export async function checkRegister(
  source: RegisterSource,
  options: RegisterOptions,
  limits: ReadLimits = readLimits,
): Promise<Result<RegisterCheck, Finding>> {
  const checkedRows: CheckedRow[] = []
  const report = await checkRegisterRows(source, options, (row) => void checkedRows.push(row), limits)
  return report.ok ? ok({ ...report.value, checkedRows }) : report
}

/**
 * The same, row by row: `onRow` gets each checked row in file order and may be asynchronous. A file may turn out to
 * be broken half way: then the answer is a refusal, and rows already handed over count for nothing.
 */
export async function checkRegisterRows(
  source: RegisterSource,
  options: RegisterOptions,
  listener: RowListener | RowListener['onRow'],
  limits: ReadLimits = readLimits,
): Promise<Result<RegisterReport, Finding>> {
  const heard = typeof listener === 'function' ? { onRow: listener } : listener
  try {
    const file = await readFile(source, limits)
    return ok(await checkSheets(file, options, heard, limits))
  } catch (error) {
    if (error instanceof RefusedFile) return refused(error.finding)
    throw error
  }
}

/** Hears of each row in file order, and, as sheet after sheet is opened, how many rows are to be expected by then. */
export interface RowListener {
  readonly onRow: (row: CheckedRow) => void | Promise<void>
  readonly onExpected?: (rows: number) => void
  /** The top of each sheet as it stands, also of one in which no heading is found. */
  readonly onTop?: (top: FirstRows) => void
}

/** The counts alone, in the shape that `npm run roll:check` prints. */
export function registerCounts(report: RegisterReport): RegisterCounts {
  const { rows, accepted, underAge, errors, warnings, columns } = report
  return { rows, accepted, underAge, errors, warnings, columns }
}

async function checkSheets(
  file: RegisterFile,
  options: RegisterOptions,
  { onRow, onExpected, onTop }: RowListener,
  limits: ReadLimits,
): Promise<RegisterReport> {
  let expected = 0
  const tally: Tally = { rows: 0, accepted: 0, underAge: 0, errors: {}, warnings: {}, passedRows: [], seen: new Map() }
  let main: Heading | undefined
  for (const sheet of file.sheets) {
    const top = await topRows(sheet)
    if (top.length === 0) continue
    onTop?.(textsOf(sheet.name, top))
    const heading = findHeading(top, options)
    if (heading === undefined) {
      file.notes.push(
        fileNote('sheet-without-heading', `${sheetName(sheet)}里没有找到带“姓名”和“公民身份号码”的表头，没有读取。`),
      )
      continue
    }
    main ??= heading
    expected += (sheet.expectedRows?.() ?? 0) - heading.lastRow
    onExpected?.(expected)
    await checkSheet(sheet, heading, options, tally, onRow, limits)
  }
  if (main === undefined) throw noTable()
  const columns = columnsInWords(main)
  const { rows, accepted, underAge, errors, warnings, passedRows } = tally
  const headers = main.headers.filter((header) => header !== undefined)
  const remembered = (Object.keys(columns) as RegisterField[]).filter(
    (field) => options.remembered?.get(headerKey(columns[field] ?? '')) === field,
  )
  const notes = [...file.notes, ...columnNotes(columns)]
  const { format } = file
  return { rows, accepted, underAge, errors, warnings, columns, remembered, headers, format, notes, passedRows }
}

function sheetName(sheet: Sheet): string {
  return sheet.name === '' ? '文件' : `工作表“${sheet.name}”`
}

function noTable(): RefusedFile {
  return new RefusedFile(
    'columns-not-found',
    '没有找到居民名册的表头：表格里应有“姓名”和“公民身份号码”两列。请检查表头的写法，或手工指定各列。',
  )
}

/** Columns the roll needs besides name and number. Without a group the lists cannot be posted group by group. */
function columnNotes(columns: RegisterColumns): Finding[] {
  if (columns.residentsGroup !== undefined) return []
  return [fileNote('no-group-column', '名册里没有“居民小组”一列，导入后所有人暂不分组。')]
}

/**
 * The top of every sheet as it stands, for a mapping by hand when no heading was found. A header's text from here
 * goes into `RegisterOptions.columns`; an empty text there takes a field away.
 */
export async function firstRows(
  source: RegisterSource,
  limits: ReadLimits = readLimits,
): Promise<Result<FirstRows[], Finding>> {
  try {
    const file = await readFile(source, limits)
    const sheets: FirstRows[] = []
    for (const sheet of file.sheets) {
      const top = await topRows(sheet)
      if (top.length > 0) sheets.push(textsOf(sheet.name, top))
    }
    return ok(sheets)
  } catch (error) {
    if (error instanceof RefusedFile) return refused(error.finding)
    throw error
  }
}

function textsOf(sheet: string, top: readonly SheetRow[]): FirstRows {
  const rows = top.map(({ rowNumber, cells }) => ({ rowNumber, texts: Array.from(cells, (cell) => cell?.text ?? '') }))
  return { sheet, rows }
}

/** The rows among which the heading is looked for; the rest of the sheet is not read yet. */
async function topRows(sheet: Sheet): Promise<SheetRow[]> {
  const top: SheetRow[] = []
  for await (const block of sheet.rows()) {
    top.push(...block.slice(0, headingDepth - top.length))
    if (top.length >= headingDepth) break
  }
  return top
}

async function checkSheet(
  sheet: Sheet,
  heading: Heading,
  options: RegisterOptions,
  tally: Tally,
  onRow: (row: CheckedRow) => void | Promise<void>,
  limits: ReadLimits,
): Promise<void> {
  const breathe = breather()
  for await (const block of sheet.rows()) {
    for (const row of block) {
      if (row.rowNumber <= heading.lastRow) continue
      const why = whyPassed(row, heading)
      if (why === 'blank') continue
      if (why !== undefined) {
        if (tally.passedRows.length < passedKept)
          tally.passedRows.push({ sheet: sheet.name, rowNumber: row.rowNumber, why })
        continue
      }
      const checked = checkRow(sheet.name, row, heading, options, tally.seen)
      count(checked, tally, limits)
      const handled = onRow(checked)
      if (handled) await handled
      const pause = breathe()
      if (pause) await pause
    }
  }
}

function count(row: CheckedRow, tally: Tally, limits: ReadLimits): void {
  tally.rows++
  if (tally.rows > limits.rows) throw tooManyRows(limits.rows)
  if (row.verdict === 'accepted') tally.accepted++
  else if (row.verdict === 'underAge') tally.underAge++
  for (const { code, severity } of row.findings) {
    const counts = severity === 'error' ? tally.errors : tally.warnings
    counts[code] = (counts[code] ?? 0) + 1
  }
}
