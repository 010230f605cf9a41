import iconv from 'iconv-lite'
import { inflateRawSync } from 'node:zlib'
import { seededDie } from '../../scripts/make-register.js'
import { type MadeCell, type MadeSheet, makeXlsx, makeZip, type ZipFile } from './make-xlsx.js'
import { registerBytes } from './registers.js'

/** A register spoilt in a way of its own; the same number is the same file on every machine. */
export interface FuzzedRegister {
  /** What was done to what, for the report of a failure. */
  readonly what: string
  readonly bytes: Buffer
}

type Die = ReturnType<typeof seededDie>
type Spoil<T> = readonly [name: string, change: (sound: T, die: Die) => T]

const wholeFiles = ['changting-wps-xlsx.xlsx', 'taoyuan-gbk-csv.csv', 'wuling-utf8-csv.csv'].map(registerBytes)
/** The first lines of the register: title, heading and people enough to be spoilt. */
const lines = (wholeFiles[2] as Buffer)
  .toString('utf8')
  .replace(/^\ufeff/, '')
  .split('\r\n')
  .slice(0, 14)
const text = lines.join('\r\n')
const table = lines.map((line) => line.split(','))
const texts: readonly Buffer[] = [
  Buffer.from(text),
  Buffer.from(`\ufeff${text}`),
  iconv.encode(text, 'gb18030'),
  Buffer.from(`\ufeff${text}`, 'utf16le'),
  Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  Buffer.from(text.replaceAll(',', '\t')),
  Buffer.from(text.replaceAll(',', ';').replaceAll('\r\n', '\r')),
  iconv.encode(text.replace(/[^,\r\n]+/g, '"$&"'), 'gbk'),
]
const sheet: MadeSheet = { name: '名册', rows: table, merges: ['A1:H1', 'B4:B7', 'C9:C20'], hiddenRows: [6, 7] }
const book = makeXlsx({ sheets: [sheet], strings: ['<t>王甲</t>'], formats: [14, 'yyyy"年"m"月"'] })

/** Every file of the archive as it was packed, to be packed again after a change. */
function partsOf(zip: Buffer): ZipFile[] {
  const parts: ZipFile[] = []
  for (let at = 0; zip.readUInt32LE(at) === 0x04034b50; ) {
    const packed = zip.readUInt32LE(at + 18)
    const start = at + 30 + zip.readUInt16LE(at + 26)
    const content = inflateRawSync(zip.subarray(start, start + packed)).toString('utf8')
    parts.push({ name: zip.subarray(at + 30, start).toString('utf8'), content })
    at = start + packed
  }
  return parts
}

const parts = partsOf(book)

function put(into: Buffer, at: number, what: Buffer, instead = 0): Buffer {
  return Buffer.concat([into.subarray(0, at), what, into.subarray(at + instead)])
}

const noise = (die: Die, most: number) => Buffer.from(Array.from({ length: die(most) }, () => die(256)))
const somewhere = (bytes: Buffer, die: Die) => die(Math.max(1, bytes.length))

const byteSpoils: readonly Spoil<Buffer>[] = [
  ['bits flipped', flipBits],
  ['cut off', (bytes, die) => bytes.subarray(0, somewhere(bytes, die))],
  ['beginning lost', (bytes, die) => bytes.subarray(somewhere(bytes, die))],
  ['piece doubled', (bytes, die) => put(bytes, somewhere(bytes, die), bytes.subarray(somewhere(bytes, die)))],
  ['piece lost', (bytes, die) => put(bytes, somewhere(bytes, die), Buffer.alloc(0), die(400))],
  ['pieces exchanged', exchangePieces],
  ['noise put in', (bytes, die) => put(bytes, somewhere(bytes, die), noise(die, 200))],
  ['noughts put in', (bytes, die) => put(bytes, somewhere(bytes, die), Buffer.alloc(1 + die(300)))],
  ['noise after the beginning', (bytes, die) => Buffer.concat([bytes.subarray(0, die(64)), noise(die, 4_000)])],
]

function flipBits(bytes: Buffer, die: Die): Buffer {
  const copy = Buffer.from(bytes)
  for (let many = 1 + die(8); many > 0; many--) {
    const at = somewhere(copy, die)
    copy[at] = (copy[at] ?? 0) ^ (1 << die(8))
  }
  return copy
}

