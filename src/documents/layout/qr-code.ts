import { create } from 'qrcode'
import type { Rule } from './boxes.js'

/** Modules of free space around a code, which readers need (ISO/IEC 18004). */
const quiet = 4

/** A QR code as rules: every run of dark modules is one thick line. A quarter of it may be soiled. */
export function qrRules(text: string, x: number, y: number, side: number): Rule[] {
  const { size, data } = create(text, { errorCorrectionLevel: 'Q' }).modules
  const module = side / (size + 2 * quiet)
  const rules: Rule[] = []
  for (let row = 0; row < size; row++) {
    const middle = y + (row + quiet + 0.5) * module
    let start = -1
    for (let column = 0; column <= size; column++) {
      const isDark = column < size && data[row * size + column] === 1
      if (isDark && start < 0) start = column
      if (isDark || start < 0) continue
      const [x1, x2] = [x + (start + quiet) * module, x + (column + quiet) * module]
      rules.push({ x1, y1: middle, x2, y2: middle, weight: module })
      start = -1
    }
  }
  return rules
}
