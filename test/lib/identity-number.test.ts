import fc from 'fast-check'
import t from 'tap'
import {
  checkCharacterOf,
  hasKnownProvince,
  lengthenIdentityNumber,
  maskedIdentityNumber,
  maskedTelephone,
  readIdentityNumber,
} from '../../src/lib/identity-number.js'
import { addDays, type PlainDate } from '../../src/lib/plain-date.js'

/** A number that holds together: an unissued region, any day, any sequence. */
const number = fc
  .record({ day: fc.integer({ min: 0, max: 60_000 }), sequence: fc.integer({ min: 0, max: 999 }) })
  .map(({ day, sequence }) => {
    const bornOn = addDays('1900-01-01', day)
    const first17 = `330299${bornOn.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
    return { number: first17 + checkCharacterOf(first17), bornOn, sequence }
  })

t.test('the check character is that of GB 11643', async (t) => {
  // Worked by hand: 3·7+3·9+0+2·5+9·8+9·4+1·2+9·1+6·6+0+0+3·9+0+1·5+4·8+0+0 = 277, 277 mod 11 = 2, so X.
  t.equal(checkCharacterOf('33029919600301400'), 'X')
  t.equal(checkCharacterOf('33029919690908431'), '1')
})

t.test('what each number says', async (t) => {
  for (const { text, expected, because } of [
    { text: '33029919600301400X', expected: 'ok', because: 'right in every part' },
    { text: '33029919600301400x', expected: 'malformed', because: 'cleaning makes a capital X, not this' },
    { text: '330299196003014009', expected: 'checksum', because: 'the last character is X' },
    { text: '3302991960030140', expected: 'malformed', because: '16 digits' },
    { text: '', expected: 'malformed', because: 'nothing' },
    { text: '133029919600301400X', expected: 'malformed', because: 'a digit before' },
    { text: '33029919600301400X1', expected: 'malformed', because: 'a digit after' },
    { text: '330299600301400', expected: 'ok', because: '15 digits, lengthened' },
    {
      text: `33029919600230400${checkCharacterOf('33029919600230400')}`,
      expected: 'impossible-date',
      because: '30 February',
    },
    { text: '330299600231400', expected: 'impossible-date', because: '31 February in a short number' },
  ]) {
    const read = readIdentityNumber(text)
    t.equal(read.ok ? 'ok' : read.error, expected, because)
  }
  t.equal(lengthenIdentityNumber('330299600301400'), '33029919600301400X')
})

t.test('any number that holds together is read back whole', async () => {
  fc.assert(
    fc.property(number, ({ number, bornOn, sequence }) => {
      const read = readIdentityNumber(number)
      return (
        read.ok &&
        read.value.number === number &&
        read.value.bornOn === bornOn &&
        read.value.sex === (sequence % 2 === 1 ? 'male' : 'female')
      )
    }),
  )
})

t.test('one wrong digit, or two neighbours exchanged, never passes', async () => {
  fc.assert(
    fc.property(number, fc.nat(16), fc.integer({ min: 1, max: 9 }), ({ number }, at, by) => {
      const digit = (Number(number.charAt(at)) + by) % 10
      return !readIdentityNumber(number.slice(0, at) + digit + number.slice(at + 1)).ok
    }),
  )
  fc.assert(
    fc.property(number, fc.nat(15), ({ number }, at) => {
      const swapped = number.slice(0, at) + number.charAt(at + 1) + number.charAt(at) + number.slice(at + 2)
      return swapped === number || !readIdentityNumber(swapped).ok
    }),
  )
})

t.test('a short number says the same as the long one it becomes', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 36_000 }), fc.nat(999), (day, sequence) => {
      const bornOn: PlainDate = addDays('1900-01-01', day)
      const short = `330299${bornOn.slice(2).replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
      const read = readIdentityNumber(short)
      const long = readIdentityNumber(lengthenIdentityNumber(short))
      return (
        read.ok &&
        long.ok &&
        read.value.wasShort &&
        !long.value.wasShort &&
        read.value.bornOn === bornOn &&
        long.value.bornOn === bornOn
      )
    }),
  )
})

t.test('provinces and masks', async (t) => {
  t.ok(hasKnownProvince('330299'), 'Zhejiang')
  t.ok(hasKnownProvince('830000'), 'residence permit of people from Taiwan')
  t.notOk(hasKnownProvince('990101'), 'no such province')
  t.equal(maskedIdentityNumber('33029919600301400X'), '330299********400X')
  t.equal(maskedIdentityNumber('1234567890'), '**********', 'too short to show any of it')
  t.equal(maskedIdentityNumber('12345678901'), '123456*8901')
  t.equal(maskedTelephone('13800000000'), '138****0000')
  t.equal(maskedTelephone('6288001'), '*******', 'too short to show any of it')
})
