import { SaxesParser } from 'saxes'
import { RefusedFile } from './cell.js'

export type XmlAttributes = Readonly<Record<string, string>>

/** What a reader of one part wants to hear; names come without their prefix (`x:row` is `row`). */
export interface XmlListener {
  readonly open?: (name: string, attributes: XmlAttributes) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
}

export interface XmlReader {
  readonly write: (piece: string) => void
  readonly end: () => void
}

/** Elements inside one another; a workbook has fewer than ten. Each that is open takes memory. */
const deepest = 100

/**
 * Characters without an element that begins or ends: the parser holds on to them, be it a text, a comment, a document
 * type or the attributes of one element. The longest that a spreadsheet writes is a cell of 32,767 characters.
 */
const longestSpan = 1_000_000

/** A streaming reader of one part of a workbook. A document type is refused: no office program writes one. */
export function xmlReader(listener: XmlListener): XmlReader {
  const parser = new SaxesParser()
  const fault = (error?: unknown) => {
    if (error instanceof RefusedFile) throw error
    throw new RefusedFile('file-broken', '文件内容不完整，无法读取。请在 WPS 或 Excel 中打开，另存为 .xlsx 后再上传。')
  }
  parser.on('doctype', () => fault())
  parser.on('error', () => fault())
  let depth = 0
  let span = 0
  parser.on('opentag', (tag) => {
    span = 0
    if (++depth > deepest) fault()
    listener.open?.(localName(tag.name), tag.attributes)
  })
  parser.on('closetag', (tag) => {
    span = 0
    depth--
    listener.close?.(localName(tag.name))
  })
  parser.on('text', (text) => listener.text?.(text))
  parser.on('cdata', (text) => listener.text?.(text))
  return {
    write: (piece) => {
      parser.write(piece)
      span += piece.length
      if (span > longestSpan) fault()
    },
    end: () => void parser.close(),
  }
}

/** Goes through a whole part. */
export async function readXml(pieces: AsyncIterable<string>, listener: XmlListener): Promise<void> {
  const reader = xmlReader(listener)
  for await (const piece of pieces) reader.write(piece)
  reader.end()
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** An attribute whatever its prefix: `r:id` in Office, `d3p1:id` in others. */
export function attribute(attributes: XmlAttributes, name: string): string | undefined {
  const plain = attributes[name]
  if (plain !== undefined) return plain
  for (const key of Object.keys(attributes)) if (key.endsWith(`:${name}`)) return attributes[key]
  return undefined
}

/** Spreadsheets write a character that XML forbids as `_x000D_`. */
export function unescapeSpreadsheetText(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
