import { chineseNumber } from '../lib/chinese-text.js'
import type { Fraction } from '../lib/fraction.js'

/** A share in words, as the law has it: 半数, 三分之二. */
export function shareText({ num, den }: Fraction): string {
  return num === 1 && den === 2 ? '半数' : `${chineseNumber(den)}分之${chineseNumber(num)}`
}

/**
 * The sum that decides whether part reaches a share of whole, for a reader to follow:
 * `2694×2＝5388＞3118`, `60×3＝180＝90×2`, `100×3＝300＜301`.
 */
export function comparisonText(part: number, whole: number, { num, den }: Fraction): string {
  const left = BigInt(part) * BigInt(den)
  const right = BigInt(whole) * BigInt(num)
  const shown = `${part}×${den}＝${left}`
  if (left === right) return num === 1 ? `${shown}，等于${whole}` : `${shown}＝${whole}×${num}`
  const sign = left > right ? '＞' : '＜'
  return num === 1 ? `${shown}${sign}${right}` : `${shown}${sign}${right}＝${whole}×${num}`
}
