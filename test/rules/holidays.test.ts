import fc from 'fast-check'
import t from 'tap'
import { addDays, type PlainDate } from '../../src/lib/plain-date.js'
import {
  type CalendarDay,
  firstWorkingDay,
  holidayTest,
  type MovingFeasts,
  noHolidays,
  statutoryDaysOff,
} from '../../src/rules/holidays.js'

const labour: readonly CalendarDay[] = [
  ...(['2026-05-01', '2026-05-02', '2026-05-03', '2026-05-04', '2026-05-05'] as const).map(
    (day): CalendarDay => ({ day, kind: 'off', name: '劳动节' }),
  ),
  { day: '2026-05-09', kind: 'work', name: '劳动节调休' },
]

t.test('a day is off by the calendar first, by the week only where the switch says so', async (t) => {
  const withWeekends = holidayTest({ days: labour, weekendsAreOff: true })
  const without = holidayTest({ days: labour, weekendsAreOff: false })
  for (const [day, switchedOn, switchedOff, because] of [
    ['2026-04-30', false, false, 'an ordinary Thursday'],
    ['2026-05-01', true, true, 'the first day of the holiday'],
    ['2026-05-05', true, true, 'its last day, a Tuesday'],
    ['2026-05-06', false, false, 'the day after'],
    ['2026-05-09', false, false, 'a Saturday that is worked'],
    ['2026-05-10', true, false, 'an ordinary Sunday'],
    ['2026-05-16', true, false, 'an ordinary Saturday'],
    ['2026-05-15', false, false, 'a Friday'],
    ['2026-05-18', false, false, 'a Monday'],
  ] as const) {
    t.equal(withWeekends(day), switchedOn, because)
    t.equal(without(day), switchedOff, because)
  }
  t.equal(noHolidays('2026-05-01'), false, 'without a calendar no day is off')
})

t.test('the first working day', async (t) => {
  const isHoliday = holidayTest({ days: labour, weekendsAreOff: true })
  t.equal(firstWorkingDay('2026-04-30', isHoliday), '2026-04-30', 'a working day stays')
  t.equal(firstWorkingDay('2026-05-01', isHoliday), '2026-05-06', 'over the whole holiday')
  t.equal(firstWorkingDay('2026-05-16', isHoliday), '2026-05-18', 'over a weekend')
  t.equal(firstWorkingDay('2026-05-09', isHoliday), '2026-05-09', 'a worked Saturday is no day off')
  t.equal(
    firstWorkingDay('2026-05-01', () => true),
    '2026-05-01',
    'a calendar without an end moves nothing',
  )
  const upTo = (last: PlainDate) => (day: PlainDate) => day <= last
  t.equal(firstWorkingDay('2026-05-01', upTo('2026-05-30')), '2026-05-31', 'thirty days are bridged')
  t.equal(firstWorkingDay('2026-05-01', upTo('2026-05-31')), '2026-05-01', 'thirty-one are not')
})

const feasts2027: MovingFeasts = {
  springFestival: '2027-02-06',
  tombSweeping: '2027-04-05',
  dragonBoat: '2027-06-09',
  midAutumn: '2027-09-15',
}

t.test('the thirteen days off of a year (放假办法 of 2024, art. 2)', async (t) => {
  t.strictSame(
    statutoryDaysOff(2027, feasts2027).map(({ day, name, kind }) => `${day} ${name} ${kind}`),
    [
      '2027-01-01 元旦 off',
      '2027-02-05 春节 off',
      '2027-02-06 春节 off',
      '2027-02-07 春节 off',
      '2027-02-08 春节 off',
      '2027-04-05 清明节 off',
      '2027-05-01 劳动节 off',
      '2027-05-02 劳动节 off',
      '2027-06-09 端午节 off',
      '2027-09-15 中秋节 off',
      '2027-10-01 国庆节 off',
      '2027-10-02 国庆节 off',
      '2027-10-03 国庆节 off',
    ],
  )
  const after = statutoryDaysOff(2025, {
    springFestival: '2025-01-29',
    tombSweeping: '2025-04-04',
    dragonBoat: '2025-05-31',
    midAutumn: '2025-10-06',
  })
  t.strictSame(
    after.slice(-4).map(({ day }) => day),
    ['2025-10-01', '2025-10-02', '2025-10-03', '2025-10-06'],
    'in the order of the year',
  )
  const shared = statutoryDaysOff(2020, { ...feasts2027, midAutumn: '2020-10-01' })
  t.equal(shared.filter(({ day }) => day === '2020-10-01').length, 1, 'a day that is two feasts is one day off')
})

t.test('whatever the calendar, the first working day is never earlier and never more than thirty days on', async () => {
  const anyDays = fc.array(fc.nat({ max: 60 }), { maxLength: 40 })
  fc.assert(
    fc.property(anyDays, fc.boolean(), fc.nat({ max: 60 }), (offs, weekendsAreOff, start) => {
      const days = offs.map((n): CalendarDay => ({ day: addDays('2027-04-01', n), kind: 'off', name: '假' }))
      const isHoliday = holidayTest({ days, weekendsAreOff })
      const from = addDays('2027-04-01', start)
      const found = firstWorkingDay(from, isHoliday)
      return found >= from && found <= addDays(from, 30) && (!isHoliday(found) || found === from)
    }),
  )
})
