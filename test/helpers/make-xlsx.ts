import { deflateRawSync } from 'node:zlib'

/** A file of a zip archive, and lies about it for tests of the reader's defences. */
export interface ZipFile {
  readonly name: string
  readonly content: string | Buffer
  readonly claimedSize?: number
  readonly isEncrypted?: boolean
}

/** Bytes of a zip archive. */
export function makeZip(files: readonly ZipFile[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const file of files) {
    const content = Buffer.from(file.content as string)
    const packed = deflateRawSync(content)
    const name = Buffer.from(file.name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x0800 | (file.isEncrypted ? 1 : 0), 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(file.claimedSize ?? content.length, 18)
    common.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, name, packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), common, rest, name]))
    parts.push(local)
    offset += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, list, end])
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}

/** A cell: text, number, empty, or the inner XML of `<c …>` written out by hand. */
export type MadeCell = string | number | null | { readonly xml: string }

export interface MadeSheet {
  readonly name: string
  readonly rows: readonly (readonly MadeCell[])[]
  readonly merges?: readonly string[]
  readonly state?: 'hidden' | 'veryHidden'
  /** Row numbers, from 1, that are hidden. */
  readonly hiddenRows?: readonly number[]
}

export interface MadeWorkbook {
  readonly sheets: readonly MadeSheet[]
  readonly uses1904?: boolean
  /** Inner XML of the shared strings, one `<si>` each. */
  readonly strings?: readonly string[]
  /** Format codes of styles 1, 2, …; a number is a built-in format. */
  readonly formats?: readonly (string | number)[]
  readonly extra?: readonly ZipFile[]
}

const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** Bytes of a small workbook with just what a reader looks at. */
export function makeXlsx({ sheets, uses1904, strings, formats = [], extra = [] }: MadeWorkbook): Buffer {
  const list = sheets.map(
    (s, i) =>
      `<sheet name="${escapeXml(s.name)}" sheetId="${i + 1}" r:id="rId${i + 1}"${s.state ? ` state="${s.state}"` : ''}/>`,
  )
  const relations = sheets.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Type="urn:x/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  )
  const ids = formats.map((format, i) => (typeof format === 'number' ? format : 164 + i))
  const custom = formats.map((format, i) =>
    typeof format === 'number' ? '' : `<numFmt numFmtId="${164 + i}" formatCode="${escapeXml(format)}"/>`,
  )
  return makeZip([
    {
      name: 'xl/workbook.xml',
      content: `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns:r="urn:r"><workbookPr${uses1904 ? ' date1904="1"' : ''}/><sheets>${list.join('')}</sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', content: `<Relationships>${relations.join('')}</Relationships>` },
    ...(strings
      ? [{ name: 'xl/sharedStrings.xml', content: `<sst>${strings.map((si) => `<si>${si}</si>`).join('')}</sst>` }]
      : []),
    {
      name: 'xl/styles.xml',
      content: `<styleSheet><numFmts>${custom.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${ids.map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`,
    },
    ...sheets.map((sheet, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, content: sheetXml(sheet) })),
    ...extra,
  ])
}

function sheetXml({ rows, merges = [], hiddenRows = [] }: MadeSheet): string {
  const lines = rows.map((cells, index) => {
    const inner = cells.map((cell, column) => cellXml(cell, `${String.fromCharCode(65 + column)}${index + 1}`)).join('')
    return `<row r="${index + 1}"${hiddenRows.includes(index + 1) ? ' hidden="1"' : ''}>${inner}</row>`
  })
  const blocks = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')
  return `<worksheet><sheetData>${lines.join('')}</sheetData>${blocks && `<mergeCells count="${merges.length}">${blocks}</mergeCells>`}</worksheet>`
}

function cellXml(cell: MadeCell, reference: string): string {
  if (cell === null) return ''
  if (typeof cell === 'object') return cell.xml.replace('<c', `<c r="${reference}"`)
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`
  return `<c r="${reference}" t="inlineStr"><is><t>${escapeXml(cell)}</t></is></c>`
}
