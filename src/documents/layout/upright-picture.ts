import type { ExifOrientation } from '../../lib/exif-orientation.js'

/** Where a picture is to stand on the page, in points from the lower left corner. */
interface Place {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly bottom: number
}

type Matrix = readonly [number, number, number, number, number, number]

/**
 * The matrix that draws a picture the right way up, whichever way the camera was held: a telephone keeps the picture as
 * its sensor lies, and says beside it how it is to be turned.
 */
export function uprightMatrix(
  orientation: ExifOrientation,
  { width: w, height: h, left: x, bottom: y }: Place,
): Matrix {
  switch (orientation) {
    case 1:
      return [w, 0, 0, h, x, y]
    case 2:
      return [-w, 0, 0, h, x + w, y]
    case 3:
      return [-w, 0, 0, -h, x + w, y + h]
    case 4:
      return [w, 0, 0, -h, x, y + h]
    case 5:
      return [0, -h, -w, 0, x + w, y + h]
    case 6:
      return [0, -h, w, 0, x, y + h]
    case 7:
      return [0, h, w, 0, x, y]
    case 8:
      return [0, h, -w, 0, x + w, y]
  }
}
