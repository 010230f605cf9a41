import { type CharacterKind, clusters, kindOf, withHalfWidthLetters } from './characters.js'
import type { Glyph } from './fonts.js'
import { breakPrices } from './keep-together.js'
import { glyphsOf, glyphWidth, type Setting, type Style, widthOf } from './runs.js'

/** The smallest thing a line is filled with: a Han character, a mark, or a whole word of letters and digits. */
export interface Item {
  readonly kind: CharacterKind
  readonly glyphs: readonly Glyph[]
  readonly style: Style
  readonly width: number
  /** Price of ending a line after this item; Infinity where it is forbidden. */
  readonly breakPrice: number
}

export interface Segment {
  readonly text: string
  readonly style: Style
}

const neverFirst = new Set<CharacterKind>(['close', 'dot', 'link', 'space'])

/** Divides texts, each in its own style, into items and prices every place between two of them. */
export function itemsOf(segments: readonly Segment[], setting: Setting): Item[] {
  const plain = segments.map(({ text, style }) => ({ text: withHalfWidthLetters(text), style }))
  const prices = breakPrices(plain.map(({ text }) => text).join(''))
  const items: Item[] = []
  let at = 0
  for (const { text, style } of plain) {
    for (const word of wordsOf(text)) {
      const glyphs = glyphsOf(word, style.role, setting)
      at += word.length
      items.push({
        kind: kindOf(firstCluster(word)),
        glyphs,
        style,
        width: widthOf(glyphs, style),
        breakPrice: prices.get(at) ?? 0,
      })
    }
  }
  return items.map((item, i) => {
    const next = items[i + 1]
    return next && forbidden(item, next) ? { ...item, breakPrice: Number.POSITIVE_INFINITY } : item
  })
}

/** Letters and digits together, all else one by one; what is invisible goes with what is before it. */
function wordsOf(text: string): string[] {
  return (
    text.match(/[\x21-\x7e\u00c0-\u024f]+\u2060*|——|……|.[\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u2060\u200b-\u200d]*/gsu) ??
    []
  )
}

function firstCluster(word: string): string {
  return clusters(word)[0] ?? ' '
}

/** Marks that may not begin or end a line (GB/T 15834-2011, 5.1), and the wide space inside a name. */
function forbidden(item: Item, next: Item): boolean {
  if (neverFirst.has(next.kind) || item.kind === 'open') return true
  if (item.kind === 'wideSpace' || next.kind === 'wideSpace') return true
  return textOf(item) === '/' || textOf(next).startsWith('/')
}

export function textOf(item: Item): string {
  return item.glyphs.map(({ text }) => text).join('')
}

/** A word wider than a whole line, such as an address on the web, falls apart into its letters. */
export function withoutOverlong(items: readonly Item[], width: number): Item[] {
  return items.flatMap((item) => {
    if (item.width <= width || item.glyphs.length < 2) return [item]
    return item.glyphs.map((glyph, i) => ({
      ...item,
      glyphs: [glyph],
      width: glyphWidth(glyph, item.style),
      breakPrice: i === item.glyphs.length - 1 ? item.breakPrice : 0,
    }))
  })
}
