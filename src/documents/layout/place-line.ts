import { type Line, squeezable, squeezableAfter } from './break-lines.js'
import type { Glyph } from './fonts.js'
import { glyphWidth, originOf, type Run, runsOf } from './runs.js'

export interface LinePlace {
  readonly x: number
  readonly width: number
  /** Height of the middle of the characters. */
  readonly middle: number
  readonly align: 'justify' | 'left' | 'center' | 'right'
}

/** Gives every glyph of a line its place: spread or squeezed to the full width, or set to one side as it comes. */
export function placeLine(line: Line, { x, width, middle, align }: LinePlace): Run[] {
  const { items } = line
  const spare = width - line.width
  const room = squeezable(items)
  const squeeze = spare < 0 && room > 0 ? Math.min(1, -spare / room) : 0
  const spreads = align === 'justify' && !line.isLast && spare > 0 && items.length > 1
  const gap = spreads ? Math.min(spare / (items.length - 1), widestGap(line)) : 0
  let at = x + offset(align, spare)
  const glyphs: Glyph[] = []
  const xs: number[] = []
  items.forEach((item, i) => {
    for (const glyph of item.glyphs) {
      glyphs.push(glyph)
      xs.push(originOf(glyph, at, item.style))
      at += glyphWidth(glyph, item.style)
    }
    at += gap - squeeze * squeezableAfter(items, i)
  })
  return runsOf(glyphs, xs, middle, items[0]?.style.size ?? 0)
}

/**
 * Programs that read a PDF take a wider gap for a space, and a search for the word would fail; rather than that the line
 * stays a little short.
 */
function widestGap({ items }: Line): number {
  const style = items[0]?.style
  return style ? 0.095 * style.size + style.size - style.cell : 0
}

function offset(align: LinePlace['align'], spare: number): number {
  if (spare <= 0) return 0
  if (align === 'center') return spare / 2
  return align === 'right' ? spare : 0
}
