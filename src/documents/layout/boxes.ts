import type { Run } from './runs.js'
import type { Mark, TableCell } from './structure.js'

/** A straight rule, in points from the upper left corner of its box. */
export interface Rule {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
  readonly weight: number
  readonly isRed?: true
}

/** Hairlines of a table: inside, and around it (forms.md B2 and 版记). */
export const weights = { inner: (0.25 * 72) / 25.4, outer: (0.35 * 72) / 25.4 } as const

/** A picture and the room that it is fitted into, in points from the upper left corner of its box. */
export interface Picture {
  readonly bytes: Buffer
  /** Of a form: the cell that it stands in. */
  readonly cell?: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Rows that belong together: on each further page their head comes first again. */
export interface RowGroup {
  readonly continuedHead: Box
  /** Drawn under the last row of the group on each page, relative to that row's lower edge. */
  readonly closing: readonly Rule[]
  /** The group counts its own pages at their foot under this name. */
  readonly countedAs?: string | undefined
}

/** A strip of the page over the full width of the type area; never divided between pages. */
export interface Box {
  readonly height: number
  readonly runs: readonly Run[]
  readonly rules: readonly Rule[]
  readonly pictures: readonly Picture[]
  /** Starts on a line of the grid. */
  readonly onGrid: boolean
  /** Empty space: dropped at the top of a page. */
  readonly isBlank: boolean
  /** No page may end after this box, if there is any other way. */
  readonly keepWithNext: boolean
  /** Stands on the lower edge of the type area, whatever is above it. */
  readonly isAtFoot: boolean
  /** Starts a page of its own. */
  readonly startsPage: boolean
  readonly group: RowGroup | undefined
  /** What it is of a table or list; of any other block it is the whole. */
  readonly part: 'caption' | 'head' | 'row' | undefined
  /** Rows of cells of a table or form; what is drawn in the box says by number in which it stands. */
  readonly cells: readonly (readonly TableCell[])[]
  /** What its text is to those who hear it read; undefined: a repetition, which they do not want. */
  readonly mark: Mark | undefined
  /** What each cell is, through all rows. */
  readonly cellMarks: readonly Mark[]
}

const plain: Box = {
  height: 0,
  runs: [],
  rules: [],
  pictures: [],
  onGrid: true,
  isBlank: false,
  keepWithNext: false,
  isAtFoot: false,
  startsPage: false,
  group: undefined,
  part: undefined,
  cells: [],
  mark: undefined,
  cellMarks: [],
}

export function box(parts: Partial<Box> & { readonly height: number }): Box {
  return { ...plain, ...parts }
}

export function blank(height: number): Box {
  return box({ height, isBlank: true, keepWithNext: false })
}
