import type { CutLineBlock } from './blocks.js'
import { type Box, box } from './boxes.js'
import { dashes } from './dashes.js'
import { type Frame, freeStyle } from './frame.js'
import { linePitch, sizes } from './page-size.js'
import { glyphsOf, runsAt, widthOf } from './runs.js'

/** Two lines of the page with the dashes in their middle, and the words that tell what to do in a gap of them. */
export function setCutLine({ text }: CutLineBlock, frame: Frame): Box {
  const style = freeStyle('kai', sizes.smallFour)
  const glyphs = glyphsOf(text, 'kai', frame)
  const width = widthOf(glyphs, style)
  const from = (frame.width - width) / 2
  return box({
    height: 2 * linePitch,
    runs: runsAt(glyphs, style, from, linePitch),
    rules: [
      ...dashes(0, from - sizes.smallFour, linePitch),
      ...dashes(from + width + sizes.smallFour, frame.width, linePitch),
    ],
    keepWithNext: true,
  })
}
