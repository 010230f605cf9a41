import { freeStyle } from './frame.js'
import { mm, type PageSize, sizes } from './page-size.js'
import type { PdfWriter } from './pdf-writer.js'
import { qrRules } from './qr-code.js'
import { glyphsOf, runsAt, type Setting } from './runs.js'

/** What a paper is proved genuine by: a QR code and the same in words. */
export interface Proof {
  /** What the QR code says. */
  readonly link: string
  readonly lines: readonly string[]
}

/** 5 mm below the type area, 12 mm above the edge of the sheet. */
const top = 5 * mm
const side = 18 * mm
const pitch = 3.4 * mm

/**
 * On the first page, at the foot beside the page number, where GB/T 9704 puts nothing: the page number stands at the
 * outer side of an odd page, this at the inner one.
 */
export function drawProof(
  writer: PdfWriter,
  { link, lines }: Proof,
  code: string | undefined,
  size: PageSize,
  setting: Setting,
): void {
  const { left, areaHeight } = size
  writer.inside({ path: ['proof:Figure'], isLast: true, alt: `二维码，用来核对这份文书的真伪：${link}` })
  for (const rule of qrRules(link, 0, areaHeight + top, side)) writer.rule(rule, left, size.top)
  writer.inside({ path: ['proof-words:P'], isLast: true })
  const small = [...lines, ...(code === undefined ? [] : [code])]
  const first = areaHeight + top + side / 2 - ((small.length - 1) / 2) * pitch
  small.forEach((text, i) => {
    const style = freeStyle('song', sizes.six)
    const runs = runsAt(glyphsOf(text, 'song', setting), style, side + 1 * mm, first + i * pitch)
    for (const run of runs) writer.text(run, left, size.top)
  })
  writer.inside(undefined)
}
