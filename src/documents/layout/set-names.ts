import { alignedName } from '../../lib/chinese-text.js'
import type { ListedName, NamesBlock } from './blocks.js'
import { type Box, box, type RowGroup } from './boxes.js'
import { kindOf } from './characters.js'
import type { Glyph } from './fonts.js'
import { type Frame, freeStyle } from './frame.js'
import { sizes } from './page-size.js'
import { glyphsOf, piece, type Run, runsAt, widthOf } from './runs.js'
import { captionBox, continuedLine } from './set-table.js'

/** 26 rows fill a page: a third more than text, still read from a step away. */
const rowHeight = 24.5

/** A name may be set this much smaller before it takes the place of two. */
const leastScale = 0.8

interface SetName {
  readonly columns: number
  readonly runs: (x: number) => readonly Run[]
}

/** Names in columns, row by row in the order given; notes small behind them. No rules: a list to be searched by eye. */
export function setNames(block: NamesBlock, frame: Frame): Box[] {
  const columns = block.perRow ?? 6
  const width = frame.width / columns
  const group: RowGroup | undefined =
    block.caption === undefined
      ? undefined
      : { continuedHead: continuedLine(block.caption, frame), closing: [], countedAs: block.countedAs }
  const rows = fillRows(block.names, columns, width, frame).map((runs) =>
    box({ height: rowHeight, runs, onGrid: false, group, part: 'row' }),
  )
  if (block.total !== undefined) rows.push(totalBox(block.total, frame, group))
  const beforeTotal = rows.at(-2)
  if (block.total !== undefined && beforeTotal) rows[rows.length - 2] = { ...beforeTotal, keepWithNext: true }
  return block.caption === undefined ? rows : [captionBox(block.caption, frame), ...rows]
}

function fillRows(names: readonly ListedName[], columns: number, width: number, frame: Frame): Run[][] {
  const rows: Run[][] = []
  let used = columns
  let inRow = 0
  for (const listed of names) {
    const name = setName(listed, columns, width, frame)
    if (used + name.columns > columns) {
      rows.push([])
      used = 0
      inRow = 0
    }
    rows.at(-1)?.push(...piece(name.runs(used * width), inRow))
    used += name.columns
    inRow += 1
  }
  return rows
}

function setName({ name, note }: ListedName, columns: number, width: number, frame: Frame): SetName {
  const nameGlyphs = glyphsOf(alignedName(name), 'name', frame)
  const noteGlyphs = note === undefined || note === '' ? [] : glyphsOf(`（${note}）`, 'name', frame).map(halved)
  const widthAt = (scale: number) =>
    widthOf(nameGlyphs, freeStyle('name', sizes.four * scale)) +
    widthOf(noteGlyphs, freeStyle('name', sizes.five * scale))
  const natural = widthAt(1)
  const gap = sizes.four / 4
  let span = 1
  while (span < columns && natural * leastScale > span * width - gap) span++
  const scale = Math.min(1, (span * width - gap) / natural)
  const middle = rowHeight / 2
  return {
    columns: span,
    runs: (x) => {
      const style = freeStyle('name', sizes.four * scale)
      const runs = runsAt(nameGlyphs, style, x, middle)
      if (noteGlyphs.length === 0) return runs
      return [
        ...runs,
        ...runsAt(noteGlyphs, freeStyle('name', sizes.five * scale), x + widthOf(nameGlyphs, style), middle),
      ]
    },
  }
}

/** Brackets in half the room, with nothing lost of their form: they are blank on one side. */
function halved(glyph: Glyph): Glyph {
  const kind = kindOf(glyph.text)
  if (kind === 'open') return { ...glyph, cells: 0.5, shift: 0.5 - glyph.advance }
  return kind === 'close' ? { ...glyph, cells: 0.5 } : glyph
}

function totalBox(text: string, frame: Frame, group: RowGroup | undefined): Box {
  const style = freeStyle('fang', sizes.four)
  const glyphs = glyphsOf(text, 'fang', frame)
  const x = frame.width - widthOf(glyphs, style)
  const runs = piece(runsAt(glyphs, style, x, rowHeight / 2), 0)
  return box({ height: rowHeight, runs, onGrid: false, group, part: 'row' })
}
