import t from 'tap'
import { type BoxActKind, nextBoxActs } from '../../src/rules/box-acts.js'

t.test('a box goes its way step by step, and travels only where the count is elsewhere', async (t) => {
  const rows: [done: BoxActKind[], next: BoxActKind[]][] = [
    [[], []],
    [['shownEmpty'], ['sealed']],
    [
      ['shownEmpty', 'sealed'],
      ['departed', 'unsealed'],
    ],
    [['shownEmpty', 'sealed', 'departed'], ['arrived']],
    [['departed', 'sealed', 'shownEmpty', 'arrived'], ['unsealed']],
    [['shownEmpty', 'sealed', 'unsealed'], []],
  ]
  for (const [done, next] of rows) t.same(nextBoxActs(done), next, done.join(' '))
})
