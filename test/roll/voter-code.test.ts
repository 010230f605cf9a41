import t from 'tap'
import { readVoterCode, voterCode } from '../../src/roll/voter-code.js'

t.test('a card is read back with the election that it was made for', async (t) => {
  t.equal(voterCode(12, 345), 'JX-12-345')
  for (const { scanned, card, because } of [
    { scanned: 'JX-12-345', card: { electionId: 12, voterNumber: 345 }, because: 'as printed' },
    {
      scanned: ' jx-12-345\n',
      card: { electionId: 12, voterNumber: 345 },
      because: 'a scanner with another case and an Enter',
    },
    {
      scanned: 'ＪＸ－１２－３４５',
      card: { electionId: 12, voterNumber: 345 },
      because: 'typed under a full-width input method',
    },
    { scanned: 'JX—13—345', card: { electionId: 13, voterNumber: 345 }, because: 'another election, and long dashes' },
    { scanned: 'JX-12-', card: undefined, because: 'torn' },
    { scanned: '345', card: undefined, because: 'a number is no card' },
    { scanned: 'JX-12-345-6', card: undefined, because: 'something else' },
  ]) {
    t.same(readVoterCode(scanned), card, because)
  }
})
