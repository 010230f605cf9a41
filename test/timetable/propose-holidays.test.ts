import t from 'tap'
import { proposeHolidays } from '../../src/timetable/propose-holidays.js'

const list = (first: `${number}-${number}-${number}`, last: `${number}-${number}-${number}`) =>
  proposeHolidays(first, last).days.map(({ day, kind, name }) => `${day} ${kind} ${name}`)

t.test('a year that the State Council has arranged, as it arranged it', async (t) => {
  t.strictSame(list('2026-04-01', '2026-06-30'), [
    '2026-04-04 off 清明',
    '2026-04-05 off 清明',
    '2026-04-06 off 清明',
    '2026-05-01 off 劳动节',
    '2026-05-02 off 劳动节',
    '2026-05-03 off 劳动节',
    '2026-05-04 off 劳动节',
    '2026-05-05 off 劳动节',
    '2026-05-09 work 劳动节调休上班',
    '2026-06-19 off 端午',
    '2026-06-20 off 端午',
    '2026-06-21 off 端午',
  ])
  t.equal(proposeHolidays('2026-04-01', '2026-06-30').source, '国务院办公厅关于2026年部分节假日安排的通知')
})

t.test('a later year, by the law and the sky, in whatever zone the machine stands', async (t) => {
  t.strictSame(list('2027-02-01', '2027-09-30'), [
    '2027-02-05 off 春节',
    '2027-02-06 off 春节',
    '2027-02-07 off 春节',
    '2027-02-08 off 春节',
    '2027-04-05 off 清明节',
    '2027-05-01 off 劳动节',
    '2027-05-02 off 劳动节',
    '2027-06-09 off 端午节',
    '2027-09-15 off 中秋节',
  ])
  t.strictSame(list('2028-04-01', '2028-06-30'), [
    '2028-04-04 off 清明节',
    '2028-05-01 off 劳动节',
    '2028-05-02 off 劳动节',
    '2028-05-28 off 端午节',
  ])
  t.match(proposeHolidays('2026-12-01', '2027-01-31').source, /2026年部分节假日安排的通知；.*2027年的安排尚未公布/)
})
