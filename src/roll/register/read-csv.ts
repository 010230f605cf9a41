import { isUtf8 } from 'node:buffer'
import { type CsvError, parse } from 'csv-parse'
import {
  type Cell,
  lastRow,
  type ReadLimits,
  RefusedFile,
  type RegisterFile,
  type SheetRow,
  textCell,
  tooManyRows,
} from './cell.js'

type Encoding = Exclude<RegisterFile['format'], 'xlsx'>

/** Bytes decoded at a time; small enough that parsing a piece does not hold up other requests. */
const pieceSize = 64 * 1024

/**
 * Opens a text table. Its encoding is told by its mark, else by whether it is right UTF-8, else it is GB 18030,
 * of which GBK is a part: what Excel writes on a Chinese computer.
 */
export function readCsv(bytes: Buffer, limits: ReadLimits): RegisterFile {
  const { encoding, start } = encodingOf(bytes)
  const text = bytes.subarray(start)
  const delimiter = delimiterOf(firstText(text, encoding))
  // csv-parse makes an error of every line of another length, whether it is wanted or not: a minute for a million.
  if (countLines(text) > lastRow) throw tooManyRows(lastRow)
  const sheet = {
    name: '',
    rows: () => csvRows(text, encoding, delimiter, limits),
    expectedRows: () => countLines(text),
  }
  return { format: encoding, sheets: [sheet], notes: [] }
}

function countLines(bytes: Buffer): number {
  let lines = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1
  return lines
}

function encodingOf(bytes: Buffer): { encoding: Encoding; start: number } {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', start: 3 }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', start: 2 }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', start: 2 }
  if (bytes.includes(0))
    throw new RefusedFile('format-unknown', '这不是表格文件。请上传 .xlsx 或 .csv 格式的居民名册。')
  // Four bytes of GB 18030 may begin with the mark 84 31 95 33.
  const hasMark = bytes.length >= 4 && bytes.readUInt32BE(0) === 0x84319533
  if (hasMark) return { encoding: 'gb18030', start: 4 }
  return { encoding: isUtf8(bytes) ? 'utf-8' : 'gb18030', start: 0 }
}

function* decoded(bytes: Buffer, encoding: Encoding): Generator<string, void> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  try {
    for (let at = 0; at < bytes.length; at += pieceSize) {
      yield decoder.decode(bytes.subarray(at, at + pieceSize), { stream: true })
    }
    yield decoder.decode()
  } catch {
    throw new RefusedFile(
      'encoding-unknown',
      '文件的文字编码无法识别，读出来会是乱码。请在 WPS 或 Excel 中打开，另存为 .xlsx 后再上传。',
    )
  }
}

function firstText(bytes: Buffer, encoding: Encoding): string {
  const text = decoded(bytes, encoding).next().value || ''
  if (/^\s*<(\?xml|!doctype|html|table|meta|head|style)/i.test(text)) {
    throw new RefusedFile(
      'format-html',
      '这是网页格式的表格（有的系统导出时取名 .xls）。请在 WPS 或 Excel 中打开，“另存为”.xlsx 后再上传。',
    )
  }
  return text
}

/** The separator met most often in the first lines outside quotes; a comma when none is. */
function delimiterOf(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .replace(/"[^"]*"/g, '')
    .split(/\r\n|\n|\r/, 20)
    .join('\n')
  const count = (mark: string) => lines.split(mark).length
  return [',', '\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}

async function* csvRows(
  bytes: Buffer,
  encoding: Encoding,
  delimiter: string,
  limits: ReadLimits,
): AsyncGenerator<readonly SheetRow[]> {
  let rowNumber = 0
  const rowsOf = (records: readonly string[][]) =>
    records
      .map((record) => ({ rowNumber: ++rowNumber, cells: cellsOf(record, limits) }))
      .filter(({ cells }) => cells.length > 0)
  const splitter = recordSplitter(delimiter, () => rowNumber)
  for (const piece of decoded(bytes, encoding)) {
    const rows = rowsOf(await splitter.write(piece))
    if (rowNumber > lastRow) throw tooManyRows(lastRow)
    if (rows.length > 0) yield rows
  }
  const last = rowsOf(await splitter.end())
  if (last.length > 0) yield last
}

interface RecordSplitter {
  /** The records that a further piece of text completes. */
  readonly write: (piece: string) => Promise<string[][]>
  readonly end: () => Promise<string[][]>
}

/** csv-parse as something to be asked. Rows that end early or late are records all the same, and so are empty ones. */
function recordSplitter(delimiter: string, rowsBefore: () => number): RecordSplitter {
  let records: string[][] = []
  let failure: CsvError | undefined
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: 100_000,
  })
  parser.on('readable', () => {
    const next = () => parser.read() as string[] | null
    for (let record = next(); record !== null; record = next()) records.push(record)
  })
  parser.on('error', (error: CsvError) => {
    failure ??= error
  })
  const closed = new Promise<void>((resolve) => parser.on('close', resolve))
  const taken = () => {
    if (failure) throw brokenRow(failure, rowsBefore() + records.length)
    const taken = records
    records = []
    return taken
  }
  return {
    write: async (piece) => {
      await new Promise<void>((resolve) => parser.write(piece, () => resolve()))
      return taken()
    },
    end: async () => {
      parser.end()
      await closed
      return taken()
    },
  }
}

function brokenRow(error: CsvError, rowNumber: number): RefusedFile {
  const where = `第 ${rowNumber + 1} 行附近`
  if (error.code === 'CSV_MAX_RECORD_SIZE' || error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return new RefusedFile(
      'csv-quote-open',
      `${where}的内容过长，多半是引号没有成对，分不清行列。请改正，或另存为 .xlsx 后再上传。`,
    )
  }
  return new RefusedFile('file-broken', `${where}无法读取。请在 WPS 或 Excel 中打开，另存为 .xlsx 后再上传。`)
}

function cellsOf(record: readonly string[], limits: ReadLimits): (Cell | undefined)[] {
  const cells: (Cell | undefined)[] = []
  record.forEach((text, column) => {
    const cell = textCell(text, limits)
    if (cell === undefined) return
    if (column >= limits.columns) {
      throw new RefusedFile('too-many-columns', `表格超过 ${limits.columns} 列，不像一份居民名册，没有读取。`)
    }
    cells[column] = cell
  })
  return cells
}
