import type { Block } from './blocks.js'
import type { Box } from './boxes.js'
import type { Run } from './runs.js'
import type { Mark } from './structure.js'

/** The element that a block is; a table or list has elements of its own within. */
function tagOf(block: Block): string {
  switch (block.kind) {
    case 'title':
    case 'headline':
      return 'H1'
    case 'annex':
      return 'H2'
    case 'paragraph':
      // A heading that runs into its text is a paragraph.
      return (block.level === 1 || block.level === 2) && !/。./u.test(block.text) ? `H${block.level + 1}` : 'P'
    case 'table':
    case 'form':
    case 'tally':
      return 'Table'
    case 'names':
      return 'L'
    default:
      return 'P'
  }
}

/** What each box of a block is. A caption and its rows are parts of one element, lines of a paragraph are one. */
export function marksOf(block: Block, index: number, boxes: readonly Box[]): Mark[] {
  const tag = tagOf(block)
  const own = `${index}:${tag}`
  return boxes.map(({ part }, n): Mark => {
    if (part === 'caption') return { path: [own, 'caption:Caption'] }
    if (tag === 'Table') return { path: [own, `${n}:TR`, part === 'head' ? 'TH' : 'TD'] }
    return { path: tag === 'L' ? [own, `${n}:LI`, 'body:LBody'] : [own] }
  })
}

/** What a run of a box is: in a row of a table, its cell. */
export function markOfRun(mark: Mark, { cell }: Run): Mark {
  const last = mark.path.at(-1)
  if (last !== 'TH' && last !== 'TD') return mark
  return { path: [...mark.path.slice(0, -1), `${cell ?? 0}:${last}`] }
}