function exchangePieces(bytes: Buffer, die: Die): Buffer {
  const [a, b, c] = [somewhere(bytes, die), somewhere(bytes, die), somewhere(bytes, die)].sort((x, y) => x - y)
  return Buffer.concat([bytes.subarray(0, a), bytes.subarray(b, c), bytes.subarray(a, b), bytes.subarray(c)])
}

/** Numbers that make readers stumble, put over a field of the archive's directory or of an entry's head. */
const directoryFields = [4, 6, 8, 10, 16, 20, 24, 28, 30, 32, 34, 42] as const
const extremes = [0, 1, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_fffe, 0xffff_ffff] as const

function lieInDirectory(zip: Buffer, die: Die): Buffer {
  const copy = Buffer.from(zip)
  const heads: number[] = []
  for (const sign of ['PK\u0001\u0002', 'PK\u0003\u0004', 'PK\u0005\u0006']) {
    for (let at = copy.indexOf(sign); at >= 0; at = copy.indexOf(sign, at + 1)) heads.push(at)
  }
  const at = Math.min((heads[die(heads.length)] ?? 0) + (directoryFields[die(12)] ?? 0), copy.length - 4)
  const value = extremes[die(extremes.length)] ?? 0
  if (die(2) === 0) copy.writeUInt32LE(value, at)
  else copy.writeUInt16LE(value & 0xffff, at)
  return copy
}

/** Any characters at all: rare planes, directions, joiners, halves of pairs, signs of formulas. */
export function oddText(die: Die): string {
  const odd = [
    '\0',
    '\u0007',
    '\ud800',
    '\udfff',
    '\ufffe',
    '\u202e',
    '\u200b',
    '\u0301',
    '𬱖',
    '𠅤',
    '㛃',
    '=1+1',
    '"',
    "'",
  ]
  const more = [
    '\t',
    '\r',
    '\n',
    ',',
    ';',
    '<',
    '&',
    ']]>',
    '_x0000_',
    '_xD800_',
    '（',
    '）',
    '１',
    '０',
    '3.3E+17',
    '合计',
    '',
  ]
  const all = [...odd, ...more]
  return Array.from({ length: 1 + die(6) }, () =>
    die(3) === 0 ? String.fromCodePoint(die(0x110000)) : (all[die(all.length)] as string),
  ).join('')
}

function textPiece(die: Die): string {
  const pieces = [
    '"',
    '""',
    '\n',
    '\r\n\r\n',
    lines[1] as string,
    '姓名,公民身份号码\r\n',
    '5,'.repeat(300),
    '"\n'.repeat(9),
  ]
  if (die(8) === 0)
    return oddText(die)
      .repeat(1 + die(2_500))
      .slice(0, 10_000)
  return die(2) === 0 ? oddText(die) : (pieces[die(pieces.length)] as string)
}

function spoilText(sound: string, die: Die): string {
  const at = die(sound.length)
  return sound.slice(0, at) + textPiece(die) + sound.slice(at + die(3))
}

const encodings = ['utf8', 'utf16le', 'gb18030', 'utf16-be', 'gbk'] as const

function spoilTable(die: Die): Buffer {
  let spoilt = text
  for (let many = 1 + die(4); many > 0; many--) spoilt = spoilText(spoilt, die)
  return iconv.encode(spoilt, encodings[die(5)] as string, { addBOM: die(3) > 0 })
}

