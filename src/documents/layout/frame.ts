import type { FontRole } from './font-files.js'
import { cell, type PageSize, sizes } from './page-size.js'
import type { Setting, Style } from './runs.js'

/** What every block is set into: the width of the type area and its grid. */
export interface Frame extends Setting {
  readonly width: number
  readonly cell: number
}

/** A landscape line holds the whole number of cells nearest to the portrait cell: 40. */
export function frameOn(page: PageSize, setting: Setting): Frame {
  return { ...setting, width: page.areaWidth, cell: page.areaWidth / Math.round(page.areaWidth / cell) }
}

/** Body text on the grid: 三号 in cells slightly narrower than the type. */
export function bodyStyle(frame: Frame, role: FontRole = 'fang'): Style {
  return { role, size: sizes.body, cell: frame.cell }
}

/** Text without a grid: every Han character takes its own size. */
export function freeStyle(role: FontRole, size: number): Style {
  return { role, size, cell: size }
}
