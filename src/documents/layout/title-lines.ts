import type { Line } from './break-lines.js'
import { type Item, itemsOf, textOf } from './items.js'
import type { Setting, Style } from './runs.js'

const words = new Intl.Segmenter('zh-Hans-CN', { granularity: 'word' })
const neverFirst = /^[的之和与及等，。、；：！？）》”]/

/**
 * A title on as few lines as it needs, no line much longer than another and no word divided. Where a title must be
 * divided elsewhere its author gives the lines.
 */
export function titleLines(text: string, style: Style, width: number, setting: Setting): Line[] {
  const items = itemsOf([{ text, style }], setting)
  const pieces = wordPieces(items)
  const total = widthOf(items)
  for (let count = Math.max(1, Math.ceil(total / width - 0.001)); count <= pieces.length; count++) {
    const lines = balanced(pieces, count, width)
    if (lines) return lines.map((line, i) => ({ items: line, width: widthOf(line), isLast: i === lines.length - 1 }))
  }
  return [{ items, width: total, isLast: true }]
}

function widthOf(items: readonly Item[]): number {
  return items.reduce((sum, item) => sum + item.width, 0)
}

/** Items between which a line may end: whole words, with the particle or mark that follows them. */
function wordPieces(items: readonly Item[]): Item[][] {
  const text = items.map(textOf).join('')
  const starts = new Set(
    [...words.segment(text)].filter(({ segment }) => !neverFirst.test(segment)).map(({ index }) => index),
  )
  const pieces: Item[][] = []
  let at = 0
  let mayBreak = true
  for (const item of items) {
    const last = pieces.at(-1)
    if (last && !(starts.has(at) && mayBreak)) last.push(item)
    else pieces.push([item])
    at += textOf(item).length
    mayBreak = item.breakPrice === 0
  }
  return pieces
}

/** The division into exactly `count` lines whose lengths differ least; undefined when none fits. */
function balanced(pieces: readonly Item[][], count: number, width: number): Item[][] | undefined {
  const ideal = widthOf(pieces.flat()) / count
  const memo = new Map<string, { price: number; lines: Item[][] } | undefined>()
  function best(from: number, left: number): { price: number; lines: Item[][] } | undefined {
    if (left === 0) return from === pieces.length ? { price: 0, lines: [] } : undefined
    const key = `${from}/${left}`
    if (memo.has(key)) return memo.get(key)
    let found: { price: number; lines: Item[][] } | undefined
    for (let end = from + 1; end <= pieces.length; end++) {
      const line = pieces.slice(from, end).flat()
      const used = widthOf(line)
      if (used > width + 0.01) break
      const rest = best(end, left - 1)
      const price = rest && rest.price + (used - ideal) ** 2
      if (rest && price !== undefined && (!found || price < found.price))
        found = { price, lines: [line, ...rest.lines] }
    }
    memo.set(key, found)
    return found
  }
  return best(0, count)?.lines
}
