import { createHash } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { checkSample, drawPlaces } from '../../src/rules/random-draw.js'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const items = (...strata: readonly string[]) => strata.map((stratum) => ({ stratum }))
const hex = (number: bigint) => number.toString(16).padStart(64, '0')

t.test('drawn as anybody can repeat it by hand', async (t) => {
  // SHA-256 of `7,1`, `7,2` …, taken from a calculator and reckoned out beside the program.
  const list = items('甲', '甲', '甲', '甲', '甲')
  const left = [1, 2, 3, 4, 5]
  const byHand = [1, 2, 3].map((counter) => {
    const remainder = [...sha256(`7,${counter}`)].reduce(
      (sum, digit) => (sum * 16 + Number.parseInt(digit, 16)) % left.length,
      0,
    )
    return left.splice(remainder, 1)[0]
  })
  t.strictSame(drawPlaces(list, 3, { seed: '7', byStratum: false }, sha256), byHand)
  t.equal(sha256('7,1').slice(0, 8), '8562833f')
})

t.test('numbers that do not divide evenly are passed over', async (t) => {
  // 2^256 leaves 1 over three: the highest number of all is the one that would favour the first.
  const list = items('甲', '甲', '甲')
  const asked: string[] = []
  const stub = (text: string) => {
    asked.push(text)
    return text.endsWith(',1') ? hex(2n ** 256n - 1n) : hex(2n)
  }
  t.strictSame(drawPlaces(list, 1, { seed: 's', byStratum: false }, stub), [3])
  t.strictSame(asked, ['s,1', 's,2'])
})

t.test('by stratum so many from each, or all there are', async (t) => {
  const list = items('锦屏街道', '溪口镇', '锦屏街道', '锦屏街道')
  const drawn = drawPlaces(list, 2, { seed: '3 5 1 6', byStratum: true }, sha256)
  t.equal(drawn.length, 3)
  t.equal(drawn[2], 2, 'the only one of its township')
  t.ok(drawn.slice(0, 2).every((place) => [1, 3, 4].includes(place)))
})

t.test('nothing twice, never more than there are, the same every time, and each as likely', async (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 50 }), fc.string(), (size, sample, seed) => {
      const list = Array.from({ length: size }, () => ({ stratum: '甲' }))
      const draw = () => drawPlaces(list, sample, { seed, byStratum: false }, sha256)
      const drawn = draw()
      return (
        drawn.length === Math.min(size, sample) &&
        new Set(drawn).size === drawn.length &&
        drawn.every((place) => place >= 1 && place <= size) &&
        drawn.join() === draw().join()
      )
    }),
  )
  const counts = new Map<number, number>()
  for (let seed = 0; seed < 3000; seed += 1) {
    const [first = 0] = drawPlaces(items('甲', '甲', '甲'), 1, { seed: String(seed), byStratum: false }, sha256)
    counts.set(first, (counts.get(first) ?? 0) + 1)
  }
  for (const count of counts.values()) t.ok(count > 900 && count < 1100, `${count} of 3000`)
})

t.test('how many may be drawn', async (t) => {
  const list = items('锦屏街道', '溪口镇', '锦屏街道')
  for (const { of, sample, byStratum, code } of [
    { of: list, sample: 3, byStratum: false, code: undefined },
    { of: list, sample: 4, byStratum: false, code: 'sample-too-large' },
    { of: list, sample: 2, byStratum: true, code: undefined },
    { of: list, sample: 3, byStratum: true, code: 'sample-too-large' },
    { of: [], sample: 1, byStratum: false, code: 'nothing-to-draw' },
  ]) {
    t.equal(checkSample(of, sample, byStratum)[0]?.code, code)
  }
})
