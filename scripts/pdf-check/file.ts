import { inflateSync } from 'node:zlib'
import { isKind, isWord, type PdfDict, type PdfStream, type PdfValue, readerOf, wordsOf } from './objects.js'
import { type Finding, found } from './rules.js'

/** A PDF with every object read. */
export interface PdfFile {
  readonly objects: ReadonlyMap<number, PdfValue>
  readonly trailer: PdfDict
  readonly catalog: PdfDict
}

export interface ReadFile {
  /** Undefined where the file cannot be read at all; the findings say why. */
  readonly file: PdfFile | undefined
  readonly findings: readonly Finding[]
}

/** Follows a reference; what is no reference is itself. */
export function follow({ objects }: Pick<PdfFile, 'objects'>, value: PdfValue | undefined): PdfValue {
  const found = isKind(value, 'reference') ? objects.get(value.id) : value
  return found ?? null
}

export function dictOf(file: Pick<PdfFile, 'objects'>, value: PdfValue | undefined): PdfDict | undefined {
  const followed = follow(file, value)
  if (isKind(followed, 'stream')) return followed.dict
  return isKind(followed, 'dict') ? followed : undefined
}

/** What stands under a key, references followed; null where nothing does. */
export function entry(file: Pick<PdfFile, 'objects'>, dict: PdfDict | undefined, key: string): PdfValue {
  return follow(file, dict?.entries.get(key))
}

export function nameAt(file: Pick<PdfFile, 'objects'>, dict: PdfDict | undefined, key: string): string | undefined {
  const value = entry(file, dict, key)
  return isKind(value, 'name') ? value.name : undefined
}

export function listAt(file: Pick<PdfFile, 'objects'>, dict: PdfDict | undefined, key: string): readonly PdfValue[] {
  const value = entry(file, dict, key)
  return Array.isArray(value) ? (value as readonly PdfValue[]) : []
}

export function wordsAt(file: Pick<PdfFile, 'objects'>, dict: PdfDict | undefined, key: string): string | undefined {
  return wordsOf(entry(file, dict, key))
}

/** The bytes of a stream as they are meant; only the one filter that this house writes. */
export function contentOf({ dict, bytes }: PdfStream): Buffer {
  const filter = dict.entries.get('Filter')
  return isKind(filter, 'name') && filter.name === 'FlateDecode' ? inflateSync(bytes) : bytes
}

/** Every dictionary in the file, within others too, with a word on where it is. */
export function* allDicts({
  objects,
  trailer,
}: PdfFile): Generator<{ readonly dict: PdfDict; readonly where: string }> {
  function* within(value: PdfValue, where: string): Generator<{ readonly dict: PdfDict; readonly where: string }> {
    if (Array.isArray(value)) for (const one of value as readonly PdfValue[]) yield* within(one, where)
    const dict = isKind(value, 'stream') ? value.dict : isKind(value, 'dict') ? value : undefined
    if (!dict) return
    yield { dict, where }
    for (const one of dict.entries.values()) yield* within(one, where)
  }
  for (const [id, value] of objects) yield* within(value, `object ${id}`)
  yield* within(trailer, 'trailer')
}

/** Reads a file by its table of objects, and notes what is not as PDF/A wants it (ISO 19005-2, 6.1). */
export function readFile(bytes: Buffer): ReadFile {
  const text = bytes.toString('latin1')
  const findings: Finding[] = []
  const say = (...told: Parameters<typeof found>) => findings.push(found(...told))
  if (!/^%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}/.test(text)) say('header', text.slice(0, 12))
  if (!/%%EOF(\r\n|\n|\r)?$/.test(text)) say('end')
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-64))?.[1] ?? Number.NaN)
  const table = text.slice(start)
  const head = /^xref\r?\n0 (\d+)\r?\n/.exec(table)
  if (!head) return { file: undefined, findings: [...findings, found('table', `at ${start}`)] }
  const count = Number(head[1])
  const objects = new Map<number, PdfValue>()
  for (let id = 0; id < count; id++) {
    const line = table.slice(head[0].length + id * 20, head[0].length + (id + 1) * 20)
    const parts = /^(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)$/.exec(line)
    if (!parts) say('table', `entry ${id}`)
    if (parts?.[3] !== 'n') continue
    const read = objectAt(text, bytes, id, Number(parts[1]))
    for (const [rule, where] of read.wrong) say(rule, where)
    if (read.value !== undefined) objects.set(id, read.value)
  }
  const reader = readerOf(table, head[0].length + count * 20, true)
  const keyword = reader.next()
  const trailer = reader.next()
  if (!isWord(keyword) || keyword.word !== 'trailer' || !isKind(trailer, 'dict')) {
    return { file: undefined, findings: [...findings, found('trailer')] }
  }
  const catalog = dictOf({ objects }, trailer.entries.get('Root'))
  if (!catalog) return { file: undefined, findings: [...findings, found('trailer', 'no catalog')] }
  if (listAt({ objects }, trailer, 'ID').length !== 2) say('trailer', 'no ID')
  if (trailer.entries.has('Encrypt')) say('encryption')
  return { file: { objects, trailer, catalog }, findings }
}

type Wrong = readonly [rule: Parameters<typeof found>[0], where: string]

function objectAt(text: string, bytes: Buffer, id: number, offset: number): { value?: PdfValue; wrong: Wrong[] } {
  const where = `object ${id}`
  const begin = `${id} 0 obj`
  if (!text.startsWith(begin, offset)) return { wrong: [['table', `${where} is not at ${offset}`]] }
  const wrong: Wrong[] = []
  const after = text[offset + begin.length]
  if ((after !== '\n' && after !== '\r') || (offset > 0 && text[offset - 1] !== '\n')) wrong.push(['spacing', where])
  const reader = readerOf(text, offset + begin.length, true)
  const value = reader.next()
  if (value === undefined || isWord(value)) return { wrong: [...wrong, ['spacing', `${where} holds nothing`]] }
  const end = reader.at()
  const stream = isKind(value, 'dict') ? /^\s*stream(\r?\n)/.exec(text.slice(end, end + 32)) : null
  if (!stream || !isKind(value, 'dict')) {
    if (!/^\s*[\r\n]endobj[\r\n]/.test(text.slice(end, end + 32))) wrong.push(['spacing', where])
    return { value, wrong }
  }
  const first = end + stream[0].length
  const length = value.entries.get('Length')
  const size = typeof length === 'number' ? length : Number.NaN
  if (!/^\r?\nendstream\r?\nendobj[\r\n]/.test(text.slice(first + size, first + size + 32)))
    wrong.push(['stream', where])
  return { value: { kind: 'stream', dict: value, bytes: bytes.subarray(first, first + size) }, wrong }
}
