import { registerFields } from './checked-register.js'
import { keptText, type ReadLimits, RefusedFile } from './cell.js'
import type { ZipArchive } from './read-zip.js'
import { attribute, readXml, unescapeSpreadsheetText } from './xml.js'

export interface SheetEntry {
  readonly name: string
  readonly path: string
  readonly isHidden: boolean
}

/** What workbook.xml says: the sheets in order and which of the two date systems counts the days. */
export interface Workbook {
  readonly sheets: readonly SheetEntry[]
  readonly uses1904: boolean
}

export async function readWorkbook(zip: ZipArchive, path: string): Promise<Workbook> {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const targets = await readRelations(zip, `${folder}_rels/${path.slice(folder.length)}.rels`, folder)
  const sheets: SheetEntry[] = []
  let uses1904 = false
  await readXml(zip.text(path), {
    open: (name, attributes) => {
      if (name === 'workbookPr') uses1904 = /^(1|true|on)$/.test(attributes['date1904'] ?? '')
      if (name !== 'sheet') return
      const target = targets.get(attribute(attributes, 'id') ?? '')
      if (target === undefined) return // a chart sheet has no rows
      sheets.push({
        name: attributes['name'] ?? '',
        path: target,
        isHidden: (attributes['state'] ?? 'visible') !== 'visible',
      })
    },
  })
  return { sheets, uses1904 }
}

async function readRelations(zip: ZipArchive, path: string, folder: string): Promise<Map<string, string>> {
  const targets = new Map<string, string>()
  await readXml(zip.text(path), {
    open: (name, attributes) => {
      if (name !== 'Relationship' || !attributes['Type']?.endsWith('/worksheet')) return
      const target = attributes['Target'] ?? ''
      targets.set(attributes['Id'] ?? '', target.startsWith('/') ? target.slice(1) : folder + target)
    },
  })
  return targets
}

/** Different texts that a register can need: as many as it has cells of use. */
const mostStrings = (limits: ReadLimits) => limits.rows * registerFields.length

/** The shared strings in order. Rich text is joined; the phonetic guide (`rPh`) is not part of the text. */
export async function readSharedStrings(zip: ZipArchive, path: string, limits: ReadLimits): Promise<string[]> {
  const strings: string[] = []
  if (!zip.names.includes(path)) return strings
  let text = ''
  let isInText = false
  let isPhonetic = false
  await readXml(zip.text(path), {
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 'rPh') isPhonetic = true
      else if (name === 't') isInText = !isPhonetic
    },
    text: (piece) => {
      if (isInText && text.length <= limits.cellLength) text += piece
    },
    close: (name) => {
      if (name === 't') isInText = false
      else if (name === 'rPh') isPhonetic = false
      else if (name === 'si' && strings.push(keptText(unescapeSpreadsheetText(text), limits)) > mostStrings(limits)) {
        throw new RefusedFile('too-many-cells', '文件内容过多，没有读取。')
      }
    },
  })
  return strings
}

/** For each cell style whether it shows a number as a day. */
export async function readDateStyles(zip: ZipArchive, path: string): Promise<boolean[]> {
  const styles: boolean[] = []
  if (!zip.names.includes(path)) return styles
  const customDates = new Map<string, boolean>()
  let isInCellFormats = false
  await readXml(zip.text(path), {
    open: (name, attributes) => {
      const id = attributes['numFmtId'] ?? '0'
      if (name === 'numFmt') customDates.set(id, isDateFormat(attributes['formatCode'] ?? ''))
      else if (name === 'cellXfs') isInCellFormats = true
      else if (name === 'xf' && isInCellFormats) styles.push(customDates.get(id) ?? isBuiltInDate(Number(id)))
    },
    close: (name) => {
      if (name === 'cellXfs') isInCellFormats = false
    },
  })
  return styles
}

/** Built-in formats that hold a day; 27–36 and 50–58 are those of the Chinese versions (yyyy年m月). */
function isBuiltInDate(id: number): boolean {
  return (
    (id >= 14 && id <= 17) ||
    id === 22 ||
    (id >= 27 && id <= 31) ||
    id === 36 ||
    (id >= 50 && id <= 54) ||
    id === 57 ||
    id === 58
  )
}

/** Whether a format of one's own shows a year, a month or a day; literal parts, colours and paddings aside. */
export function isDateFormat(code: string): boolean {
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
    .replace(/general|standard/gi, '')
    .toLowerCase()
  if (/[yd年日]/.test(bare)) return true
  return /[m月]/.test(bare) && !/[hs]/.test(bare)
}
