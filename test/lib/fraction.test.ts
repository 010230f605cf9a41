import fc from 'fast-check'
import t from 'tap'
import { isAtLeast, isMoreThan, percentText } from '../../src/lib/fraction.js'

const half = { num: 1, den: 2 }
const third = { num: 1, den: 3 }
const twoThirds = { num: 2, den: 3 }

t.test('exactly the share is not more than it, but at least it', async (t) => {
  for (const { part, whole, share, more, atLeast, because } of [
    { part: 50, whole: 100, share: half, more: false, atLeast: true, because: '50 of 100' },
    { part: 51, whole: 100, share: half, more: true, atLeast: true, because: '51 of 100' },
    { part: 49, whole: 99, share: half, more: false, atLeast: false, because: '49 of 99 is less than half' },
    { part: 50, whole: 99, share: half, more: true, atLeast: true, because: '50 of 99 is more than half' },
    { part: 66, whole: 99, share: twoThirds, more: false, atLeast: true, because: 'exactly two thirds' },
    { part: 67, whole: 100, share: twoThirds, more: true, atLeast: true, because: '67 of 100' },
    { part: 100, whole: 300, share: third, more: false, atLeast: true, because: 'exactly a third' },
    { part: 100, whole: 301, share: third, more: false, atLeast: false, because: 'a third of 301 is more than 100' },
    { part: 0, whole: 0, share: half, more: false, atLeast: true, because: 'nothing of nothing' },
  ]) {
    t.equal(isMoreThan(part, whole, share), more, `more: ${because}`)
    t.equal(isAtLeast(part, whole, share), atLeast, `at least: ${because}`)
  }
})

t.test('more than a share is at least it, and not more is what the rest falls short of', async () => {
  const count = fc.nat({ max: Number.MAX_SAFE_INTEGER })
  const share = fc.record({ num: fc.nat({ max: 1_000 }), den: fc.integer({ min: 1, max: 1_000 }) })
  fc.assert(
    fc.property(count, count, share, (part, whole, { num, den }) => {
      const exact = BigInt(part) * BigInt(den) === BigInt(whole) * BigInt(num)
      return isAtLeast(part, whole, { num, den }) === (isMoreThan(part, whole, { num, den }) || exact)
    }),
  )
})

t.test('a percentage is rounded half up and never made up', async (t) => {
  for (const { part, whole, decimals, text, because } of [
    { part: 3118, whole: 3400, decimals: 2, text: '91.71%', because: 'turnout to two decimals' },
    { part: 1, whole: 3, decimals: 1, text: '33.3%', because: 'rounded down' },
    { part: 2, whole: 3, decimals: 0, text: '67%', because: 'whole percent, rounded up' },
    { part: 1, whole: 200, decimals: 0, text: '1%', because: 'exactly a half is rounded up' },
    { part: 1, whole: 100_000, decimals: 2, text: '0.00%', because: 'a small share keeps its noughts' },
    { part: 34, whole: 34, decimals: 2, text: '100.00%', because: 'all' },
    { part: 0, whole: 0, decimals: 2, text: '—', because: 'no whole, no share' },
  ]) {
    t.equal(percentText(part, whole, decimals), text, because)
  }
  t.equal(percentText(1, 8), '12.50%', 'two decimals unless told')
})
