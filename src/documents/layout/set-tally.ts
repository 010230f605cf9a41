import type { TallyBlock, TallyLine } from './blocks.js'
import { type Box, box, type RowGroup, type Rule, weights } from './boxes.js'
import { type Frame, freeStyle } from './frame.js'
import type { FontRole } from './font-files.js'
import { mm, sizes } from './page-size.js'
import { glyphsOf, piece, type Run, runsAt, widthOf } from './runs.js'

/** Boxes in a line, as the counters know it: 20 signs of five votes are a hundred. */
export const boxesPerLine = 20

const boxesPerGroup = 5
/** What the lines share where they are few: the more room, the easier it is to write; never less than is readable. */
const shared = 185 * mm
const [lowestLine, highestLine] = [6 * mm, 8 * mm]
const headHeight = 7 * mm
const sectionHeight = 5.6 * mm
const padding = 1 * mm

interface Columns {
  readonly number: number
  readonly name: number
  readonly mark: number
  readonly sign: number
  /** 本页小计 and 累计, each. */
  readonly sum: number
}

function columnsOn({ width }: Frame): Columns {
  const [number, name, mark, sum] = [7 * mm, 25 * mm, 10 * mm, 15 * mm]
  return { number, name, mark, sum, sign: (width - number - name - mark - 2 * sum) / boxesPerLine }
}

/** The lines of a tally sheet: a head that returns on each page, a title for each post, everybody's lines of boxes. */
export function setTally({ sections }: TallyBlock, frame: Frame): Box[] {
  const lineHeight = heightOfLines(sections)
  const columns = columnsOn(frame)
  const head = setHead(columns, frame)
  const group: RowGroup = { continuedHead: head, closing: level(0, 0, frame.width, weights.outer) }
  const rows = sections.flatMap(({ title, lines }) => [
    { ...setSection(title, frame), group },
    ...lines.map((line) => ({ ...setLine(line, lineHeight, columns, frame), group })),
  ])
  return [{ ...head, keepWithNext: true, part: 'head' }, ...rows]
}

function heightOfLines(sections: TallyBlock['sections']): number {
  const lines = sections.flatMap((section) => section.lines.flatMap(({ marks }) => marks)).length
  const height = (shared - headHeight - sections.length * sectionHeight) / Math.max(lines, 1)
  return Math.min(highestLine, Math.max(lowestLine, height))
}

const titles = ['序', '姓名', '符号', '画“正”字：一格一个“正”字是 5 票，一行 20 格是 100 票', '本页小计', '累计']

function setHead(columns: Columns, frame: Frame): Box {
  const { number, name, mark, sum } = columns
  const edges = [0, number, number + name, number + name + mark, frame.width - 2 * sum, frame.width - sum, frame.width]
  const runs = titles.flatMap((title, cell) => {
    const [left = 0, right = 0] = [edges[cell], edges[cell + 1]]
    return inRoom(title, 'hei', { left, right, middle: headHeight / 2, cell }, frame)
  })
  const rules = [
    ...level(0, 0, frame.width, weights.outer),
    ...level(headHeight, 0, frame.width, weights.inner),
    ...edges.flatMap((x, i) => upright(x, headHeight, i === 0 || i === edges.length - 1)),
  ]
  const cells = [titles.map(() => ({ heads: 'column' as const }))]
  return box({ height: headHeight, runs, rules, onGrid: false, cells })
}

function setSection(title: string, frame: Frame): Box {
  const place = { left: 0, right: frame.width, middle: sectionHeight / 2, cell: 0 }
  const rules = [
    ...level(sectionHeight, 0, frame.width, weights.inner),
    ...upright(0, sectionHeight, true),
    ...upright(frame.width, sectionHeight, true),
  ]
  const runs = inRoom(title, 'hei', place, frame)
  const cells = [[{ heads: 'row' as const, columns: titles.length }]]
  return box({ height: sectionHeight, runs, rules, onGrid: false, keepWithNext: true, part: 'row', cells })
}

function setLine({ number, name, marks }: TallyLine, lineHeight: number, columns: Columns, frame: Frame): Box {
  const height = marks.length * lineHeight
  const signs = columns.number + columns.name + columns.mark
  const sums = signs + boxesPerLine * columns.sign
  const middle = height / 2
  const runs = [
    ...inRoom(number, 'fang', { left: 0, right: columns.number, middle, cell: 0 }, frame),
    ...inRoom(name, 'name', { left: columns.number, right: columns.number + columns.name, middle, cell: 1 }, frame),
    ...marks.flatMap((mark, i) =>
      inRoom(
        mark,
        'fang',
        { left: signs - columns.mark, right: signs, middle: (i + 0.5) * lineHeight, cell: 2 },
        frame,
      ),
    ),
  ]
  const rules = [
    ...marks
      .slice(1)
      .flatMap((_, i) => level((i + 1) * lineHeight, signs - columns.mark, frame.width, weights.inner / 2)),
    ...level(height, 0, frame.width, weights.inner),
    ...Array.from({ length: boxesPerLine - 1 }, (_, i) => {
      const weight = (i + 1) % boxesPerGroup === 0 ? weights.outer : weights.inner / 2
      return { x1: signs + (i + 1) * columns.sign, y1: 0, x2: signs + (i + 1) * columns.sign, y2: height, weight }
    }),
    ...[columns.number, signs - columns.mark, signs, sums, sums + columns.sum].flatMap((x) =>
      upright(x, height, false),
    ),
    ...[0, frame.width].flatMap((x) => upright(x, height, true)),
  ]
  // The name heads the line; the boxes to write in are its empty cells.
  const cells = [titles.map((_, i) => (i === 1 ? { heads: 'row' as const } : {}))]
  return box({ height, runs, rules, onGrid: false, part: 'row', cells })
}

interface Room {
  readonly left: number
  readonly right: number
  readonly middle: number
  readonly cell: number
}

/** In the middle of its room, smaller where it is too long for it. */
function inRoom(text: string, role: FontRole, { left, right, middle, cell }: Room, frame: Frame): Run[] {
  if (text === '') return []
  const glyphs = glyphsOf(text, role, frame)
  const room = right - left - 2 * padding
  const natural = widthOf(glyphs, freeStyle(role, sizes.five))
  const style = freeStyle(role, sizes.five * Math.min(1, room / natural))
  const x = left + padding + (room - widthOf(glyphs, style)) / 2
  return piece(runsAt(glyphs, style, x, middle), cell)
}

function level(y: number, x1: number, x2: number, weight: number): Rule[] {
  return [{ x1, y1: y, x2, y2: y, weight }]
}

function upright(x: number, height: number, isOuter: boolean): Rule[] {
  return [{ x1: x, y1: 0, x2: x, y2: height, weight: isOuter ? weights.outer : weights.inner }]
}
