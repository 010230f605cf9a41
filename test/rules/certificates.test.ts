import t from 'tap'
import {
  certificateNumberText,
  checkIssuing,
  termOfOffice,
  untrueCertificates,
  withoutCertificate,
} from '../../src/rules/certificates.js'

t.test('the term ends on the day before the same day five years on', async (t) => {
  t.strictSame(termOfOffice('2027-05-20', '2027-05-20', { termYears: 5 }), { from: '2027-05-20', until: '2032-05-19' })
  t.strictSame(termOfOffice('2028-02-29', '2028-02-29', { termYears: 5 }), { from: '2028-02-29', until: '2033-02-27' })
  const late = termOfOffice('2029-01-10', '2027-05-20', { termYears: 5 })
  t.strictSame(late, { from: '2029-01-10', until: '2032-05-19' }, 'whoever comes in later ends with the committee')
})

t.test('a number names year, community and place in the register', async (t) => {
  t.equal(certificateNumberText('2027-05-24', '桃源里社区', 3), '（2027）桃源里社区居选证第3号')
})

const wang = { personId: '1', postId: 1, name: '王伟' }
const li = { personId: '2', postId: 2, name: '李秀英' }
const held = { ...wang, isWithdrawn: false }

t.test('whoever has none in force for the post is due one; who lost the post has an untrue one', async (t) => {
  t.strictSame(withoutCertificate([wang, li], [held]), [li])
  t.strictSame(withoutCertificate([wang], [{ ...held, isWithdrawn: true }]), [wang], 'withdrawn: due again')
  t.strictSame(withoutCertificate([{ ...wang, postId: 3 }], [held]), [{ ...wang, postId: 3 }], 'another post')
  t.strictSame(untrueCertificates([held], [li]), [held])
  t.strictSame(untrueCertificates([held], [{ ...wang, name: '王玮' }]), [held], 'the name was corrected')
  t.strictSame(untrueCertificates([{ ...held, isWithdrawn: true }], []), [])
  t.strictSame(untrueCertificates([held], [wang, li]), [])
})

t.test('issued when the committee is whole, best after the filing', async (t) => {
  const good = { isDeclared: true, isLaterVoteOpen: false, isRecounting: false, isFiled: true, untrue: [] }
  for (const { change, codes, because } of [
    { change: {}, codes: [], because: 'all in order' },
    { change: { isDeclared: false, isFiled: false }, codes: ['not-yet-result-declared'], because: 'that says it all' },
    { change: { isLaterVoteOpen: true }, codes: ['later-vote-due'], because: 'a run-off is due' },
    { change: { isRecounting: true }, codes: ['recount-open'], because: 'it may come out otherwise' },
    { change: { isFiled: false }, codes: ['not-yet-filed'], because: 'a warning' },
    { change: { untrue: [{ number: 2 }] }, codes: ['untrue-certificate'], because: 'withdraw that first' },
  ])
    t.strictSame(
      checkIssuing({ ...good, ...change }).map(({ code }) => code),
      codes,
      because,
    )
})
