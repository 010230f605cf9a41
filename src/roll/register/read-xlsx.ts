import type { Finding } from '../../rules/finding.js'
import {
  fileNote,
  keptText,
  type ReadLimits,
  type RegisterFile,
  RefusedFile,
  type Sheet,
  type SheetRow,
} from './cell.js'
import { openZip, type ZipArchive } from './read-zip.js'
import { type Merge, mergeFiller, readMerges } from './xlsx-merges.js'
import { readDateStyles, readSharedStrings, readWorkbook } from './xlsx-parts.js'
import { sheetReader, type WorkbookContext } from './xlsx-sheet.js'

/** Opens a workbook of Excel or WPS. Hidden sheets are not read, and that is said. */
export async function readXlsx(bytes: Buffer, limits: ReadLimits): Promise<RegisterFile> {
  const zip = await openZip(bytes, limits)
  const path = workbookPath(zip)
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const workbook = await readWorkbook(zip, path)
  const context: WorkbookContext = {
    strings: await readSharedStrings(zip, `${folder}sharedStrings.xml`, limits),
    dateStyles: await readDateStyles(zip, `${folder}styles.xml`),
    uses1904: workbook.uses1904,
    limits,
  }
  const file: RegisterFile = { format: 'xlsx', sheets: [], notes: [] }
  const sheets: Sheet[] = []
  const names = new Set<string>()
  for (const { name: named, path: sheetPath, isHidden } of workbook.sheets) {
    const name = ownName(keptText(named, { cellLength: longestName }), names)
    if (isHidden) file.notes.push(hiddenSheet(name))
    else sheets.push(openSheet(zip, name, sheetPath, context, file.notes))
  }
  if (sheets.length === 0) throw new RefusedFile('no-sheet', '文件里没有可以读取的工作表。')
  return { ...file, sheets }
}

/** Of a sheet, as spreadsheets have it. */
const longestName = 31

/** Spreadsheets give no two sheets one name; where a file does, rows could not be told apart by sheet and number. */
function ownName(wanted: string, taken: Set<string>): string {
  let name = wanted
  for (let number = 2; taken.has(name); number++) name = `${wanted}（${number}）`
  taken.add(name)
  return name
}

function hiddenSheet(name: string): Finding {
  return fileNote('sheet-hidden', `工作表“${name}”是隐藏的，没有读取。如其中有居民，请取消隐藏后重新上传。`)
}

/** A sheet that remembers its merges, which stand at its end, and says once how many of its rows are hidden. */
function openSheet(zip: ZipArchive, name: string, path: string, context: WorkbookContext, notes: Finding[]): Sheet {
  let merges: Merge[] | undefined
  let hasToldHidden = false
  let rows = 0
  return {
    name,
    expectedRows: () => rows,
    rows: async function* () {
      merges ??= await readMerges(
        counted(zip.text(path), (more) => (rows += more)),
        context.limits,
      )
      const hidden = yield* sheetRows(zip.text(path), merges, context)
      if (hidden === 0 || hasToldHidden) return
      hasToldHidden = true
      notes.push(fileNote('rows-hidden', `工作表“${name}”有 ${hidden} 行被隐藏或被筛选掉，这些行也读取了。`))
    },
  }
}

/** The same text; says of each piece how many rows end in it, one across two pieces not counted. */
async function* counted(pieces: AsyncIterable<string>, count: (rows: number) => void): AsyncGenerator<string> {
  for await (const piece of pieces) {
    count(piece.split('</row>').length - 1)
    yield piece
  }
}

function workbookPath(zip: ZipArchive): string {
  const has = (pattern: RegExp) => zip.names.some((name) => pattern.test(name))
  if (has(/vbaProject\.bin$/i)) {
    throw new RefusedFile(
      'file-has-macros',
      '文件带有宏，没有读取。请在 WPS 或 Excel 中另存为不带宏的 .xlsx 后再上传。',
    )
  }
  if (has(/^xl\/workbook\.bin$/)) {
    throw new RefusedFile('format-xlsb', '这是二进制工作簿（.xlsb）。请在 WPS 或 Excel 中“另存为”.xlsx 后再上传。')
  }
  const path = zip.names.find((name) => /^xl\/workbook\d?\.xml$/.test(name))
  if (path === undefined) {
    throw new RefusedFile('format-unknown', '这不是电子表格文件。请上传 .xlsx 或 .csv 格式的居民名册。')
  }
  return path
}

async function* sheetRows(
  pieces: AsyncIterable<string>,
  merges: readonly Merge[],
  context: WorkbookContext,
): AsyncGenerator<readonly SheetRow[], number> {
  const fill = mergeFiller(merges)
  let block: SheetRow[] = []
  let hidden = 0
  const reader = sheetReader(context, (row, isHidden) => {
    const filled = fill(row)
    if (filled.cells.length === 0) return
    if (isHidden) hidden++
    block.push(filled)
  })
  for await (const piece of pieces) {
    reader.write(piece)
    if (block.length > 0) yield block
    block = []
  }
  reader.end()
  return hidden
}
