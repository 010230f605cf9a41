/** The widths of a font file's own glyphs in thousandths of its size. */
export interface FontProgram {
  /** Undefined: there is no such glyph; 'unknown': it is there, and its width cannot be read without drawing it. */
  widthOf(code: number): number | 'unknown' | undefined
}

/** TrueType: the code is the number of the glyph. */
export function trueTypeProgram(bytes: Buffer): FontProgram {
  const tables = new Map<string, number>()
  for (let i = 0; i < bytes.readUInt16BE(4); i++) {
    const at = 12 + i * 16
    tables.set(bytes.toString('latin1', at, at + 4), bytes.readUInt32BE(at + 8))
  }
  const start = (tag: string) => {
    const at = tables.get(tag)
    if (at === undefined) throw new Error(`a TrueType font without ${tag}`)
    return at
  }
  const unitsPerEm = bytes.readUInt16BE(start('head') + 18)
  const glyphs = bytes.readUInt16BE(start('maxp') + 4)
  const metrics = bytes.readUInt16BE(start('hhea') + 34)
  const widths = start('hmtx')
  start('glyf')
  start('loca')
  return {
    widthOf: (code) =>
      code < glyphs ? (bytes.readUInt16BE(widths + Math.min(code, metrics - 1) * 4) * 1000) / unitsPerEm : undefined,
  }
}

/** Compact Font Format (Adobe Technical Note 5176): the code is found among the names of its glyphs. */
export function compactProgram(bytes: Buffer): FontProgram {
  const names = indexAt(bytes, bytes[2] ?? 0)
  const tops = indexAt(bytes, names.end)
  const top = dictIn(tops.items[0] ?? Buffer.alloc(0))
  const glyphs = indexAt(bytes, top.get('17')?.[0] ?? 0).items
  const glyphOf = new Map(charset(bytes, top.get('15')?.[0] ?? 0, glyphs.length).map((code, glyph) => [code, glyph]))
  const privates = indexAt(bytes, top.get('12.36')?.[0] ?? 0).items.map((font) => {
    const [size = 0, at = 0] = dictIn(font).get('18') ?? []
    const own = dictIn(bytes.subarray(at, at + size))
    return { usual: own.get('20')?.[0] ?? 0, nominal: own.get('21')?.[0] ?? 0 }
  })
  const fontOf = selector(bytes, top.get('12.37')?.[0] ?? 0)
  const unit = (top.get('12.7')?.[0] ?? 0.001) * 1000
  return {
    widthOf(code) {
      const glyph = glyphOf.get(code)
      const drawing = glyph === undefined ? undefined : glyphs[glyph]
      if (glyph === undefined || !drawing) return undefined
      const { usual = 0, nominal = 0 } = privates[fontOf(glyph)] ?? {}
      const own = leadingWidth(drawing)
      if (own === 'unknown') return own
      return (own === undefined ? usual : nominal + own) * unit
    },
  }
}

function indexAt(bytes: Buffer, at: number): { items: Buffer[]; end: number } {
  const count = bytes.readUInt16BE(at)
  if (count === 0) return { items: [], end: at + 2 }
  const size = bytes[at + 2] ?? 1
  const offset = (i: number) => bytes.readUIntBE(at + 3 + i * size, size)
  const base = at + 2 + (count + 1) * size
  const items = Array.from({ length: count }, (_, i) => bytes.subarray(base + offset(i), base + offset(i + 1)))
  return { items, end: base + offset(count) }
}

/** Operands by operator; `12.36` for one of two bytes. */
function dictIn(bytes: Buffer): Map<string, number[]> {
  const entries = new Map<string, number[]>()
  let operands: number[] = []
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0
    if (first <= 21) {
      entries.set(first === 12 ? `12.${bytes[at + 1]}` : String(first), operands)
      operands = []
      at += first === 12 ? 2 : 1
    } else if (first === 30) {
      const { value, end } = realAt(bytes, at + 1)
      operands.push(value)
      at = end
    } else if (first === 29) {
      operands.push(bytes.readInt32BE(at + 1))
      at += 5
    } else {
      const { value, end } = integerAt(bytes, at)
      operands.push(value)
      at = end
    }
  }
  return entries
}

function realAt(bytes: Buffer, from: number): { value: number; end: number } {
  const digits = '0123456789.EE -'
  let text = ''
  for (let at = from; at < bytes.length; at++) {
    for (const half of [(bytes[at] ?? 0) >> 4, (bytes[at] ?? 0) & 15]) {
      if (half === 15) return { value: Number(text), end: at + 1 }
      text += half === 12 ? 'E-' : (digits[half] ?? '')
    }
  }
  return { value: Number(text), end: bytes.length }
}

function integerAt(bytes: Buffer, at: number): { value: number; end: number } {
  const first = bytes[at] ?? 0
  const second = bytes[at + 1] ?? 0
  if (first === 28) return { value: bytes.readInt16BE(at + 1), end: at + 3 }
  if (first <= 246) return { value: first - 139, end: at + 1 }
  if (first <= 250) return { value: (first - 247) * 256 + second + 108, end: at + 2 }
  return { value: -(first - 251) * 256 - second - 108, end: at + 2 }
}

/** The code of every glyph. */
function charset(bytes: Buffer, at: number, glyphs: number): number[] {
  const codes = [0]
  const format = bytes[at] ?? 0
  for (let next = at + 1; codes.length < glyphs; ) {
    const first = bytes.readUInt16BE(next)
    const more = format === 0 ? 0 : format === 1 ? bytes.readUInt8(next + 2) : bytes.readUInt16BE(next + 2)
    next += 2 + format
    for (let i = 0; i <= more && codes.length < glyphs; i++) codes.push(first + i)
  }
  return codes
}

/** Which of several fonts in one a glyph is of. */
function selector(bytes: Buffer, at: number): (glyph: number) => number {
  if (at === 0) return () => 0
  if (bytes[at] === 0) return (glyph) => bytes[at + 1 + glyph] ?? 0
  const ranges = bytes.readUInt16BE(at + 1)
  return (glyph) => {
    let found = 0
    for (let i = 0; i < ranges && bytes.readUInt16BE(at + 3 + i * 3) <= glyph; i++) found = bytes[at + 5 + i * 3] ?? 0
    return found
  }
}

/** How many operands an operator takes; one more is the width (Adobe Technical Note 5177, 4.1). */
const operandsOf: Readonly<Record<number, number | 'pairs'>> = {
  1: 'pairs',
  3: 'pairs',
  4: 1,
  14: 0,
  18: 'pairs',
  19: 'pairs',
  20: 'pairs',
  21: 2,
  22: 1,
  23: 'pairs',
}

/** The number before the operands of a drawing's first operator: its width less the usual one; undefined: none. */
function leadingWidth(drawing: Buffer): number | undefined | 'unknown' {
  const operands: number[] = []
  for (let at = 0; at < drawing.length; ) {
    const first = drawing[at] ?? 0
    if (first === 255) {
      operands.push(drawing.readInt32BE(at + 1) / 65_536)
      at += 5
    } else if (first >= 32 || first === 28) {
      const { value, end } = integerAt(drawing, at)
      operands.push(value)
      at = end
    } else {
      const wanted = operandsOf[first]
      if (wanted === undefined) return 'unknown'
      const hasWidth = wanted === 'pairs' ? operands.length % 2 === 1 : operands.length === wanted + 1
      return hasWidth ? operands[0] : undefined
    }
  }
  return 'unknown'
}
