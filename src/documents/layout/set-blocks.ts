import { unreachable } from '../../lib/assert.js'
import type { Block } from './blocks.js'
import { type Box, blank } from './boxes.js'
import type { Frame } from './frame.js'
import { linePitch } from './page-size.js'
import { setCards } from './set-cards.js'
import { setCutLine } from './set-cut-line.js'
import { setForm } from './set-form.js'
import { setHeadline } from './set-headline.js'
import { setImprint, setLetterhead } from './set-letterhead.js'
import { setNames } from './set-names.js'
import { keepBeforeSignature, setSignature, setSigners } from './set-signature.js'
import { setTable } from './set-table.js'
import { setTally } from './set-tally.js'
import { headingLevel, marksOf } from './marks.js'
import { centredLine, flushLine, setAnnex, setAttachments, setNote, setParagraph, setTitle } from './set-text.js'

/** Blocks that head a page; what follows the last of them is parted from it by one empty line. */
const heading = new Set<Block['kind']>(['title', 'numberLine', 'annex'])

/** Text under a form keeps off its last rule; it then begins on the next line of the grid. */
const gapUnderForm = 6
const textual = new Set<Block['kind']>(['paragraph', 'note'])

/** Sets every block into boxes over the width of the frame, with the empty lines between them that GB/T 9704 asks for. */
export function setBlocks(blocks: readonly Block[], frame: Frame): Box[] {
  const boxes: Box[] = []
  let breakBefore = false
  let depth = 0
  blocks.forEach((block, i) => {
    if (block.kind === 'pageBreak') {
      breakBefore = true
      return
    }
    const previous = blocks[i - 1]
    if (previous && heading.has(previous.kind) && !heading.has(block.kind)) boxes.push(blank(linePitch))
    if (previous?.kind === 'form' && textual.has(block.kind)) boxes.push({ ...blank(gapUnderForm), onGrid: false })
    if (block.kind === 'signature') keepBeforeSignature(boxes)
    const set = setBlock(block, frame).map((one) =>
      isNoted(block, blocks[i + 1]) ? { ...one, keepWithNext: true } : one,
    )
    // A reader of headings goes down one step at a time.
    const level = headingLevel(block)
    if (level !== undefined) depth = Math.min(level, depth + 1)
    const marks = marksOf(block, { index: i, level: level && depth }, set)
    set.forEach((bare, n) => {
      const made = { ...bare, ...marks[n] }
      boxes.push(breakBefore && !made.isBlank ? { ...made, startsPage: true } : made)
      if (!made.isBlank) breakBefore = false
    })
  })
  return boxes
}

/** The note under a signature belongs to it: no page holds a telephone number alone. */
function isNoted(block: Block, next: Block | undefined): boolean {
  return block.kind === 'signature' && next?.kind === 'note'
}

function setBlock(block: Exclude<Block, { kind: 'pageBreak' }>, frame: Frame): readonly Box[] {
  switch (block.kind) {
    case 'title':
      return setTitle(block, frame)
    case 'letterhead':
      return [setLetterhead(block, frame)]
    case 'cutLine':
      return [setCutLine(block, frame)]
    case 'imprint':
      return [setImprint(block, frame)]
    case 'headline':
      return setHeadline(block, frame)
    case 'numberLine':
      return centredLine(block.text, 'kai', frame)
    case 'addressee':
      return flushLine(block.text, 'fang', frame)
    case 'paragraph':
      return setParagraph(block, frame)
    case 'table':
      return setTable(block, frame)
    case 'names':
      return setNames(block, frame)
    case 'attachments':
      return setAttachments(block, frame)
    case 'signature':
      return [setSignature(block, frame)]
    case 'signers':
      return setSigners(block, frame)
    case 'note':
      return setNote(block.text, frame)
    case 'form':
      return setForm(block, frame)
    case 'cards':
      return setCards(block, frame)
    case 'tally':
      return setTally(block, frame)
    case 'annex':
      return setAnnex(block, frame)
    default:
      return unreachable(block)
  }
}
