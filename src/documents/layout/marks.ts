import type { Block } from './blocks.js'
import type { Box } from './boxes.js'
import type { Run } from './runs.js'
import type { Mark } from './structure.js'

/** What a box is to those who hear it read, and each of its cells. */
export interface BoxMarks {
  readonly mark: Mark
  readonly cellMarks: readonly Mark[]
}

/** How deep a heading is; undefined: no heading. A heading that runs into its text is a paragraph. */
export function headingLevel(block: Block): number | undefined {
  switch (block.kind) {
    case 'title':
    case 'headline':
      return 1
    case 'annex':
      return 2
    case 'paragraph':
      return (block.level === 1 || block.level === 2) && !/。./u.test(block.text) ? block.level + 1 : undefined
    default:
      return undefined
  }
}

/** The element that a block is; a table or list has elements of its own within. */
function tagOf(block: Block, level: number | undefined): string {
  if (level !== undefined) return `H${level}`
  switch (block.kind) {
    case 'table':
    case 'form':
    case 'tally':
      return 'Table'
    case 'names':
      return 'L'
    case 'cards':
      return 'Sect'
    default:
      return 'P'
  }
}

/** What each box of a block is. A caption and its rows are parts of one element, lines of a paragraph are one. */
export function marksOf(
  block: Block,
  { index, level }: { readonly index: number; readonly level: number | undefined },
  boxes: readonly Box[],
): BoxMarks[] {
  const tag = tagOf(block, level)
  const own = `${index}:${tag}`
  return boxes.map((box, n): BoxMarks => {
    if (box.part === 'caption') return { mark: { path: [own, 'caption:Caption'] }, cellMarks: [] }
    const mark = { path: [own] }
    if (tag === 'Table') return { mark, cellMarks: tableCells(own, n, box) }
    return { mark, cellMarks: pieces(box).map((piece) => ({ path: pathOfPiece(tag, own, `${index}.${n}.${piece}`) })) }
  })
}

/** Every cell of a row, the empty ones too: without them what follows would be read under the wrong heads. */
function tableCells(own: string, n: number, { cells }: Box): Mark[] {
  return cells.flatMap((row, r) =>
    row.map((cell, c) => ({ path: [own, `${n}.${r}:TR`, `${c}:${cell.heads ? 'TH' : 'TD'}`], cell })),
  )
}

/** What is written side by side is read one after the other, each name and each line by itself. */
function pathOfPiece(tag: string, own: string, name: string): string[] {
  if (tag === 'L') return [own, `${name}:LI`, 'body:LBody']
  return tag === 'Sect' ? [own, `${name}:P`] : [`${name}:${tag}`]
}

function pieces({ runs }: Box): number[] {
  const last = runs.reduce((most, { cell = -1 }) => Math.max(most, cell), -1)
  return Array.from({ length: last + 1 }, (_, i) => i)
}

/** What a run or picture of a box is: its cell, where there are cells. */
export function markInBox({ mark, cellMarks }: Box, { cell }: Pick<Run, 'cell'>): Mark | undefined {
  return (cell === undefined ? undefined : cellMarks[cell]) ?? mark
}
