import type { FormBlock, FormCell, FormPhoto, FormRow } from './blocks.js'
import { type Box, box, type Rule, weights } from './boxes.js'
import { breakLines, type Line } from './break-lines.js'
import { type Frame, freeStyle } from './frame.js'
import { itemsOf } from './items.js'
import { sizes } from './page-size.js'
import { placeLine } from './place-line.js'
import { piece, type Run, type Style } from './runs.js'
import type { TableCell } from './structure.js'
import { titleLines } from './title-lines.js'

const lineHeight = sizes.smallFour * 1.5
const rowPadding = 5
const cellPadding = 4

/** A form: every row one box, never divided; the outer rules are heavier than the inner ones. */
export function setForm(block: FormBlock, frame: Frame): Box[] {
  const unit = frame.width / block.columns
  const rows = block.rows.map((row, i) => {
    return setRow(row, unit, { isFirst: i === 0, isLast: i === block.rows.length - 1 }, frame)
  })
  const { photo } = block
  if (!photo) return rows
  return [besidePhoto(rows.slice(0, photo.rows), photo, frame), ...rows.slice(photo.rows)]
}

const photoText = '照片'

/** Rows one below the other as one box, with the photograph to their right: the last cell of the first row. */
function besidePhoto(rows: readonly Box[], photo: FormPhoto, frame: Frame): Box {
  let height = 0
  const [first = [], ...others] = rows.flatMap(({ cells }) => cells)
  const photoCell = first.length
  const cells: TableCell[][] = [[...first, { columns: photo.span, rows: photo.rows }], ...others.map((row) => [...row])]
  let before = 0
  const shifted = rows.map((row, i) => {
    const top = height
    const cellsBefore = before
    height += row.height
    before += cells[i]?.length ?? 0
    return {
      runs: row.runs.map((run) => ({
        ...run,
        baseline: run.baseline + top,
        ...(run.cell === undefined ? {} : { cell: run.cell + cellsBefore }),
      })),
      rules: row.rules.map((rule) => ({ ...rule, y1: rule.y1 + top, y2: rule.y2 + top })),
    }
  })
  const width = Math.max(...rows.flatMap(({ rules }) => rules.map(({ x2 }) => x2)))
  const room = { x: width + cellPadding, y: cellPadding, width: frame.width - width - 2 * cellPadding, cell: photoCell }
  const rules: Rule[] = [
    { x1: width, y1: 0, x2: frame.width, y2: 0, weight: weights.outer },
    { x1: frame.width, y1: 0, x2: frame.width, y2: height, weight: weights.outer },
  ]
  const label = setCell({ text: photoText, span: photo.span, isLabel: true }, frame.width - width, frame)
  const runs = label.runs((height - lineHeight) / 2).map((run) => ({ ...run, xs: run.xs.map((x) => x + width) }))
  return box({
    height,
    runs: [...shifted.flatMap((row) => row.runs), ...(photo.bytes ? [] : piece(runs, photoCell))],
    rules: [...shifted.flatMap((row) => row.rules), ...rules],
    pictures: photo.bytes ? [{ bytes: photo.bytes, ...room, height: height - 2 * cellPadding }] : [],
    cells,
    onGrid: false,
  })
}

function setRow(row: FormRow, unit: number, edge: { isFirst: boolean; isLast: boolean }, frame: Frame): Box {
  let at = 0
  const cells = row.cells.map((cell) => {
    const x = at
    at += cell.span * unit
    return { x, ...setCell(cell, cell.span * unit, frame) }
  })
  const lines = Math.max(row.lines ?? 1, ...cells.map((cell) => cell.lines))
  const height = lines * lineHeight + 2 * rowPadding
  const runs = cells.flatMap(({ x, lines: own, runs: place }, i) =>
    piece(place((height - own * lineHeight) / 2), i).map((run) => ({ ...run, xs: run.xs.map((left) => left + x) })),
  )
  const inner: Rule[] = cells.slice(1).map(({ x }) => ({ x1: x, y1: 0, x2: x, y2: height, weight: weights.inner }))
  const rules = [...inner, ...frameRules(at, height, edge)]
  return box({ height, runs, rules, onGrid: false, cells: [cellsOf(row)] })
}

/** A label heads what stands beside it; in a row of nothing but labels each heads what stands below. */
function cellsOf({ cells }: FormRow): TableCell[] {
  const heads = cells.every(({ isLabel }) => isLabel) ? 'column' : 'row'
  return cells.map(({ span, isLabel }) => ({ columns: span, ...(isLabel ? { heads } : {}) }))
}

function frameRules(width: number, height: number, { isFirst, isLast }: { isFirst: boolean; isLast: boolean }): Rule[] {
  const level = (y: number, weight: number): Rule => ({ x1: 0, y1: y, x2: width, y2: y, weight })
  const side = (x: number): Rule => ({ x1: x, y1: 0, x2: x, y2: height, weight: weights.outer })
  const under = isLast ? [level(height, weights.outer)] : []
  return [level(0, isFirst ? weights.outer : weights.inner), ...under, side(0), side(width)]
}

/** A label is divided between words where that takes no more lines; what is written fills its lines. */
function linesOf({ text, isLabel }: FormCell, style: Style, room: number, frame: Frame): readonly Line[] {
  const filled = breakLines(itemsOf([{ text, style }], frame), () => room)
  if (!isLabel || filled.length === 1) return filled
  const atWords = titleLines(text, style, room, frame)
  return atWords.length <= filled.length && atWords.every(({ width }) => width <= room) ? atWords : filled
}

function setCell(cell: FormCell, width: number, frame: Frame): { lines: number; runs: (top: number) => Run[] } {
  const style = freeStyle(cell.isLabel ? 'fang' : 'name', sizes.smallFour)
  const room = width - 2 * cellPadding
  const lines = cell.text === '' ? [] : linesOf(cell, style, room, frame)
  return {
    lines: lines.length,
    runs: (top) =>
      lines.flatMap((line, i) =>
        placeLine(line, {
          x: cellPadding,
          width: room,
          middle: top + (i + 0.5) * lineHeight,
          align: cell.isLabel ? 'center' : 'left',
        }),
      ),
  }
}
