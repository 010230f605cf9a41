import t from 'tap'
import { assert, unreachable } from '../../src/lib/assert.js'

t.test('a false condition throws with its message, a true one does not', async (t) => {
  t.throws(() => assert(false, 'seats are positive'), { message: 'assertion failed: seats are positive' })
  t.throws(() => assert(0, 'nought is not true'), { message: /nought/ })
  t.doesNotThrow(() => assert(1, 'true'))
})

t.test('the impossible branch names the value that came', async (t) => {
  t.throws(() => unreachable({ kind: 'strange' } as never), { message: 'unreachable: {"kind":"strange"}' })
})
