import fc from 'fast-check'
import t from 'tap'
import { exifOrientation, isOnItsSide } from '../../src/lib/exif-orientation.js'
import { withOrientation } from '../helpers/exif.js'

/** A JPEG without tags, as far as it is read: start, a segment of another kind, start of the scan. */
const bare = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xda, 0, 2, 7, 7])

t.test('how the camera was held is read in both orders of bytes', async (t) => {
  for (const value of [1, 2, 3, 4, 5, 6, 7, 8]) {
    t.equal(exifOrientation(withOrientation(bare, value, 'MM')), value)
    t.equal(exifOrientation(withOrientation(bare, value, 'II')), value)
  }
  const shifted = Buffer.concat([Buffer.from([9, 9, 9]), withOrientation(bare, 6)]).subarray(3)
  t.equal(exifOrientation(shifted), 6, 'wherever in memory the picture lies')
})

t.test('a picture that does not say it, or not so that it can be read, stays as it is', async (t) => {
  const tagged = withOrientation(bare, 6)
  const altered = (at: number, ...bytes: number[]) => Buffer.from(tagged.map((byte, i) => bytes[i - at] ?? byte))
  const exifAt = tagged.indexOf('Exif')
  const tiff = exifAt + 6
  for (const [bytes, because] of [
    [Buffer.alloc(0), 'nothing'],
    [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), 'a PNG'],
    [bare, 'no tags'],
    [bare.subarray(0, 8), 'ends before the scan'],
    [altered(2, 0x12, 0x34), 'no marker where one must be'],
    [altered(4, 0, 1), 'a segment shorter than its own length'],
    [altered(4, 0xff, 0xff), 'a segment that goes on behind the end'],
    [altered(4, 0, 8), 'a segment without room for a directory'],
    [altered(exifAt, 0x68), 'another word than Exif'],
    [altered(exifAt + 4, 1), 'Exif without its zeros'],
    [altered(tiff, 0x58, 0x58), 'neither order of bytes'],
    [altered(tiff + 4, 0, 0, 0xff), 'a directory behind the end'],
    [altered(tiff + 8, 0, 0), 'a directory without entries'],
    [altered(tiff + 22, 0x01, 0x13), 'other tags only'],
    [
      altered(tiff + 8, 0, 9, ...tagged.subarray(tiff + 10, tiff + 22), 0x01, 0x13),
      'more entries than there is room for',
    ],
    [withOrientation(bare, 0), 'a number that means nothing'],
    [withOrientation(bare, 9), 'a number above the last'],
  ] as const) {
    t.equal(exifOrientation(bytes), 1, because)
  }
})

t.test('bytes of any kind are answered, never refused with an error', async (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(50), fc.nat(255), (noise, at, byte) => {
      const broken = withOrientation(bare, 6)
      broken[at] = byte
      for (const bytes of [noise, broken, broken.subarray(0, at)]) {
        const read = exifOrientation(bytes)
        if (read < 1 || read > 8) return false
      }
      return true
    }),
  )
  t.pass()
})

t.test('a quarter turn changes width and height', async (t) => {
  t.strictSame(([1, 2, 3, 4, 5, 6, 7, 8] as const).filter(isOnItsSide), [5, 6, 7, 8])
})
