import type { BallotPost, BallotVote } from '../../rules/ballot-content.js'
import type { Rule } from '../layout/boxes.js'
import { freeStyle } from '../layout/frame.js'
import { mm } from '../layout/page-size.js'
import { glyphsOf, type Run, runsAt, type Setting, widthOf } from '../layout/runs.js'
import { type BallotBox, placeOf } from './ballot-geometry.js'
import type { Density, PaperMeasures } from './ballot-layout.js'
import { type Cell, centred, fitName, naturalWidth } from './fit-name.js'

/** What is drawn of a part of the page, in points from its upper left corner, and the boxes in it. */
export interface Drawn {
  readonly runs: readonly Run[]
  readonly rules: readonly Rule[]
  readonly boxes: readonly BallotBox[]
  readonly height: number
}

export interface BlockFrame {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly vote: BallotVote
  readonly measures: PaperMeasures
  readonly density: Density
  readonly setting: Setting
}

/** A column of a block: a printed name with its square, or a blank with its square. */
interface Column {
  readonly name: string
  readonly note: string
  readonly candidateId: string | null
  readonly writeIn: number | null
}

/** Columns side by side under one label. */
interface Part {
  readonly label: string
  readonly columns: readonly Column[]
  /** Of a column. */
  readonly width: number
}

const weights = { frame: 0.45 * mm, inner: 0.25 * mm, square: 0.4 * mm } as const

/**
 * The block of a post: its title with the seats, then names from left to right with a square under each, then the blanks
 * for 另选他人, beside the names where all find room.
 */
export function setBlock(post: BallotPost, frame: BlockFrame): Drawn {
  const { x, y, width, density } = frame
  const rows = rowsOf(post, frame)
  const height = density.head + rows.length * (density.name + density.mark)
  const head = setHead(post, frame)
  const drawn = rows.map((row, i) => setRow(post.id, row, y + density.head + i * (density.name + density.mark), frame))
  return {
    height,
    runs: [...head, ...drawn.flatMap(({ runs }) => runs)],
    rules: [...outline({ x, y, w: width, h: height }, weights.frame), ...drawn.flatMap(({ rules }) => rules)],
    boxes: drawn.flatMap(({ boxes }) => boxes),
  }
}

function setHead({ title, seats, seatsForWomen, reservedForWoman }: BallotPost, frame: BlockFrame): Run[] {
  const { x, y, vote, measures, density, setting } = frame
  const middle = y + density.head / 2
  const spread = [...title].length === 2 ? [...title].join('\u3000') : title
  const name = glyphsOf(spread, 'hei', setting)
  const style = freeStyle('hei', measures.head)
  const left = x + 3 * mm
  const women = reservedForWoman ? '，限妇女' : seatsForWomen > 0 ? `，其中妇女${seatsForWomen}名` : ''
  const seatsText = glyphsOf(`（${vote === 'primary' ? '候选人名额' : '应选'}${seats}名${women}）`, 'song', setting)
  const seatsStyle = freeStyle('song', measures.head * 0.86)
  return [
    ...runsAt(name, style, left, middle),
    ...runsAt(seatsText, seatsStyle, left + widthOf(name, style) + 1 * mm, middle),
  ]
}

/** The rows of a block, each one or two parts. */
function rowsOf({ names, writeIns }: BallotPost, { width, measures, setting }: BlockFrame): Part[][] {
  const printed = names.map(({ id, name, note }) => ({ name, note, candidateId: id, writeIn: null }))
  const blanks = Array.from({ length: writeIns }, (_, i) => ({ name: '', note: '', candidateId: null, writeIn: i + 1 }))
  const { label } = measures
  const longest = Math.max(0, ...printed.map(({ name }) => naturalWidth(name, measures.name, setting)))
  const nameWidth = Math.min(Math.max(longest, measures.nameWidth), measures.nameWidth * 1.7)
  const open = names.length === 0
  const needed = label + printed.length * nameWidth + label + blanks.length * measures.writeInWidth
  if (printed.length > 0 && blanks.length > 0 && needed <= width) {
    const spare = (width - needed) / (printed.length + blanks.length)
    return [
      [
        { label: '姓名', columns: printed, width: nameWidth + spare },
        { label: '另选他人', columns: blanks, width: measures.writeInWidth + spare },
      ],
    ]
  }
  return [
    ...lines('姓名', printed, nameWidth, width - label),
    ...lines(open ? '姓名' : '另选他人', blanks, measures.writeInWidth, width - label),
  ].map((part) => [part])
}

