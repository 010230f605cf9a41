import type { Rule } from './boxes.js'
import { mm, type PageSize } from './page-size.js'
import type { Colour, PdfWriter } from './pdf-writer.js'

/** The red of a seal, a little darker so that it prints as a line. */
const red: Colour = [0.65, 0.12, 0.12]

/** Distance from the edge of the sheet and weight of each line, from outside in, in millimetres. */
const lines = [
  { inset: 9, weight: 1.1 },
  { inset: 11, weight: 0.3 },
  { inset: 16, weight: 0.3 },
] as const

/** The border of a certificate: a strong line and two fine ones, a square key in each corner. Drawn behind the text. */
export function drawBorder(writer: PdfWriter, size: PageSize): void {
  writer.behind(() => {
    for (const { inset, weight } of lines) {
      const edge = inset * mm
      for (const rule of rectangle(edge, edge, size.width - edge, size.height - edge, weight * mm)) {
        writer.rule(rule, 0, 0)
      }
    }
    for (const rule of corners(size)) writer.rule(rule, 0, 0)
  }, red)
}

function rectangle(left: number, top: number, right: number, bottom: number, weight: number): Rule[] {
  // Half a line longer at both ends, so that the corners are closed.
  const half = weight / 2
  const level = [top, bottom].map((y) => ({ x1: left - half, y1: y, x2: right + half, y2: y, weight }))
  const upright = [left, right].map((x) => ({ x1: x, y1: top - half, x2: x, y2: bottom + half, weight }))
  return [...level, ...upright]
}

/** 回: two squares in one another, between the fine lines. */
function corners({ width, height }: PageSize): Rule[] {
  const outer = 12 * mm
  const side = 3 * mm
  return [outer, width - outer - side].flatMap((left) =>
    [outer, height - outer - side].flatMap((top) => [
      ...rectangle(left, top, left + side, top + side, 0.3 * mm),
      ...rectangle(left + mm, top + mm, left + side - mm, top + side - mm, 0.3 * mm),
    ]),
  )
}
