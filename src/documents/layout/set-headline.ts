import type { HeadlineBlock } from './blocks.js'
import { type Box, box } from './boxes.js'
import { type Frame, freeStyle } from './frame.js'
import { linePitch } from './page-size.js'
import { glyphsOf, runsAt, widthOf } from './runs.js'

/** 初号 */
const size = 42
/** A character's place, with the room between it and the next. */
const cell = size * 1.6

/** 当选证书: characters far apart, the whole in the middle. */
export function setHeadline({ text }: HeadlineBlock, frame: Frame): Box[] {
  const style = { ...freeStyle('title', size), cell }
  const glyphs = glyphsOf(text, 'title', frame)
  const runs = runsAt(glyphs, style, (frame.width - widthOf(glyphs, style)) / 2, linePitch)
  return [box({ height: 2.5 * linePitch, runs, keepWithNext: true })]
}
