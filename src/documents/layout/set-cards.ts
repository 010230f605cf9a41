import type { Card, CardsBlock } from './blocks.js'
import { type Box, box, type Rule, weights } from './boxes.js'
import { breakLines } from './break-lines.js'
import { type Frame, freeStyle } from './frame.js'
import type { FontRole } from './font-files.js'
import { itemsOf } from './items.js'
import { mm, sizes } from './page-size.js'
import { placeLine } from './place-line.js'
import { qrRules } from './qr-code.js'
import { glyphsOf, piece, type Run, runsAt, widthOf } from './runs.js'

const perRow = 2
/** Five rows fill an A4 page of wide margins (267 mm). */
const cardHeight = 53 * mm
const padding = 3.5 * mm
const codeSide = 21 * mm
const textPitch = 12.4

/** Rows of cards. The lines between and around them are where they are cut. */
export function setCards({ cards }: CardsBlock, frame: Frame): Box[] {
  const width = frame.width / perRow
  const rows: Box[] = []
  for (let i = 0; i < cards.length; i += perRow) {
    const set = cards.slice(i, i + perRow).map((card, n) => setCard(card, n * width, width, frame))
    const runs = set.flatMap((card) => card.lines).flatMap((line, n) => piece(line, n))
    rows.push(
      box({
        height: cardHeight,
        runs,
        rules: [...cutLines(frame.width), ...set.flatMap((c) => c.rules)],
        onGrid: false,
      }),
    )
  }
  return rows
}

function cutLines(width: number): Rule[] {
  const weight = weights.inner / 2
  const level = [0, cardHeight].map((y) => ({ x1: 0, y1: y, x2: width, y2: y, weight }))
  const upright = [0, width / perRow, width].map((x) => ({ x1: x, y1: 0, x2: x, y2: cardHeight, weight }))
  return [...level, ...upright]
}

/** Line after line, as it is read. */
function setCard(card: Card, left: number, width: number, frame: Frame): { lines: Run[][]; rules: Rule[] } {
  const x = left + padding
  const room = width - 2 * padding
  const lines = [
    centred(card.subtitle, 'kai', sizes.five, left, width, padding + 6, frame),
    centred(card.title, 'hei', sizes.body, left, width, padding + 22, frame),
  ]
  const top = padding + 39
  const { code } = card
  const beside = code === undefined ? room : room - codeSide - 2
  card.lines.forEach((line, i) => {
    lines.push(fitted(line, 'name', sizes.five, x, beside, top + i * textPitch, frame))
  })
  const style = freeStyle('fang', 8.5)
  const note = breakLines(itemsOf([{ text: card.note, style }], frame), () => room).flatMap((line, i, all) => {
    const middle = cardHeight - padding - (all.length - 0.5 - i) * 10.5
    return placeLine(line, { x, width: room, middle, align: 'left' })
  })
  lines.push(note)
  return { lines, rules: code === undefined ? [] : qrRules(code, x + room - codeSide, top - 8, codeSide) }
}

function centred(
  text: string,
  role: FontRole,
  size: number,
  left: number,
  width: number,
  middle: number,
  frame: Frame,
) {
  const glyphs = glyphsOf(text, role, frame)
  const natural = widthOf(glyphs, freeStyle(role, size))
  const style = freeStyle(role, size * Math.min(1, (width - 2 * padding) / natural))
  return runsAt(glyphs, style, left + (width - widthOf(glyphs, style)) / 2, middle)
}

/** On one line; set smaller where it is too long for the room. */
function fitted(text: string, role: FontRole, size: number, x: number, room: number, middle: number, frame: Frame) {
  const glyphs = glyphsOf(text, role, frame)
  const natural = widthOf(glyphs, freeStyle(role, size))
  return runsAt(glyphs, freeStyle(role, size * Math.min(1, room / natural)), x, middle)
}
