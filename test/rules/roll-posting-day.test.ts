import fc from 'fast-check'
import t from 'tap'
import { addDays, type PlainDate } from '../../src/lib/plain-date.js'
import { consequencesOfPosting } from '../../src/rules/roll-posting-day.js'
import { timetableFacts } from '../helpers/timetable.js'

const codes = (on: PlainDate, facts = timetableFacts()) =>
  consequencesOfPosting(on, facts).findings.map(({ code }) => code)

t.test('the critical path: a roll posted late presses nominees, then candidates', async (t) => {
  for (const [on, expected, because] of [
    ['2027-04-27', [], 'D-23: the last objection is decided on the day the nominees are posted'],
    ['2027-04-28', ['roll-stands-after-nominees'], 'D-22: a day after it'],
    ['2027-04-29', ['roll-stands-after-nominees'], 'D-21'],
    ['2027-04-30', ['roll-posted-on-last-day', 'roll-stands-after-nominees'], 'D-20'],
    ['2027-05-01', ['roll-posted-late', 'roll-stands-after-nominees'], 'D-19'],
    ['2027-05-09', ['roll-posted-late', 'roll-stands-after-nominees'], 'objections to D-6, the roll stands on D-5'],
    [
      '2027-05-10',
      ['roll-posted-late', 'roll-stands-after-nominees', 'roll-stands-after-candidates'],
      'objections until D-5',
    ],
  ] as const) {
    t.strictSame(codes(on), expected, because)
  }
})

t.test('the days that follow from it', async (t) => {
  t.match(consequencesOfPosting('2027-05-02', timetableFacts()), {
    lastObjection: '2027-05-07',
    lastDecision: '2027-05-10',
    earliestElection: '2027-05-22',
    easyUntil: '2027-04-27',
  })
  const isHoliday = (day: PlainDate) => day >= '2027-05-01' && day <= '2027-05-05'
  const overLabourDay = consequencesOfPosting('2027-04-27', timetableFacts([], { isHoliday }))
  t.match(overLabourDay, { lastObjection: '2027-05-06', lastDecision: '2027-05-09', easyUntil: '2027-04-25' })
  t.strictSame(
    overLabourDay.findings.map(({ code }) => code),
    ['roll-stands-after-nominees'],
  )
})

t.test('the sentences', async (t) => {
  const { findings } = consequencesOfPosting('2027-05-10', timetableFacts())
  t.equal(
    findings[1]?.message,
    '名单最晚要到2027年5月18日才能确定，初步候选人名单最迟2027年5月5日公布：名单每改动一次，都要重新核对联名人和被提名人。2027年4月27日或以前公布名单，就没有这个冲突。',
  )
  t.equal(
    findings[2]?.message,
    '名单最晚要到2027年5月16日才能确定，正式候选人名单最迟2027年5月15日公布：名单没有确定，正式候选人不能按期确定。2027年4月27日或以前公布名单，就没有这个冲突。',
  )
  t.ok(findings.slice(1).every(({ severity, fields }) => severity === 'warning' && fields.length === 0))
})

t.test('posted on the last easy day or before, nothing is pressed; a day later something is', async () => {
  const anyHoliday = fc.array(fc.nat({ max: 40 }), { maxLength: 12 })
  fc.assert(
    fc.property(anyHoliday, fc.nat({ max: 30 }), (offs, before) => {
      const days = new Set(offs.map((n) => addDays('2027-04-15', n)))
      const facts = timetableFacts([], { isHoliday: (day) => days.has(day) })
      const { easyUntil } = consequencesOfPosting('2027-04-20', facts)
      const isPressed = (on: PlainDate) => codes(on, facts).some((code) => code.startsWith('roll-stands'))
      return !isPressed(addDays(easyUntil, -before)) && isPressed(addDays(easyUntil, 1))
    }),
  )
})
