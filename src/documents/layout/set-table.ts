import type { TableBlock, TableColumn } from './blocks.js'
import { type Box, blank, box, type RowGroup, type Rule, weights } from './boxes.js'
import { breakLines, type Line } from './break-lines.js'
import { bodyStyle, type Frame, freeStyle } from './frame.js'
import type { FontRole } from './font-files.js'
import { itemsOf } from './items.js'
import { sizes } from './page-size.js'
import { placeLine } from './place-line.js'
import { glyphsOf, type Run, runsAt, type Style, widthOf } from './runs.js'
import { titleLines } from './title-lines.js'
import { cellPadding, cellRole, cellText, type Columns, fitColumns } from './table-columns.js'

/** From line to line inside a cell, and free space above and below, in em: a row of 四号 is then one line of the grid. */
const lineHeight = 1.35
const rowPadding = 0.36
const gapAfterTable = 8

interface Cell {
  readonly runs: (top: number) => Run[]
  readonly lines: number
}

/** A ruled table: caption, head, rows, total. Every row is one box; the head returns on each page under 续表. */
export function setTable(block: TableBlock, frame: Frame): Box[] {
  const columns = fitColumns(block, frame)
  const head = rowBox(
    block.columns.map(({ title }) => title),
    block.columns.map(() => ({ title: '', align: 'center' as const })),
    columns,
    frame,
    'hei',
  )
  const framed = {
    ...head,
    cells: [block.columns.map(() => ({ heads: 'column' as const }))],
    rules: [...head.rules, ...outerRule(frame.width, 0)],
    keepWithNext: true,
    part: 'head' as const,
  }
  const group: RowGroup = {
    continuedHead: stacked(continuedLine(block.caption, frame), framed),
    closing: outerRule(frame.width, 0),
    countedAs: block.countedAs,
  }
  const rows = block.rows.map((row) => ({ ...rowBox(row, block.columns, columns, frame), group }))
  if (block.total) {
    const last = rows.pop()
    if (last) rows.push({ ...last, keepWithNext: true })
    rows.push({ ...rowBox(block.total, block.columns, columns, frame), group })
  }
  const caption = block.caption === undefined ? [] : [captionBox(block.caption, frame)]
  const closed = { ...framed, rules: [...framed.rules, ...outerRule(frame.width, framed.height)], keepWithNext: false }
  const first = rows.length > 0 ? framed : closed
  return [...caption, first, ...rows, { ...blank(gapAfterTable), onGrid: false }]
}

function rowBox(
  texts: readonly string[],
  cells: readonly TableColumn[],
  columns: Columns,
  frame: Frame,
  role?: FontRole,
): Box {
  const { size, widths } = columns
  const set = cells.map(({ align }, i) => setCell(texts[i] ?? '', align ?? 'center', widths[i] ?? 0, size, frame, role))
  const lines = Math.max(1, ...set.map((cell) => cell.lines))
  const height = (lines * lineHeight + 2 * rowPadding) * size
  const runs: Run[] = []
  let x = 0
  set.forEach((cell, i) => {
    const top = (height - cell.lines * lineHeight * size) / 2
    const at = x
    for (const run of cell.runs(top)) runs.push({ ...run, xs: run.xs.map((left) => left + at), cell: i })
    x += widths[i] ?? 0
  })
  return box({
    height,
    runs,
    rules: rowRules(widths, height),
    onGrid: false,
    part: 'row',
    cells: [cells.map(() => ({}))],
  })
}

function setCell(
  text: string,
  align: NonNullable<TableColumn['align']>,
  width: number,
  size: number,
  frame: Frame,
  role: FontRole = cellRole(align),
): Cell {
  const style = freeStyle(role, size)
  const padding = cellPadding * size
  const room = width - 2 * padding
  const shown = cellText(text, align)
  const glyphs = glyphsOf(shown, role, frame)
  const natural = widthOf(glyphs, style)
  const half = (lineHeight * size) / 2
  if (natural <= room + 0.01 || align === 'name') {
    const fitted = natural <= room + 0.01 ? style : freeStyle(role, (size * room) / natural)
    const x = padding + offset(align, room - widthOf(glyphs, fitted))
    return { lines: 1, runs: (top) => runsAt(glyphs, fitted, x, top + half) }
  }
  const isHead = role === 'hei'
  const lines = isHead
    ? headLines(shown, style, room, frame)
    : breakLines(itemsOf([{ text: shown, style }], frame), () => room)
  const side = align === 'center' && lines.length > 2 && !isHead ? 'left' : align
  const runs = (top: number) =>
    lines.flatMap((line, i) =>
      placeLine(line, { x: padding, width: room, align: side, middle: top + i * lineHeight * size + half }),
    )
  return { lines: lines.length, runs }
}

/** Divided between words where that takes no more lines. */
function headLines(text: string, style: Style, room: number, frame: Frame): readonly Line[] {
  const filled = breakLines(itemsOf([{ text, style }], frame), () => room)
  const atWords = titleLines(text, style, room, frame)
  return atWords.length <= filled.length && atWords.every(({ width }) => width <= room) ? atWords : filled
}

function offset(align: NonNullable<TableColumn['align']>, spare: number): number {
  if (align === 'left') return 0
  return align === 'right' ? spare : spare / 2
}

/** Under the row and between its cells 0.25 mm, at the sides 0.35 mm. */
function rowRules(widths: readonly number[], height: number): Rule[] {
  const edges = widths.reduce((all, width) => [...all, (all.at(-1) ?? 0) + width], [0])
  const last = edges.length - 1
  const verticals = edges.map((x, i) => {
    const weight = i === 0 || i === last ? weights.outer : weights.inner
    return { x1: x, y1: 0, x2: x, y2: height, weight }
  })
  return [...verticals, { x1: 0, y1: height, x2: edges[last] ?? 0, y2: height, weight: weights.inner }]
}

function outerRule(width: number, y: number): Rule[] {
  return [{ x1: -weights.outer / 2, y1: y, x2: width + weights.outer / 2, y2: y, weight: weights.outer }]
}

export function captionBox(caption: string, frame: Frame): Box {
  const style = bodyStyle(frame, 'hei')
  const [line] = breakLines(itemsOf([{ text: caption, style }], frame), () => frame.width)
  const runs = line ? placeLine(line, { x: 0, width: frame.width, middle: sizes.body / 2, align: 'center' }) : []
  return box({ height: 26, runs, keepWithNext: true, part: 'caption' })
}

/** What stands over a head that is repeated: the caption, and 续表 at the right. */
export function continuedLine(caption: string | undefined, frame: Frame): Box {
  const style = freeStyle('kai', sizes.smallFour)
  const glyphs = glyphsOf('续表', 'kai', frame)
  const middle = sizes.body / 2
  const runs = runsAt(glyphs, style, frame.width - widthOf(glyphs, style), middle)
  if (caption === undefined) return box({ height: 22, runs })
  const over = captionBox(caption, frame)
  return { ...over, runs: [...over.runs, ...runs] }
}

/** Two boxes as one, the second under the first. */
export function stacked(upper: Box, lower: Box): Box {
  const runs = lower.runs.map((run) => ({ ...run, baseline: run.baseline + upper.height }))
  const rules = lower.rules.map((rule) => ({ ...rule, y1: rule.y1 + upper.height, y2: rule.y2 + upper.height }))
  return box({
    height: upper.height + lower.height,
    runs: [...upper.runs, ...runs],
    rules: [...upper.rules, ...rules],
    onGrid: false,
  })
}
