import t from 'tap'
import { ok, refused } from '../../src/lib/result.js'

t.test('an answer carries its value, a refusal its error', async (t) => {
  t.same(ok(3), { ok: true, value: 3 })
  t.same(refused('late'), { ok: false, error: 'late' })
})
