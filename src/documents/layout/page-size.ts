/** Points in a millimetre. */
export const mm = 72 / 25.4

/** The grid of GB/T 9704: one cell is a 28th of the width of the type area, one line a 22nd of its height. */
export const cell = (156 * mm) / 28
export const linePitch = (225 * mm) / 22

/** 二号, 三号, 四号, 小四, 五号, 六号, in points. */
export const sizes = { title: 22, body: 16, four: 14, smallFour: 12, five: 10.5, six: 7.5 } as const

export type Orientation = 'portrait' | 'landscape'
export type Paper = 'A4' | 'A3'
/** `official`: the type area of GB/T 9704. `wide`: nearly the whole sheet, for cards and registers that are no notices. */
export type Margins = 'official' | 'wide'

/** What every office printer can reach, and room for the page number. */
const wideMargin = { side: 13 * mm, head: 15 * mm } as const

/** A page in points, measured from its upper left corner, before enlargement to a greater paper. */
export interface PageSize {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly top: number
  /** Of the type area. */
  readonly areaWidth: number
  readonly areaHeight: number
  readonly orientation: Orientation
  /** A3 is the A4 page with everything √2 as large, so that a posted sheet is read from farther off. */
  readonly scale: number
}

/**
 * 版心 156 × 225 mm, 天头 37 mm, 订口 28 mm. A landscape page is the portrait page turned a quarter: its head lies
 * toward the binding, its page number stays where the portrait pages around it have theirs.
 */
export function pageSize(
  orientation: Orientation = 'portrait',
  paper: Paper = 'A4',
  margins: Margins = 'official',
): PageSize {
  const scale = paper === 'A3' ? Math.SQRT2 : 1
  const [short, long] = paper === 'A3' ? [(297 * mm) / scale, (420 * mm) / scale] : [210 * mm, 297 * mm]
  const isLandscape = orientation === 'landscape'
  const [width, height] = isLandscape ? [long, short] : [short, long]
  if (margins === 'wide') {
    const [left, top] = isLandscape ? [wideMargin.head, wideMargin.side] : [wideMargin.side, wideMargin.head]
    return { width, height, left, top, areaWidth: width - 2 * left, areaHeight: height - 2 * top, orientation, scale }
  }
  const area = isLandscape
    ? { left: 35 * mm, top: 28 * mm, areaWidth: 225 * mm, areaHeight: 156 * mm }
    : { left: 28 * mm, top: 37 * mm, areaWidth: 156 * mm, areaHeight: 225 * mm }
  return { width, height, ...area, orientation, scale }
}
