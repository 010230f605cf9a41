import t from 'tap'
import { checkRecallSheet, differingFields, enterRecallSheet, type RecallSheet } from '../../src/rules/recall-count.js'

const sheet: RecallSheet = { issued: 60, returned: 58, for: 40, against: 15, blank: 1, invalid: 2 }
const codes = (wish: Partial<RecallSheet>, voters = 60) =>
  checkRecallSheet({ ...sheet, ...wish }, voters).map(({ code }) => code)

t.test('a sheet adds up', async (t) => {
  t.strictSame(codes({}), [])
  t.strictSame(codes({ for: 41 }), ['recall-ballots-do-not-add-up'])
  t.strictSame(codes({ issued: 57 }), ['recall-more-ballots-than-issued'])
  t.strictSame(codes({}, 59), ['recall-more-issued-than-voters'])
  t.match(
    checkRecallSheet({ ...sheet, blank: 0 }, 60)[0]?.message,
    '收回58张，不等于同意40张＋不同意15张＋空白0张＋无效2张＝57张',
  )
})

t.test('only what two people typed alike is definitive', async (t) => {
  const first = { accountId: 1, sheet }
  const once = enterRecallSheet({ status: 'empty' }, first)
  t.strictSame(once, { ok: true, value: { status: 'once', first } })
  if (!once.ok) return
  t.strictSame(enterRecallSheet(once.value, first), { ok: false, error: 'same-person' })
  const alike = enterRecallSheet(once.value, { accountId: 2, sheet })
  t.match(alike, { ok: true, value: { status: 'definitive' } })
  const other = { accountId: 2, sheet: { ...sheet, for: 39, against: 16 } }
  t.match(enterRecallSheet(once.value, other), { ok: true, value: { status: 'differ', second: other } })
  t.strictSame(differingFields(sheet, other.sheet), ['for', 'against'])
  if (alike.ok) t.strictSame(enterRecallSheet(alike.value, other), { ok: false, error: 'wrong-state' })
})
