/** What a PDF is made of (ISO 32000-1, 7.3). */
export type PdfValue =
  | null
  | boolean
  | number
  | PdfName
  | PdfText
  | PdfReference
  | PdfDict
  | PdfStream
  | readonly PdfValue[]

export interface PdfName {
  readonly kind: 'name'
  readonly name: string
}

export interface PdfText {
  readonly kind: 'text'
  readonly bytes: Buffer
  /** As written between < and >; undefined for a text in round brackets. */
  readonly hex: string | undefined
}

export interface PdfReference {
  readonly kind: 'reference'
  readonly id: number
}

export interface PdfDict {
  readonly kind: 'dict'
  readonly entries: ReadonlyMap<string, PdfValue>
}

export interface PdfStream {
  readonly kind: 'stream'
  readonly dict: PdfDict
  /** As they lie in the file. */
  readonly bytes: Buffer
}

/** A word that is no value: an operator of a page, or a keyword of the file. */
export interface PdfWord {
  readonly kind: 'word'
  readonly word: string
}

export type Token = PdfValue | PdfWord

/** Reads values one after the other; undefined at the end. */
export interface Reader {
  readonly at: () => number
  next(): Token | undefined
}

const blanks = /[\0\t\n\f\r ]*(?:%[^\n\r]*[\0\t\n\f\r ]*)*/y
const regular = /[^\0\t\n\f\r ()<>[\]{}/%]+/y
const numeral = /^[+-]?(?:\d+\.?\d*|\.\d+)$/

/** A reader of values in `text`, whose characters are the bytes of the file. References are read where they are allowed. */
export function readerOf(text: string, from: number, withReferences: boolean): Reader {
  let at = from

  function match(pattern: RegExp): string {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0] ?? ''
    at += found.length
    return found
  }

  function next(): Token | undefined {
    match(blanks)
    const first = text[at]
    if (first === undefined) return undefined
    if (first === '/') {
      at += 1
      return { kind: 'name', name: match(regular).replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => characterOf(hex)) }
    }
    if (first === '(') return literalText()
    if (first === '<') return text[at + 1] === '<' ? dict() : hexText()
    if (first === '[') {
      at += 1
      return listUntil(']')
    }
    if (first === ']' || first === '>' || first === '{' || first === '}' || first === ')') {
      const word = text.startsWith('>>', at) ? '>>' : first
      at += word.length
      return { kind: 'word', word }
    }
    return plain(match(regular))
  }

  function plain(word: string): Token {
    if (numeral.test(word)) {
      const reference = withReferences && /^\d+$/.test(word) ? match(/[ \r\n]+\d+[ \r\n]+R(?![A-Za-z])/y) : ''
      return reference === '' ? Number(word) : { kind: 'reference', id: Number(word) }
    }
    if (word === 'true' || word === 'false') return word === 'true'
    return word === 'null' ? null : { kind: 'word', word }
  }

  function listUntil(closing: string): PdfValue[] {
    const values: PdfValue[] = []
    for (let token = next(); token !== undefined; token = next()) {
      if (!isWord(token)) values.push(token)
      else if (token.word === closing) return values
      else throw new Error(`“${token.word}” where a value should be, at ${at}`)
    }
    throw new Error(`no ${closing} before the end`)
  }

  function dict(): PdfDict {
    at += 2
    const values = listUntil('>>')
    const entries = new Map<string, PdfValue>()
    for (let i = 0; i + 1 < values.length; i += 2) {
      const key = values[i]
      if (!isKind(key, 'name')) throw new Error(`a key that is no name, before ${at}`)
      entries.set(key.name, values[i + 1] ?? null)
    }
    return { kind: 'dict', entries }
  }

  function hexText(): PdfText {
    const end = text.indexOf('>', at)
    const hex = text.slice(at + 1, end).replace(/[\0\t\n\f\r ]/g, '')
    at = end + 1
    return { kind: 'text', bytes: Buffer.from(hex.length % 2 === 0 ? hex : `${hex}0`, 'hex'), hex }
  }

  function literalText(): PdfText {
    let depth = 0
    const start = at
    do {
      const character = text[at]
      if (character === undefined) throw new Error(`a text without end, from ${start}`)
      if (character === '\\') at += 1
      else if (character === '(') depth += 1
      else if (character === ')') depth -= 1
      at += 1
    } while (depth > 0)
    const written = text.slice(start + 1, at - 1)
    const read = written.replace(/\\(\d{1,3}|\r?\n|[\s\S])/g, (_, escaped: string) => unescaped(escaped))
    return { kind: 'text', bytes: Buffer.from(read, 'latin1'), hex: undefined }
  }

  return { at: () => at, next }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '\n': '', '\r\n': '' }

function unescaped(escaped: string): string {
  return /^\d/.test(escaped) ? String.fromCharCode(Number.parseInt(escaped, 8) & 255) : (escapes[escaped] ?? escaped)
}

function characterOf(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16))
}

export function isWord(token: Token | undefined): token is PdfWord {
  return typeof token === 'object' && token !== null && 'kind' in token && token.kind === 'word'
}

interface Kinds {
  readonly name: PdfName
  readonly text: PdfText
  readonly reference: PdfReference
  readonly dict: PdfDict
  readonly stream: PdfStream
}

export function isKind<K extends keyof Kinds>(value: Token | undefined, kind: K): value is Kinds[K] {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind
}

/** A text as people read it: UTF-16 with its mark, or Latin. */
export function wordsOf(value: PdfValue | undefined): string | undefined {
  if (!isKind(value, 'text')) return undefined
  const { bytes } = value
  if (bytes[0] !== 0xfe || bytes[1] !== 0xff) return bytes.toString('latin1')
  return Buffer.from(bytes.subarray(2)).swap16().toString('utf16le')
}
