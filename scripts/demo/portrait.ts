import { crc32, deflateSync } from 'node:zlib'

const width = 210
const height = 294

type Colour = readonly [number, number, number]

const backgrounds: readonly Colour[] = [
  [221, 232, 242],
  [226, 238, 229],
  [240, 233, 222],
]
const coats: readonly Colour[] = [
  [54, 74, 99],
  [92, 70, 60],
  [60, 88, 72],
  [104, 84, 112],
]
const skin: Colour = [222, 190, 164]
const hair: Colour = [52, 46, 44]

/** A drawn head and shoulders that are nobody's, as a PNG: photographs of the demo's made-up people. */
export function portrait(seed: number, sex: 'male' | 'female'): Buffer {
  const lines = Array.from({ length: height }, (_, y) => {
    const line = Buffer.alloc(1 + width * 3)
    for (let x = 0; x < width; x++) line.set(colourAt(x, y, { seed, isLong: sex === 'female' }), 1 + x * 3)
    return line
  })
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const pixels = deflateSync(Buffer.concat(lines), { level: 9 })
  return Buffer.concat([start, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
}

interface Look {
  readonly seed: number
  readonly isLong: boolean
}

function colourAt(x: number, y: number, { seed, isLong }: Look): Colour {
  const within = (cx: number, cy: number, rx: number, ry: number) => ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1
  if (within(105, 128, 46, 60)) return y < 96 - (seed % 5) * 2 ? hair : skin
  if (within(105, isLong ? 126 : 96, 56, isLong ? 78 : 46)) return hair
  if (x > 86 && x < 124 && y > 170 && y < 214) return skin
  if (within(105, 300, 96, 94)) return coats[seed % coats.length] ?? hair
  return backgrounds[seed % backgrounds.length] ?? skin
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(content.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
