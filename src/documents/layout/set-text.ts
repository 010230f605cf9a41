import type { AnnexBlock, AttachmentsBlock, ParagraphBlock, TitleBlock } from './blocks.js'
import { type Box, blank, box } from './boxes.js'
import { breakLines } from './break-lines.js'
import { bodyStyle, type Frame, freeStyle } from './frame.js'
import type { FontRole } from './font-files.js'
import { itemsOf, type Segment } from './items.js'
import { linePitch, sizes } from './page-size.js'
import { placeLine } from './place-line.js'
import { titleLines } from './title-lines.js'

/** From one line of a title of several lines to the next; the text after it returns to the grid. */
const titlePitch = 35
const leastGapUnderTitle = 6

interface TextPlace {
  /** Points left free before the first line and before the others. */
  readonly firstIndent: number
  readonly indent: number
  readonly align: 'justify' | 'center' | 'left'
}

/** Lines of text on the grid, one box a line. */
export function textBoxes(segments: readonly Segment[], place: TextPlace, frame: Frame): Box[] {
  const indent = (line: number) => (line === 0 ? place.firstIndent : place.indent)
  const lines = breakLines(itemsOf(segments, frame), (line) => frame.width - indent(line))
  return lines.map((line, i) => {
    const spot = { x: indent(i), width: frame.width - indent(i), middle: sizes.body / 2, align: place.align }
    return box({ height: linePitch, runs: placeLine(line, spot) })
  })
}

export function flushLine(text: string, role: FontRole, frame: Frame): Box[] {
  return textBoxes([{ text, style: bodyStyle(frame, role) }], { firstIndent: 0, indent: 0, align: 'justify' }, frame)
}

export function centredLine(text: string, role: FontRole, frame: Frame): Box[] {
  const boxes = textBoxes(
    [{ text, style: bodyStyle(frame, role) }],
    { firstIndent: 0, indent: 0, align: 'center' },
    frame,
  )
  return boxes.map((one) => ({ ...one, keepWithNext: true }))
}

/** 二号 小标宋, centred; as many lines of the grid as the title needs. */
export function setTitle({ lines }: TitleBlock, frame: Frame): Box[] {
  const style = freeStyle('title', sizes.title)
  const set = lines.flatMap((line) => titleLines(line, style, frame.width, frame))
  const runs = set.flatMap((line, i) => {
    const middle = i * titlePitch + sizes.title / 2
    return placeLine(line, { x: 0, width: frame.width, middle, align: 'center' })
  })
  const used = (set.length - 1) * titlePitch + sizes.title + leastGapUnderTitle
  return [box({ height: Math.ceil(used / linePitch) * linePitch, runs, keepWithNext: true })]
}

const leadRoles: Readonly<Record<number, FontRole>> = { 1: 'hei', 2: 'kai' }

/** Divides a heading run into its text: the words up to the first full stop belong to the heading. */
function segmentsOf({ text, level = 0 }: ParagraphBlock, frame: Frame): Segment[] {
  const role = leadRoles[level]
  if (!role) return [{ text, style: bodyStyle(frame) }]
  const stop = text.indexOf('。') + 1
  const lead = stop > 0 ? text.slice(0, stop) : text
  const rest = text.slice(lead.length)
  const heading = { text: lead, style: bodyStyle(frame, role) }
  return rest === '' ? [heading] : [heading, { text: rest, style: bodyStyle(frame) }]
}

/** Indented by two, further lines flush left. A heading that stands alone stays with the text under it. */
export function setParagraph(block: ParagraphBlock, frame: Frame): Box[] {
  const segments = segmentsOf(block, frame)
  const boxes = textBoxes(segments, { firstIndent: 2 * frame.cell, indent: 0, align: 'justify' }, frame)
  const isHeading = leadRoles[block.level ?? 0] !== undefined && segments.length === 1
  return isHeading ? boxes.map((one) => ({ ...one, keepWithNext: true })) : boxes
}

/** 附件说明, one line below the text; several are numbered and each runs over under its own first word. */
export function setAttachments({ titles }: AttachmentsBlock, frame: Frame): Box[] {
  const many = titles.length > 1
  const boxes = titles.flatMap((title, i) => {
    const label = i === 0 ? '附件：' : '　　　'
    const lead = many ? `${label}${i + 1}．` : label
    const hang = (many ? 6.5 : 5) * frame.cell
    const segment = { text: lead + title, style: bodyStyle(frame) }
    return textBoxes([segment], { firstIndent: 2 * frame.cell, indent: hang, align: 'justify' }, frame)
  })
  return [blank(linePitch), ...boxes]
}

/** 附注: bracketed under the date. */
export function setNote(text: string, frame: Frame): Box[] {
  const segment = { text: `（${text}）`, style: bodyStyle(frame) }
  return textBoxes([segment], { firstIndent: 2 * frame.cell, indent: 0, align: 'justify' }, frame)
}

/** A new page: 附件1 flush left on its first line, the title centred from its third. */
export function setAnnex({ number, title }: AnnexBlock, frame: Frame): Box[] {
  const mark = flushLine(`附件${number ?? ''}`, 'hei', frame)
  const first = mark.map((one) => ({ ...one, startsPage: true, keepWithNext: true }))
  return [...first, blank(linePitch), ...setTitle({ kind: 'title', lines: [title] }, frame)]
}
