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
  const total = input.reduce((sum, { width }) => sum + width, 0)
  if (total <= widthOf(0)) return input.length > 0 ? [{ items: input, width: total, isLast: true }] : []
  const items = withoutOverlong(input, Math.min(widthOf(0), widthOf(1)))
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

/** best[n]: the cheapest way to set the first n items; undefined when the rules leave no way and `anywhere` is false. */
function cheapest(items: readonly Item[], widthOf: (line: number) => number, anywhere: boolean) {
  const best: (Candidate | undefined)[] = [{ price: 0, from: 0, lineNumber: 0 }]
  for (let end = 1; end <= items.length; end++) {
    const last = items[end - 1]
    if (!last) break
    const isEnd = end === items.length
    const breakPrice = isEnd
      ? 0
      : last.breakPrice === Number.POSITIVE_INFINITY && anywhere
        ? lastResort
        : last.breakPrice
    best[end] = breakPrice === Number.POSITIVE_INFINITY ? undefined : cheapestTo(items, end, breakPrice, best, widthOf)
  }
  return best[items.length] ? best : undefined
}

function cheapestTo(
  items: readonly Item[],
  end: number,
  breakPrice: number,
  best: readonly (Candidate | undefined)[],
  widthOf: (line: number) => number,
): Candidate | undefined {
  let found: Candidate | undefined
  let width = 0
  const widest = Math.max(widthOf(0), widthOf(1))
  for (let from = end - 1; from >= 0; from--) {
    width += items[from]?.width ?? 0
    const line = items.slice(from, end)
    if (width - squeezable(line) > widest + items[0]!.style.cell) break
    const before = best[from]
    if (!before) continue
    const price = linePrice(line, width, widthOf(before.lineNumber), end === items.length)
    if (price === undefined) continue
    const sum = before.price + price + breakPrice
    if (!found || sum < found.price) found = { price: sum, from, lineNumber: before.lineNumber + 1 }
  }
  return found
}

/** What a line costs: the square of the spread between its items; undefined when it does not fit. */
function linePrice(line: readonly Item[], width: number, room: number, isLast: boolean): number | undefined {
  const kept = trimmed(line)
  const used = kept.length === line.length ? width : kept.reduce((sum, item) => sum + item.width, 0)
  const spare = room - used
  if (spare < -0.01) return spare + squeezable(kept) >= -0.01 ? 0.3 : undefined
  if (isLast) return kept.length <= 2 ? 0.5 : 0
  return (spare / Math.max(kept.length - 1, 1)) ** 2
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
