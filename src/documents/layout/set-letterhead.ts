import type { ImprintBlock, LetterheadBlock } from './blocks.js'
import { type Box, box, type Rule, weights } from './boxes.js'
import { type Frame, freeStyle } from './frame.js'
import { linePitch, mm, sizes } from './page-size.js'
import { glyphsOf, piece, type Run, runsAt, widthOf } from './runs.js'

/** Upper edge of the name below the top of the type area (GB/T 9704, 7.2.4). */
const organTop = 35 * mm
/** As large as looks well and as fits on one line; never wider than the type area. */
const organSize = 46
/** The line of the grid that the number stands on: two lines below the name. */
const numberLine = 7
/** 红色分隔线 below the number, and its weight. */
const ruleBelow = 4 * mm
const ruleWeight = 0.7 * mm
/** The title begins two lines below the rule. */
const lines = 10

/** 红头: name, number and rule, in the height of so many lines that the title stands on the grid. */
export function setLetterhead({ organ, number }: LetterheadBlock, frame: Frame): Box {
  const glyphs = glyphsOf(organ, 'title', frame)
  const size = Math.min(organSize, (organSize * frame.width) / widthOf(glyphs, freeStyle('title', organSize)))
  const style = freeStyle('title', size)
  const name = runsAt(glyphs, style, (frame.width - widthOf(glyphs, style)) / 2, organTop + size / 2)
  const numberStyle = freeStyle('fang', sizes.body)
  const numberGlyphs = glyphsOf(number, 'fang', frame)
  const numberTop = numberLine * linePitch
  const at = (frame.width - widthOf(numberGlyphs, numberStyle)) / 2
  const y = numberTop + sizes.body + ruleBelow
  const rule: Rule = { x1: 0, y1: y, x2: frame.width, y2: y, weight: ruleWeight, isRed: true }
  return box({
    height: lines * linePitch,
    runs: [...piece(red(name), 0), ...piece(runsAt(numberGlyphs, numberStyle, at, numberTop + sizes.body / 2), 1)],
    rules: [rule],
    keepWithNext: true,
  })
}

function red(runs: readonly Run[]): Run[] {
  return runs.map((run) => ({ ...run, isRed: true }))
}

const imprintRow = sizes.four * 1.7

/** 版记: two rows between rules over the type area, the last of them on its lower edge. */
export function setImprint({ copies, printer, printedOn }: ImprintBlock, frame: Frame): Box {
  const style = freeStyle('fang', sizes.four)
  const write = (text: string, row: number, side: 'left' | 'right') => {
    const glyphs = glyphsOf(text, 'fang', frame)
    const x = side === 'left' ? sizes.four : frame.width - sizes.four - widthOf(glyphs, style)
    return runsAt(glyphs, style, x, (row + 0.5) * imprintRow)
  }
  const height = 2 * imprintRow
  const level = (y: number, weight: number): Rule => ({ x1: 0, y1: y, x2: frame.width, y2: y, weight })
  return box({
    height,
    onGrid: false,
    isAtFoot: true,
    runs: [
      ...piece(write(`抄送：${copies}。`, 0, 'left'), 0),
      ...piece(write(printer, 1, 'left'), 1),
      ...piece(write(`${printedOn}印发`, 1, 'right'), 2),
    ],
    rules: [level(0, weights.outer), level(imprintRow, weights.inner), level(height, weights.outer)],
  })
}
