import type { SignatureBlock, SignersBlock } from './blocks.js'
import { type Box, box, weights } from './boxes.js'
import { bodyStyle, type Frame } from './frame.js'
import { linePitch, sizes } from './page-size.js'
import { placeLine } from './place-line.js'
import { glyphsOf, piece, runsAt, widthOf } from './runs.js'
import { titleLines } from './title-lines.js'

/** Lines between the text and the issuer: the upper edge of a seal of 42 to 45 mm then lies within a line of the text. */
const linesForSeal = 2

/** Above this many lines of the grid two lines of text go with the signature: no page for the seal alone. */
const linesKeptBefore = 2

/** 署名 and 成文日期; one box, so that they are never divided. Unsealed papers need no room and stand further right. */
export function setSignature(block: SignatureBlock, frame: Frame): Box {
  const sealed = block.seal !== false
  const style = bodyStyle(frame)
  const date = glyphsOf(block.date, 'fang', frame)
  const dateWidth = widthOf(date, style)
  const issuer = titleLines(block.issuer, style, frame.width - 4 * frame.cell, frame)
  const issuerWidth = Math.max(...issuer.map(({ width }) => width))
  const place = sealed ? sealedPlace : unsealedPlace
  const { issuerX, dateX } = place(issuerWidth, dateWidth, frame)
  const firstLine = sealed ? linesForSeal : 1
  const middle = (line: number) => (firstLine + line) * linePitch + sizes.body / 2
  const runs = issuer.flatMap((line, i) =>
    placeLine(line, { x: issuerX, width: issuerWidth, middle: middle(i), align: 'center' }),
  )
  const dated = runsAt(date, style, dateX, middle(issuer.length))
  const height = (firstLine + issuer.length + 1) * linePitch
  return box({ height, runs: [...piece(runs, 0), ...piece(dated, 1)] })
}

/** The date four characters from the right, the issuer centred over it; both move left where the issuer is too long. */
function sealedPlace(issuerWidth: number, dateWidth: number, { width, cell }: Frame) {
  const middle = Math.min(width - 4 * cell - dateWidth / 2, width - issuerWidth / 2)
  return { issuerX: middle - issuerWidth / 2, dateX: middle - dateWidth / 2 }
}

/** The issuer two characters from the right, the date beginning two after it; the longer of both keeps the two. */
function unsealedPlace(issuerWidth: number, dateWidth: number, { width, cell }: Frame) {
  const issuerX = width - 2 * cell - issuerWidth
  if (issuerX + 2 * cell + dateWidth <= width) return { issuerX, dateX: issuerX + 2 * cell }
  const dateX = width - 2 * cell - dateWidth
  return { issuerX: dateX - 2 * cell, dateX }
}

/** Marks the last lines before a signature so that they go to its page with it. */
export function keepBeforeSignature(boxes: Box[]): void {
  let kept = 0
  for (let i = boxes.length - 1; i >= 0 && kept < linesKeptBefore; i--) {
    const before = boxes[i]
    if (!before) continue
    if (before.startsPage) break
    boxes[i] = { ...before, keepWithNext: true }
    if (!before.isBlank) kept++
  }
}

/** Rows with room for a hand-written name after each label. */
export function setSigners({ labels, perRow = 2 }: SignersBlock, frame: Frame): Box[] {
  const style = bodyStyle(frame)
  const share = frame.width / perRow
  const height = linePitch * 1.25
  const rows = Array.from({ length: Math.ceil(labels.length / perRow) }, (_, i) =>
    labels.slice(i * perRow, (i + 1) * perRow),
  )
  return rows.map((row) => {
    const cells = row.map((label, i) => {
      const glyphs = glyphsOf(`${label}：`, 'fang', frame)
      const end = i * share + widthOf(glyphs, style)
      const y = height - 6
      const rule = { x1: end, y1: y, x2: (i + 1) * share - frame.cell, y2: y, weight: weights.inner }
      return { runs: piece(runsAt(glyphs, style, i * share, y - sizes.body / 2), i), rule }
    })
    return box({ height, onGrid: false, runs: cells.flatMap(({ runs }) => runs), rules: cells.map(({ rule }) => rule) })
  })
}