/** Columns divided evenly over as few rows as hold them; all as wide as those of the fullest row. */
function lines(label: string, columns: readonly Column[], least: number, room: number): Part[] {
  if (columns.length === 0) return []
  const most = Math.max(1, Math.floor(room / least))
  const rows = Math.ceil(columns.length / most)
  const perRow = Math.ceil(columns.length / rows)
  return Array.from({ length: rows }, (_, i) => ({
    label,
    columns: columns.slice(i * perRow, (i + 1) * perRow),
    width: room / perRow,
  }))
}

function setRow(postId: string, parts: readonly Part[], y: number, frame: BlockFrame): Omit<Drawn, 'height'> {
  const { x, width, measures, density, setting } = frame
  const split = y + density.name
  const bottom = split + density.mark
  const runs: Run[] = []
  const rules: Rule[] = [level(x, x + width, y), level(x, x + width, split)]
  const boxes: BallotBox[] = []
  let at = x
  for (const part of parts) {
    if (at > x) rules.push(upright(at, y, bottom))
    runs.push(...setLabel(part.label, { x: at, y, w: measures.label, h: density.name }, frame))
    runs.push(...setLabel('符号', { x: at, y: split, w: measures.label, h: density.mark }, frame))
    at += measures.label
    for (const column of part.columns) {
      rules.push(upright(at, y, bottom))
      const cell = { x: at, y, w: part.width, h: density.name }
      if (column.name !== '') runs.push(...fitName(column.name, column.note, cell, measures.name, setting))
      const square = squareIn({ x: at, y: split, w: part.width, h: density.mark }, density.square)
      rules.push(...outline(square, weights.square))
      const { candidateId, writeIn } = column
      boxes.push({ kind: 'mark', postId, candidateId, writeIn, ...placeOf(square.x, square.y, square.w, square.h) })
      if (writeIn !== null) {
        boxes.push({ kind: 'writeIn', postId, candidateId, writeIn, ...placeOf(cell.x, cell.y, cell.w, cell.h) })
      }
      at += part.width
    }
    if (at < x + width - 1) rules.push(upright(at, y, bottom))
  }
  return { runs, rules, boxes }
}

/** 姓名, or 另选／他人 over two lines. */
function setLabel(text: string, cell: Cell, { measures, setting }: BlockFrame): Run[] {
  const characters = [...text]
  const texts = characters.length > 2 ? [characters.slice(0, 2).join(''), characters.slice(2).join('')] : [text]
  const size = Math.min(measures.text * 1.1, cell.h / (texts.length * 1.2))
  return texts.flatMap((line, i) =>
    centred(line, 'hei', size, cell, cell.y + cell.h / 2 + (i - (texts.length - 1) / 2) * size * 1.2, setting),
  )
}

function squareIn({ x, y, w, h }: Cell, side: number): Cell {
  return { x: x + (w - side) / 2, y: y + (h - side) / 2, w: side, h: side }
}

function level(x1: number, x2: number, y: number): Rule {
  return { x1, y1: y, x2, y2: y, weight: weights.inner }
}

function upright(x: number, y1: number, y2: number): Rule {
  return { x1: x, y1, x2: x, y2, weight: weights.inner }
}

/** A frame whose lines meet in full corners. */
export function outline({ x, y, w, h }: Cell, weight: number): Rule[] {
  const half = weight / 2
  return [
    { x1: x - half, y1: y, x2: x + w + half, y2: y, weight },
    { x1: x - half, y1: y + h, x2: x + w + half, y2: y + h, weight },
    { x1: x, y1: y, x2: x, y2: y + h, weight },
    { x1: x + w, y1: y, x2: x + w, y2: y + h, weight },
  ]
}
