import t from 'tap'
import type { PlainDate } from '../../src/lib/plain-date.js'
import { checkPosting, postedUntil, type PostedNotice } from '../../src/rules/posting-term.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { addDays } from '../../src/lib/plain-date.js'

const votingDay: PlainDate = '2027-05-20'

t.test('until when a notice stays on the wall', async (t) => {
  const handedOver = addDays(votingDay, national2026.handoverDays)
  for (const { postedOn, until, because } of [
    { postedOn: '2027-04-25', until: votingDay, because: 'before the vote: until the vote' },
    { postedOn: '2027-05-19', until: votingDay, because: 'the day before' },
    { postedOn: '2027-05-20', until: handedOver, because: 'on the day itself: the result' },
    { postedOn: addDays(handedOver, 3), until: addDays(handedOver, 3), because: 'never before it was posted' },
  ] satisfies { postedOn: PlainDate; until: PlainDate; because: string }[]) {
    t.equal(postedUntil(postedOn, votingDay, national2026), until, because)
  }
})

t.test('days of a posting that do not fit', async (t) => {
  for (const { notice, code, says, because } of [
    { notice: { postedOn: '2027-04-25', issuedOn: '2027-04-25' }, code: [], says: /^$/, because: 'the same day' },
    {
      notice: { postedOn: '2027-04-24', issuedOn: '2027-04-25' },
      code: ['error posted-before-issue'],
      says: /早于印发日2027年4月25日/,
      because: 'it was not printed yet',
    },
    {
      notice: { postedOn: '2027-04-26', issuedOn: '2027-04-25' },
      code: ['warning posted-after-issue'],
      says: /2027年4月26日才张贴/,
      because: 'a day late',
    },
    {
      notice: { postedOn: '2027-04-27', issuedOn: '2027-04-27', rollPostedOn: '2027-04-25' },
      code: ['warning roll-posted-late'],
      says: /截止日2027年4月30日.*应到2027年5月2日为止/,
      because: 'five days from the posting, not from what is printed',
    },
    {
      notice: { postedOn: '2027-04-25', issuedOn: '2027-04-25', rollPostedOn: '2027-04-25' },
      code: [],
      says: /^$/,
      because: 'the list on its day',
    },
  ] satisfies { notice: PostedNotice; code: string[]; says: RegExp; because: string }[]) {
    const findings = checkPosting(notice, national2026)
    t.strictSame(
      findings.map(({ severity, code }) => `${severity} ${code}`),
      code,
      because,
    )
    t.match(findings.map(({ message }) => message).join(''), says, because)
  }
})
