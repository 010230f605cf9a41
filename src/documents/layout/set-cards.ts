import type { Card, CardsBlock } from './blocks.js'
import { type Box, box, type Rule, weights } from './boxes.js'
import { breakLines } from './break-lines.js'
import { type Frame, freeStyle } from './frame.js'
import type { FontRole } from './font-files.js'
import { dashes } from './dashes.js'
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

/** How the lines of a card lie, in points below its upper edge; closer where a stub takes its foot. */
interface CardPlan {
  readonly subtitle: number
  readonly title: { readonly middle: number; readonly size: number }
  readonly firstLine: number
  readonly pitch: number
  /** Where the body of the card ends. */
  readonly foot: number
}

const wholeCard: CardPlan = {
  subtitle: padding + 6,
  title: { middle: padding + 22, size: sizes.body },
  firstLine: padding + 39,
  pitch: 12.4,
  foot: cardHeight - padding,
}

/** 副券 at the foot of a card. */
const stubHeight = 9.5 * mm

const cardWithStub: CardPlan = {
  subtitle: padding + 3,
  title: { middle: padding + 16.5, size: sizes.four },
  firstLine: padding + 31,
  pitch: 11.6,
  foot: cardHeight - stubHeight - 1.5,
}

/** Line after line, as it is read. */
function setCard(card: Card, left: number, width: number, frame: Frame): { lines: Run[][]; rules: Rule[] } {
  const plan = card.stub ? cardWithStub : wholeCard
  const x = left + padding
  const room = width - 2 * padding
  const lines = [
    centred(card.subtitle, 'kai', sizes.five, left, width, plan.subtitle, frame),
    centred(card.title, 'hei', plan.title.size, left, width, plan.title.middle, frame),
  ]
  const { code } = card
  const beside = code === undefined ? room : room - codeSide - 2
  card.lines.forEach((line, i) => {
    lines.push(fitted(line, 'name', sizes.five, x, beside, plan.firstLine + i * plan.pitch, frame))
  })
  const style = freeStyle('fang', 8.5)
  const note = breakLines(itemsOf([{ text: card.note, style }], frame), () => room).flatMap((line, i, all) => {
    const middle = plan.foot - (all.length - 0.5 - i) * 10.5
    return placeLine(line, { x, width: room, middle, align: 'left' })
  })
  lines.push(note)
  const stub = card.stub ? setStub(card.stub, left, width, frame) : { lines: [], rules: [] }
  const codeRules = code === undefined ? [] : qrRules(code, x + room - codeSide, plan.firstLine - 8, codeSide)
  return { lines: [...lines, ...stub.lines], rules: [...codeRules, ...stub.rules] }
}

/** Title to the left over both lines, the lines beside it, a dashed line to cut along above. */
function setStub({ title, lines }: NonNullable<Card['stub']>, left: number, width: number, frame: Frame) {
  const top = cardHeight - stubHeight
  const x = left + padding
  const glyphs = glyphsOf(title, 'hei', frame)
  const style = freeStyle('hei', sizes.five)
  const linesFrom = x + widthOf(glyphs, style) + padding
  const room = left + width - padding - linesFrom
  const set = lines.map((line, i) => fitted(line, 'name', 9, linesFrom, room, top + 8 + i * 11, frame))
  return { lines: [runsAt(glyphs, style, x, top + 13.5), ...set], rules: dashes(left, left + width, top) }
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
