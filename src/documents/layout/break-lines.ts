import { type Item, withoutOverlong } from './items.js'

export interface Line {
  readonly items: readonly Item[]
  /** Width as it comes, before spreading or squeezing. */
  readonly width: number
  readonly isLast: boolean
}

interface Candidate {
  readonly price: number
  readonly from: number
  readonly lineNumber: number
}

/** Above this price a break stands inside what should stay together: only when there is no other way. */
const lastResort = 10_000

/**
 * Divides items into lines so that the sum of what a reader would notice (spread lines, divided dates, a lone last
 * character) is least. `widthOf` tells the width of each line, counted from 0.
 */
export function breakLines(input: readonly Item[], widthOf: (line: number) => number): Line[] {
  const whole = trimmed(input)
  const total = whole.reduce((sum, { width }) => sum + width, 0)
  if (total <= widthOf(0)) return whole.length > 0 ? [{ items: whole, width: total, isLast: true }] : []
  const items = withoutOverlong(whole, Math.min(widthOf(0), widthOf(1)))
  const best = cheapest(items, widthOf, false) ?? cheapest(items, widthOf, true)
  if (!best) throw new Error('a character is wider than its line')
  return linesFrom(items, best)
}

function linesFrom(items: readonly Item[], best: readonly (Candidate | undefined)[]): Line[] {
  const lines: Line[] = []
  for (let end = items.length; end > 0; ) {
    const from = best[end]?.from ?? 0
    const onLine = trimmed(items.slice(from, end))
    const width = onLine.reduce((sum, item) => sum + item.width, 0)
    lines.unshift({ items: onLine, width, isLast: end === items.length })
    end = from
  }
  return lines
}

function trimmed(items: readonly Item[]): readonly Item[] {
  const first = items.findIndex(({ kind }) => kind !== 'space')
  const last = items.findLastIndex(({ kind }) => kind !== 'space')
  return items.slice(Math.max(first, 0), last + 1)
}

type Best = (Candidate | undefined)[]

/** best[n]: the cheapest way to set the first n items; undefined when the rules leave no way and `anywhere` is false. */
function cheapest(items: readonly Item[], widthOf: (line: number) => number, anywhere: boolean): Best | undefined {
  const best: Best = [{ price: 0, from: 0, lineNumber: 0 }]
  for (let end = 1; end <= items.length; end++) {
    const price = end === items.length ? 0 : (items[end - 1]?.breakPrice ?? 0)
    const allowed = price === Number.POSITIVE_INFINITY && anywhere ? lastResort : price
    best[end] = allowed === Number.POSITIVE_INFINITY ? undefined : cheapestTo(items, end, allowed, best, widthOf)
  }
  return best[items.length] ? best : undefined
}

/** The cheapest last line among those that end before item `end`, looking back until a line would be too long. */
function cheapestTo(
  items: readonly Item[],
  end: number,
  breakPrice: number,
  best: Best,
  widthOf: (line: number) => number,
): Candidate | undefined {
  const isLast = end === items.length
  const limit = Math.max(widthOf(0), widthOf(1)) + 2 * (items[0]?.style.cell ?? 0)
  let last = end
  while (items[last - 1]?.kind === 'space') last--
  let found: Candidate | undefined
  let width = 0
  for (let from = last - 1; from >= 0 && width <= limit; from--) {
    const item = items[from]
    const before = best[from]
    width += item?.width ?? 0
    // A line that begins with a space is the line without it, reached through the place after the space.
    if (!before || item?.kind === 'space') continue
    const spare = widthOf(before.lineNumber) - width
    const price =
      spare < -0.01 ? squeezedPrice(items.slice(from, last), spare) : spreadPrice(last - from, spare, isLast)
    const sum = before.price + price + breakPrice
    if (sum < (found?.price ?? Number.POSITIVE_INFINITY)) {
      found = { price: sum, from, lineNumber: before.lineNumber + 1 }
    }
  }
  return found
}

/** What a reader notices grows with the square of the space between the characters. */
function spreadPrice(count: number, spare: number, isLast: boolean): number {
  if (isLast) return count <= 2 ? 0.5 : 0
  return (spare / Math.max(count - 1, 1)) ** 2
}

/** Infinity when the marks of the line do not give enough. */
function squeezedPrice(line: readonly Item[], spare: number): number {
  return spare + squeezable(line) >= -0.01 ? 0.3 : Number.POSITIVE_INFINITY
}

/** Half a cell at a mark that ends the line, and between two marks that meet. */
export function squeezable(line: readonly Item[]): number {
  return line.reduce((sum, _, i) => sum + squeezableAfter(line, i), 0)
}

export function squeezableAfter(line: readonly Item[], i: number): number {
  const item = line[i]
  if (!item) return 0
  const next = line[i + 1]
  const closes = item.kind === 'close' && (!next || next.kind === 'close' || next.kind === 'open')
  const opens = item.kind === 'open' && next?.kind === 'open'
  return closes || opens ? item.style.cell / 2 : 0
}
