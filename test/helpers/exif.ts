/** A JPEG with the tag that says how the camera was held put behind its first two bytes. */
export function withOrientation(jpeg: Buffer, value: number, order: 'II' | 'MM' = 'MM'): Buffer {
  const isLittle = order === 'II'
  const tiff = Buffer.alloc(8 + 2 + 2 * 12 + 4)
  const put16 = (n: number, at: number) => (isLittle ? tiff.writeUInt16LE(n, at) : tiff.writeUInt16BE(n, at))
  const put32 = (n: number, at: number) => (isLittle ? tiff.writeUInt32LE(n, at) : tiff.writeUInt32BE(n, at))
  tiff.write(order, 0, 'latin1')
  put16(42, 2)
  put32(8, 4)
  put16(2, 8)
  const entry = (at: number, tag: number, one: number) => {
    put16(tag, at)
    put16(3, at + 2)
    put32(1, at + 4)
    put16(one, at + 8)
  }
  entry(10, 0x0103, 6)
  entry(22, 0x0112, value)
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const head = Buffer.from([0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 255])
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)])
}
