import { mm } from '../layout/page-size.js'

/** A rectangle on a page, in hundredths of a millimetre from its upper left corner. */
export interface Place {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** A square to be marked, or a blank for a name. */
export interface BallotBox extends Place {
  readonly kind: 'mark' | 'writeIn'
  readonly postId: string
  /** Of a printed name; null in a column for 另选他人. */
  readonly candidateId: string | null
  /** Of the columns for 另选他人, from 1; null under a printed name. */
  readonly writeIn: number | null
}

export interface BallotPageGeometry {
  readonly page: number
  readonly width: number
  readonly height: number
  /** What the code in the lower right corner says: the design and the page. */
  readonly code: string
  readonly codePlace: Place
  /** The squares in the corners: upper left, upper right, lower left, lower right. */
  readonly corners: readonly Place[]
  /** Room for the seal over the title; no box lies in it. */
  readonly seal: Place
  readonly boxes: readonly BallotBox[]
}

/** Where everything is that a reader of scans has to find, kept with the design. */
export interface BallotGeometry {
  readonly unit: '0.01mm'
  readonly fingerprint: string
  readonly pages: readonly BallotPageGeometry[]
}

/** Points as hundredths of a millimetre. */
export function hundredths(points: number): number {
  return Math.round((points / mm) * 100)
}

export function placeOf(x: number, y: number, w: number, h: number): Place {
  return { x: hundredths(x), y: hundredths(y), w: hundredths(w), h: hundredths(h) }
}
