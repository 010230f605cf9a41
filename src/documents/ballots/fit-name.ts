import { alignedName } from '../../lib/chinese-text.js'
import { freeStyle } from '../layout/frame.js'
import { glyphsOf, type Run, runsAt, type Setting, widthOf } from '../layout/runs.js'

/** A cell in points. */
export interface Cell {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

const padding = 2.5
const smallest = 8.5
const noteSize = 8

/** The width that a name asks for at its full size. */
export function naturalWidth(name: string, size: number, setting: Setting): number {
  return widthOf(glyphsOf(alignedName(name), 'name', setting), freeStyle('name', size)) + 2 * padding + 6
}

/**
 * A name in the middle of its cell, as large as it can be: on one line, else divided at a dot of a minority name (or in
 * the middle) into two or three. Two characters are set apart by one em. A note that tells namesakes apart stands under
 * it in brackets.
 */
export function fitName(name: string, note: string, cell: Cell, size: number, setting: Setting): Run[] {
  const text = alignedName(name)
  const noteRoom = note === '' ? 0 : noteSize * 1.25
  const room = { w: cell.w - 2 * padding, h: cell.h - noteRoom - 2 }
  const lines = linesFor(text, size, room, setting)
  const middle = cell.y + (cell.h - noteRoom) / 2
  const runs = lines.texts.flatMap((line, i) => {
    const at = middle + (i - (lines.texts.length - 1) / 2) * lines.size * 1.15
    return centred(line, 'name', lines.size, cell, at, setting)
  })
  if (note === '') return runs
  return [...runs, ...centred(`（${note}）`, 'name', noteSize, cell, cell.y + cell.h - noteRoom / 2 - 1.5, setting)]
}

function linesFor(text: string, size: number, room: { w: number; h: number }, setting: Setting) {
  const one = sizeFor([text], size, room, setting)
  if (one >= Math.min(size, 12)) return { texts: [text], size: one }
  const options = [[text], dividedIn(text, 2), dividedIn(text, 3)].map((texts) => ({
    texts,
    size: sizeFor(texts, size, room, setting),
  }))
  const best = options.reduce((a, b) => (b.size > a.size ? b : a))
  return { ...best, size: Math.max(best.size, smallest / 2) }
}

/** The largest size in which the lines fit the room. */
function sizeFor(texts: readonly string[], size: number, room: { w: number; h: number }, setting: Setting): number {
  const widest = Math.max(...texts.map((text) => widthOf(glyphsOf(text, 'name', setting), freeStyle('name', 1))))
  return Math.min(size, room.w / widest, room.h / (texts.length * 1.15))
}

/** As even as may be; after a dot where there is one near. */
function dividedIn(text: string, parts: number): string[] {
  const characters = [...text]
  const lines: string[] = []
  let from = 0
  for (let left = parts; left > 1; left--) {
    const ideal = from + Math.ceil((characters.length - from) / left)
    const dots = characters.flatMap((character, i) =>
      character === '·' && i >= from && i < characters.length - 1 ? [i + 1] : [],
    )
    const dot = dots.sort((a, b) => Math.abs(a - ideal) - Math.abs(b - ideal))[0]
    const to = dot !== undefined && Math.abs(dot - ideal) <= 3 ? dot : ideal
    lines.push(characters.slice(from, to).join(''))
    from = to
  }
  return [...lines, characters.slice(from).join('')].filter((line) => line !== '')
}

/** A text on one line in the middle of a cell, smaller where it is too wide. */
export function centred(
  text: string,
  role: 'name' | 'song' | 'hei' | 'kai' | 'title' | 'fang',
  size: number,
  { x, w }: Pick<Cell, 'x' | 'w'>,
  middle: number,
  setting: Setting,
): Run[] {
  const glyphs = glyphsOf(text, role, setting)
  const natural = widthOf(glyphs, freeStyle(role, size))
  const style = freeStyle(role, size * Math.min(1, (w - 2) / natural))
  return runsAt(glyphs, style, x + (w - widthOf(glyphs, style)) / 2, middle)
}
