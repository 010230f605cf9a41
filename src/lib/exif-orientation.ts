/** Which way a picture is to be turned before it is looked at: 1 as it is, 6 and 8 by a quarter, 3 upside down. */
export type ExifOrientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

const startOfPicture = 0xffd8
const exifSegment = 0xffe1
const startOfScan = 0xffda
const orientationTag = 0x0112
const bytesOfEntry = 12

/**
 * How the camera was held when a JPEG was taken (Exif 2.32, 4.6.5.1.6). 1 where the picture does not say, or says it in
 * a way that cannot be read: then it is shown as it is kept.
 */
export function exifOrientation(jpeg: Uint8Array): ExifOrientation {
  const exif = exifOf(new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength))
  return exif ? (orientationIn(exif) ?? 1) : 1
}

/** The directory of tags behind the word Exif, without which a segment of this kind is something else (XMP). */
function exifOf(jpeg: DataView): DataView | undefined {
  if (jpeg.byteLength < 4 || jpeg.getUint16(0) !== startOfPicture) return undefined
  for (let at = 2; at + 4 <= jpeg.byteLength; ) {
    const marker = jpeg.getUint16(at)
    const length = jpeg.getUint16(at + 2)
    if (marker <= 0xff00 || marker === startOfScan || length < 2) return undefined
    const ends = at + 2 + length
    if (marker === exifSegment && isExif(jpeg, at + 4, ends)) {
      return new DataView(jpeg.buffer, jpeg.byteOffset + at + 10, ends - at - 10)
    }
    at = ends
  }
  return undefined
}

/** Exif and two zeros, and room for the head of a directory, all of it within the file. */
function isExif(jpeg: DataView, from: number, ends: number): boolean {
  if (ends > jpeg.byteLength || from + 14 > ends) return false
  return jpeg.getUint32(from) === 0x45786966 && jpeg.getUint16(from + 4) === 0
}

function orientationIn(exif: DataView): ExifOrientation | undefined {
  const order = exif.getUint16(0)
  if (order !== 0x4949 && order !== 0x4d4d) return undefined
  const isLittle = order === 0x4949
  const directory = exif.getUint32(4, isLittle)
  if (directory + 2 > exif.byteLength) return undefined
  const entries = exif.getUint16(directory, isLittle)
  for (let i = 0; i < entries; i += 1) {
    const entry = directory + 2 + i * bytesOfEntry
    if (entry + bytesOfEntry > exif.byteLength) return undefined
    if (exif.getUint16(entry, isLittle) !== orientationTag) continue
    const value = exif.getUint16(entry + 8, isLittle)
    return value >= 1 && value <= 8 ? (value as ExifOrientation) : undefined
  }
  return undefined
}

/** Whether the picture was taken with the camera turned a quarter: shown, its width is what its height is in the file. */
export function isOnItsSide(orientation: ExifOrientation): boolean {
  return orientation >= 5
}
