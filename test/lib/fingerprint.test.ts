import t from 'tap'
import { fingerprintGroups } from '../../src/lib/fingerprint.js'

t.test('a fingerprint is shown in groups of four', async (t) => {
  t.equal(fingerprintGroups('8f3102ac5d7e'), '8f31 02ac 5d7e')
  t.equal(fingerprintGroups('8f310'), '8f31 0', 'nothing is left out')
  t.equal(fingerprintGroups(''), '')
  t.equal(fingerprintGroups('0'.repeat(64)).split(' ').length, 16, 'a SHA-256 has sixteen')
})
