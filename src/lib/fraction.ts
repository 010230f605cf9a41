/** A share as two whole numbers; never a floating-point number. */
export interface Fraction {
  readonly num: number
  readonly den: number
}

/** part / whole > fraction, in whole numbers (过, 超过: exactly the fraction is not enough). */
export function isMoreThan(part: number, whole: number, fraction: Fraction): boolean {
  return BigInt(part) * BigInt(fraction.den) > BigInt(whole) * BigInt(fraction.num)
}

/** part / whole >= fraction, in whole numbers (以上, 不少于: exactly the fraction is enough). */
export function isAtLeast(part: number, whole: number, fraction: Fraction): boolean {
  return BigInt(part) * BigInt(fraction.den) >= BigInt(whole) * BigInt(fraction.num)
}

/**
 * part / whole as a percentage text, rounded half up, e.g. `91.71%`.
 * An empty whole has no share: the text is `—`, never 0 % and never 100 %.
 */
export function percentText(part: number, whole: number, decimals = 2): string {
  if (whole === 0) return '—'
  const scale = 10n ** BigInt(decimals)
  const scaled = (BigInt(part) * 200n * scale + BigInt(whole)) / (BigInt(whole) * 2n)
  const digits = scaled.toString().padStart(decimals + 1, '0')
  if (decimals === 0) return `${digits}%`
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}%`
}
