import fc from 'fast-check'
import t from 'tap'
import { blankedGroups, fingerprintGroups, groupsOf } from '../../src/lib/fingerprint.js'

t.test('a fingerprint is shown in groups of four', async (t) => {
  t.equal(fingerprintGroups('8f3102ac5d7e'), '8f31 02ac 5d7e')
  t.equal(fingerprintGroups('8f310'), '8f31 0', 'nothing is left out')
  t.equal(fingerprintGroups(''), '')
  t.equal(fingerprintGroups('0'.repeat(64)).split(' ').length, 16, 'a SHA-256 has sixteen')
})

t.test('two groups are left blank: two different ones, in order, the same as often as it is asked', async (t) => {
  const hash = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 })
  fc.assert(
    fc.property(hash, fc.nat({ max: 50 }), (hex, turn) => {
      const [first, second] = blankedGroups(hex, turn)
      const isInOrder = 1 <= first && first < second && second <= 16
      return isInOrder && blankedGroups(hex, turn).join() === [first, second].join()
    }),
  )
  const hex = '8f3102ac'.repeat(8)
  const seen = new Set(Array.from({ length: 16 }, (_, turn) => blankedGroups(hex, turn)).flat())
  t.ok(seen.size > 12, 'nobody knows beforehand which it will be')
  t.equal(groupsOf(hex).length, 16)
})
