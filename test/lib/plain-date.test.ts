import fc from 'fast-check'
import t from 'tap'
import {
  addDays,
  addMonths,
  ageOn,
  dayOfWeek,
  daysBetween,
  type PlainDate,
  parsePlainDate,
  plainDate,
} from '../../src/lib/plain-date.js'

const anyDay = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays('1900-01-01', days))

t.test('only days of the calendar are read', async (t) => {
  for (const { text, day, because } of [
    { text: '2027-05-20', day: '2027-05-20', because: 'a day' },
    { text: '2028-02-29', day: '2028-02-29', because: 'a leap day' },
    { text: '2027-02-29', day: undefined, because: 'no leap year' },
    { text: '2100-02-29', day: undefined, because: 'a century is no leap year' },
    { text: '2027-13-01', day: undefined, because: 'no thirteenth month' },
    { text: '2027-5-20', day: undefined, because: 'unpadded' },
    { text: ' 2027-05-20', day: undefined, because: 'a space before' },
    { text: '2027-05-20 ', day: undefined, because: 'a space after' },
    { text: '0999-05-20', day: undefined, because: 'before the year 1000' },
  ]) {
    t.equal(parsePlainDate(text), day, because)
  }
  for (const { year, day, because } of [
    { year: 999, day: undefined, because: 'before the year 1000' },
    { year: 1000, day: '1000-01-01', because: 'the first year' },
    { year: 9999, day: '9999-01-01', because: 'the last year' },
    { year: 10_000, day: undefined, because: 'after the year 9999' },
  ]) {
    t.equal(plainDate(year, 1, 1), day, because)
  }
})

t.test('days are counted over month and year ends', async (t) => {
  t.equal(addDays('2027-05-20', -20), '2027-04-30')
  t.equal(addDays('2027-12-31', 1), '2028-01-01')
  t.equal(daysBetween('2027-04-30', '2027-05-20'), 20)
  t.equal(daysBetween('2027-05-20', '2027-04-30'), -20)
  t.equal(dayOfWeek('2027-05-20'), 4, 'a Thursday')
})

t.test('adding days and counting them undo each other', async () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -20_000, max: 20_000 }), (day, days) => {
      const other = addDays(day, days)
      return daysBetween(day, other) === days && (days > 0 ? other > day : other <= day)
    }),
  )
})

t.test('months end on the last day where the day is missing (Civil Code art. 202)', async (t) => {
  for (const { day, months, then, because } of [
    { day: '2026-11-20', months: 6, then: '2027-05-20', because: 'over the year' },
    { day: '2026-08-31', months: 6, then: '2027-02-28', because: 'February has no 31st' },
    { day: '2027-08-31', months: 6, then: '2028-02-29', because: 'nor in a leap year' },
    { day: '2028-02-29', months: -216, then: '2010-02-28', because: 'eighteen years back' },
    { day: '2027-01-31', months: -1, then: '2026-12-31', because: 'backwards over the year' },
  ] as const) {
    t.equal(addMonths(day, months), then, because)
  }
})

t.test('age in completed years', async (t) => {
  for (const { birth, day, age, because } of [
    { birth: '2009-05-20', day: '2027-05-20', age: 18, because: 'the birthday counts' },
    { birth: '2009-05-21', day: '2027-05-20', age: 17, because: 'a day short' },
    { birth: '2008-02-29', day: '2026-02-28', age: 17, because: 'born on 29 February, the day before' },
    { birth: '2008-02-29', day: '2026-03-01', age: 18, because: 'born on 29 February, 1 March without a 29th' },
    { birth: '2008-02-29', day: '2028-02-29', age: 20, because: 'born on 29 February, in a leap year' },
    { birth: '2027-05-21', day: '2027-05-20', age: -1, because: 'not yet born' },
  ] as const) {
    t.equal(ageOn(birth, day), age, because)
  }
})

t.test('nobody grows younger', async () => {
  fc.assert(
    fc.property(anyDay, anyDay, fc.nat({ max: 1_000 }), (birth: PlainDate, day, later) => {
      return ageOn(birth, addDays(day, later)) >= ageOn(birth, day)
    }),
  )
})
