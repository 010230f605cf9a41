import { type Rule, weights } from './boxes.js'
import { mm } from './page-size.js'

const dash = 1.6 * mm

/** A line of dashes and gaps of the same length: where a paper is cut. */
export function dashes(from: number, to: number, y: number): Rule[] {
  const count = Math.floor((to - from) / (2 * dash))
  return Array.from({ length: count }, (_, i) => {
    const x1 = from + (2 * i + 0.5) * dash
    return { x1, y1: y, x2: x1 + dash, y2: y, weight: weights.inner }
  })
}
