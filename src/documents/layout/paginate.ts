import { assert } from '../../lib/assert.js'
import type { Box } from './boxes.js'
import { linePitch } from './page-size.js'

/** A box and where its upper edge lies, in points below the top of the type area. */
export interface PlacedBox {
  readonly box: Box
  readonly y: number
}

export type Page = readonly PlacedBox[]

/** Rounding of sums of lines must not cost the last line of a page. */
const tolerance = 0.05

interface Filling {
  readonly placed: PlacedBox[]
  /** Index into the boxes of the first and of each placed box; a repeated head has the index of its row. */
  readonly indexes: number[]
  y: number
}

/**
 * Fills pages from top to bottom. A page ends before a box that does not fit, or earlier, so that what must stay
 * together does: a heading with its text, a total with its last row, a signature with the two lines before it.
 */
export function paginate(boxes: readonly Box[], areaHeight: number): Page[] {
  const pages: Page[] = []
  let index = 0
  while (index < boxes.length) {
    const page: Filling = { placed: [], indexes: [], y: 0 }
    const stopped = fill(page, boxes, index, areaHeight)
    const next = stopped < boxes.length && !boxes[stopped]?.startsPage ? stepBack(page, boxes, index, stopped) : stopped
    if (page.placed.length > 0) pages.push(page.placed)
    index = next
  }
  return pages.length > 0 ? pages : [[]]
}

/** Places boxes until one does not fit; answers its index. */
function fill(page: Filling, boxes: readonly Box[], from: number, areaHeight: number): number {
  for (let i = from; i < boxes.length; i++) {
    const box = boxes[i]
    if (!box) break
    const isFirst = page.placed.length === 0
    if (box.startsPage && i > from) return i
    if (box.isBlank && isFirst) continue
    assert(box.height <= areaHeight, 'a row of a table is higher than a page: shorten its longest cell')
    const head = isFirst && box.group ? box.group.continuedHead : undefined
    const y = box.onGrid ? gridLineFrom(page.y) : page.y
    if (!isFirst && y + box.height > areaHeight + tolerance) return i
    if (head) place(page, head, i, page.y)
    place(page, box, i, head ? page.y : box.isAtFoot ? areaHeight - box.height : y)
  }
  return boxes.length
}

function place(page: Filling, box: Box, index: number, y: number): void {
  page.placed.push({ box, y })
  page.indexes.push(index)
  page.y = y + box.height
}

function gridLineFrom(y: number): number {
  return Math.ceil((y - tolerance) / linePitch) * linePitch
}

/** Ends the page earlier while its last box wants to be with the next; not if the page would be empty. */
function stepBack(page: Filling, boxes: readonly Box[], first: number, stopped: number): number {
  let end = stopped
  while (end > first && mustFollow(boxes[end - 1])) end--
  const onPage = page.indexes.findIndex((index) => index >= end)
  const kept = onPage < 0 ? page.placed.length : onPage
  if (kept === 0 || page.placed.slice(0, kept).every(({ box }) => box.isBlank)) return stopped
  page.placed.length = kept
  page.indexes.length = kept
  return end
}

function mustFollow(box: Box | undefined): boolean {
  return box !== undefined && (box.keepWithNext || box.isBlank)
}
