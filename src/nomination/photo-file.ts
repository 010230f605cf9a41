import { exifOrientation, isOnItsSide } from '../lib/exif-orientation.js'
import { type Result, ok, refused } from '../lib/result.js'
import type { NomineePhotoTable } from '../infra/db/tables/nomination.js'

export type PhotoType = NomineePhotoTable['mediaType']

const largest = 2 * 1024 * 1024
/** Enough for a print of 35 × 49 mm, and not a poster. */
const pixels = { least: 150, most: 4000 }

/** What a file is by its bytes, whatever its name says; refused in words when it is no photograph that can be printed. */
export function readPhoto(bytes: Buffer): Result<PhotoType, string> {
  if (bytes.length === 0) return refused('请选择照片')
  if (bytes.length > largest) return refused('照片最大 2 MB，请缩小后再传')
  const size = sizeOfPng(bytes) ?? sizeOfJpeg(bytes)
  if (!size) return refused('只能存 JPG 或者 PNG 照片')
  const { width, height, type, colours } = size
  if (colours > 3) return refused('这张照片是印刷用的四色（CMYK）图，请另存为普通的 JPG 再传')
  if (Math.min(width, height) < pixels.least) {
    return refused(`照片太小（${width}×${height}），宽和高都不少于 ${pixels.least} 像素才能印清楚`)
  }
  if (Math.max(width, height) > pixels.most)
    return refused(`照片太大（${width}×${height}），请缩到 ${pixels.most} 像素以内`)
  if (width > height) return refused('请用竖的证件照，不要横的')
  return ok(type)
}

interface PhotoSize {
  readonly width: number
  readonly height: number
  readonly type: PhotoType
  /** Four are printers' inks, which cannot be kept beside text in black on white (PDF/A). */
  readonly colours: number
}

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function sizeOfPng(bytes: Buffer): PhotoSize | undefined {
  if (bytes.length < 33 || !bytes.subarray(0, 8).equals(pngStart) || bytes.toString('latin1', 12, 16) !== 'IHDR')
    return undefined
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), type: 'image/png', colours: 3 }
}

/** The first frame header of a JPEG: baseline, extended or progressive, which is all that is printed; as it is shown. */
function sizeOfJpeg(bytes: Buffer): PhotoSize | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined
  for (let at = 2; at + 10 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    if (marker >= 0xc0 && marker <= 0xc2) {
      const [rows, columns] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)]
      const [width, height] = isOnItsSide(exifOrientation(bytes)) ? [rows, columns] : [columns, rows]
      return { width, height, type: 'image/jpeg', colours: bytes[at + 9] ?? 0 }
    }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return undefined
}
