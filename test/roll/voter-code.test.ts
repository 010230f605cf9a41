import t from 'tap'
import { voterCode, voterNumberOf } from '../../src/roll/voter-code.js'

t.test('a card is read back by the election that it was made for, and by no other', async (t) => {
  t.equal(voterCode(12, 345), 'JX-12-345')
  for (const { scanned, number, because } of [
    { scanned: 'JX-12-345', number: 345, because: 'as printed' },
    { scanned: ' jx-12-345\n', number: 345, because: 'a scanner with another case and an Enter' },
    { scanned: 'ＪＸ－１２－３４５', number: 345, because: 'typed under a full-width input method' },
    { scanned: 'JX-13-345', number: undefined, because: 'another election' },
    { scanned: 'JX-12-', number: undefined, because: 'torn' },
    { scanned: '345', number: undefined, because: 'a number is no card' },
    { scanned: 'JX-12-345-6', number: undefined, because: 'something else' },
  ]) {
    t.equal(voterNumberOf(scanned, 12), number, because)
  }
})