const xmlPieces: readonly ((die: Die) => string)[] = [
  () => '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>',
  () => '&c;&c;&lol;',
  () => '&#0;&#xFFFE;&#x110000;',
  (die) => '<a>'.repeat(1 + die(3_000)),
  (die) => `${'<row><c>'.repeat(20 + die(200))}`,
  (die) => `<row r="${[0, -1, 3, 1e9, 1_048_576, '5e3', 'x'][die(7)]}"><c r="A3" t="s"><v>${die(5)}</v></c></row>`,
  (die) =>
    `<c r="${['A1', 'XFD5', 'ZZZZ1', '1', ''][die(5)]}" t="${['s', 'e', 'b', 'd', 'str'][die(5)]}"><v>${oddXml(die)}</v></c>`,
  (die) => `<mergeCells><mergeCell ref="A${die(30)}:B${[2, 25, 9_999_999][die(3)]}"/></mergeCells>`,
  (die) => `<c t="inlineStr"><is><t>${'字'.repeat(10_000 + die(100))}</t></is></c>`,
  (die) => `<sheet name="名册" r:id="rId${die(3)}"/><sheet name="名册" r:id="rId1"/>`,
  (die) => `<!--${'-'.repeat(die(50))}-->`,
  (die) => `<![CDATA[${oddXml(die)}`,
  (die) => `<f>${oddXml(die)}</f>`,
  (die) => oddText(die),
]
const oddXml = (die: Die) => (die(2) === 0 ? `_x000${die(10)}__xD8${die(10)}0_` : String(die(1_000_000)))

/** Changes the XML inside the archive and packs it soundly again: the reader gets to see it. */
function spoilParts(die: Die): Buffer {
  const target = die(parts.length)
  return makeZip(
    parts.map((part, index) => {
      const sizes = die(12) === 0 ? { claimedSize: extremes[die(extremes.length)] as number } : {}
      if (index !== target) return part
      const content = part.content as string
      const tags = [...content.matchAll(/>/g)].map(({ index: at }) => at + 1)
      const at = die(4) === 0 ? die(content.length) : (tags[die(tags.length)] ?? 0)
      const piece = (xmlPieces[die(xmlPieces.length)] as (typeof xmlPieces)[number])(die)
      return {
        ...part,
        ...sizes,
        content: content.slice(0, at) + piece + content.slice(at + (die(3) === 0 ? die(40) : 0)),
      }
    }),
  )
}

/** A sound workbook whose cells hold anything. */
function spoilCells(die: Die): Buffer {
  const odd = (): MadeCell => {
    const kind = die(5)
    if (kind === 0) return [Number.NaN, 1e300, -1, 0, 45_000.5, 330_299_196_003_014_000][die(6)] as number
    if (kind === 1) return null
    // Controls would end the XML; here it is the cells that are to be looked at.
    return oddText(die)
      .repeat(die(6) === 0 ? 1 + die(1_000) : 1)
      .replace(/[^\P{Cc}\s]|[\p{Cs}\ufffe\uffff]/gu, '_x0000_')
  }
  const rows = table.map((row) => row.map((cell): MadeCell => (die(12) === 0 ? odd() : cell)))
  if (die(3) === 0) rows.splice(die(6), 1 + die(2))
  const sheets = Array.from(
    { length: 1 + die(3) },
    (): MadeSheet => ({ ...sheet, rows, name: die(2) === 0 ? '名册' : 'b' }),
  )
  return makeXlsx({ sheets, uses1904: die(2) === 0 })
}

function spoilBytes(sound: Buffer, die: Die): FuzzedRegister {
  let bytes = sound
  const names: string[] = []
  for (let many = 1 + die(3); many > 0; many--) {
    const [name, change] = byteSpoils[die(byteSpoils.length)] as Spoil<Buffer>
    bytes = change(bytes, die)
    names.push(name)
  }
  return { what: names.join(', '), bytes }
}

/** The fuzzed register of a number from 0. Small ones nearly always: one in 250 is a whole office's file. */
export function fuzzedRegister(number: number): FuzzedRegister {
  const die = seededDie(number)
  const named = (what: string, { what: how, bytes }: FuzzedRegister) => ({ what: `${number}: ${what}: ${how}`, bytes })
  if (number % 250 === 249) return named('whole file', spoilBytes(wholeFiles[die(3)] as Buffer, die))
  switch (die(6)) {
    case 0:
      return named('text', spoilBytes(texts[die(texts.length)] as Buffer, die))
    case 1:
      return named('table', { what: 'cells and marks', bytes: spoilTable(die) })
    case 2:
      return named('workbook', spoilBytes(book, die))
    case 3:
      return named('workbook', { what: 'lies in the directory', bytes: lieInDirectory(book, die) })
    case 4:
      return named('workbook', { what: 'XML changed', bytes: spoilParts(die) })
    default:
      return named('workbook', { what: 'odd cells', bytes: spoilCells(die) })
  }
}
