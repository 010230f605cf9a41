import { contentOf, dictOf, entry, listAt, nameAt, type PdfFile } from './file.js'
import { type FontProgram, compactProgram, trueTypeProgram } from './font-program.js'
import { isKind, type PdfDict, type PdfValue } from './objects.js'
import { type Finding, found } from './rules.js'

/** Every font and the codes shown in it (ISO 19005-2, 6.2.11). */
export function checkFonts(file: PdfFile, codes: ReadonlyMap<PdfDict, ReadonlySet<number>>): Finding[] {
  return [...codes].flatMap(([font, shown]) => checkFont(file, font, shown))
}

function checkFont(file: PdfFile, font: PdfDict, shown: ReadonlySet<number>): Finding[] {
  const name = nameAt(file, font, 'BaseFont') ?? '?'
  const wrong: Finding[] = []
  const say = (rule: Finding['rule'], where = '') => wrong.push(found(rule, [name, where].filter(Boolean).join(': ')))
  const inner = dictOf(file, listAt(file, font, 'DescendantFonts')[0])
  const kind = nameAt(file, inner, 'Subtype')
  const isComposite = nameAt(file, font, 'Type') === 'Font' && nameAt(file, font, 'Subtype') === 'Type0'
  if (!isComposite || name === '?' || (kind !== 'CIDFontType0' && kind !== 'CIDFontType2')) say('font', kind)
  if (nameAt(file, font, 'Encoding') !== 'Identity-H') say('encoding')
  if (kind === 'CIDFontType2' && nameAt(file, inner, 'CIDToGIDMap') !== 'Identity') say('cidToGid')
  const program = programOf(file, dictOf(file, inner?.entries.get('FontDescriptor')))
  if (!program) say('embedded', 'no font file')
  const widths = widthsOf(file, inner)
  const characters = charactersOf(file, font)
  if (!characters) say('unicode', 'no map to characters')
  for (const code of shown) {
    const where = `code ${code}`
    if (code === 0) say('notdef')
    const width = program?.widthOf(code)
    if (program && width === undefined) say('embedded', where)
    if (typeof width === 'number' && Math.abs(width - (widths.get(code) ?? 1000)) > 1) {
      say('width', `${where}: ${widths.get(code)} for ${width}`)
    }
    const text = characters?.get(code)
    if (characters && (text === undefined || /^$|[\0\uFEFF\uFFFE\uFFFD]/.test(text))) say('unicode', where)
    if (text !== undefined && /\p{Co}/u.test(text)) say('privateUse', `${where}: ${text.codePointAt(0)?.toString(16)}`)
  }
  for (const [code, text] of characters ?? [])
    if (/[\0\uFEFF\uFFFE]/.test(text)) say('unicode', `code ${code}, not shown`)
  return wrong
}

function programOf(file: PdfFile, descriptor: PdfDict | undefined): FontProgram | undefined {
  const trueType = entry(file, descriptor, 'FontFile2')
  if (isKind(trueType, 'stream')) return trueTypeProgram(contentOf(trueType))
  const compact = entry(file, descriptor, 'FontFile3')
  if (!isKind(compact, 'stream') || nameAt(file, compact.dict, 'Subtype') !== 'CIDFontType0C') return undefined
  return compactProgram(contentOf(compact))
}

/** Widths by code: `first [w w …]` or `first last w`. */
function widthsOf(file: PdfFile, inner: PdfDict | undefined): Map<number, number> {
  const widths = new Map<number, number>()
  const list = listAt(file, inner, 'W')
  for (let i = 0; i < list.length; ) {
    const [first, second, third] = list.slice(i, i + 3)
    if (Array.isArray(second)) {
      ;(second as readonly PdfValue[]).forEach((width, n) => widths.set(Number(first) + n, Number(width)))
      i += 2
    } else {
      for (let code = Number(first); code <= Number(second); code++) widths.set(code, Number(third))
      i += 3
    }
  }
  return widths
}

/** What each code means, by the map that the font brings (ISO 32000-1, 9.10.3). */
function charactersOf(file: PdfFile, font: PdfDict): Map<number, string> | undefined {
  const map = entry(file, font, 'ToUnicode')
  if (!isKind(map, 'stream')) return undefined
  const text = contentOf(map).toString('latin1')
  const characters = new Map<number, string>()
  const codeOf = (hex = '') => Number.parseInt(hex, 16)
  for (const [, block = ''] of text.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code, hex] of block.matchAll(/<([0-9a-fA-F]+)>\s*<([0-9a-fA-F\s]+)>/g)) {
      characters.set(codeOf(code), charactersIn(hex))
    }
  }
  for (const [, block = ''] of text.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, first, , list = ''] of block.matchAll(/<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*\[([^\]]*)\]/g)) {
      const each = [...list.matchAll(/<([0-9a-fA-F\s]*)>/g)]
      each.forEach(([, hex], n) => characters.set(codeOf(first) + n, charactersIn(hex)))
    }
  }
  return characters
}

function charactersIn(hex = ''): string {
  return Buffer.from(hex.replace(/\s/g, ''), 'hex').swap16().toString('utf16le')
}
