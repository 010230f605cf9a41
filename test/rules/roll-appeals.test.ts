import t from 'tap'
import { checkAppeal, lastAppealDay } from '../../src/rules/roll-appeals.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'

const three = { ...national2026, appealDays: 3 }
const decidedOn = '2027-04-28'
const labourDays = (day: string) => day >= '2027-05-01' && day <= '2027-05-05'

t.test('the last day, where a procedure gives one; a resident’s day moves past a holiday', async (t) => {
  t.equal(lastAppealDay(decidedOn, national2026), undefined, 'the law gives none')
  t.equal(lastAppealDay(decidedOn, three), '2027-05-01')
  t.equal(lastAppealDay(decidedOn, three, labourDays), '2027-05-06')
  t.equal(lastAppealDay(decidedOn, { ...three, residentsDeadlineSkipsHolidays: false }, labourDays), '2027-05-01')
})

t.test('in time, late, early, and not provided for', async (t) => {
  const codes = (appealedOn: '2027-04-27' | '2027-04-28' | '2027-05-01' | '2027-05-02' | '2027-05-06', set = three) =>
    checkAppeal({ decidedOn, appealedOn }, set).map(({ code, severity }) => `${code} ${severity}`)
  t.strictSame(codes('2027-04-28'), [], 'the same day')
  t.strictSame(codes('2027-05-01'), [], 'the third day')
  t.strictSame(codes('2027-05-02'), ['appeal-late warning'], 'the fourth')
  t.strictSame(codes('2027-04-27'), ['appeal-before-ruling error'], 'before the ruling')
  t.strictSame(codes('2027-04-28', national2026), ['no-second-appeal warning'])
  t.strictSame(checkAppeal({ decidedOn, appealedOn: '2027-05-06' }, three, labourDays), [])
  t.match(checkAppeal({ decidedOn, appealedOn: '2027-05-03' }, three), [
    {
      fields: ['appealedOn'],
      message:
        '对处理决定不服的，应在决定之日起3日内提出：2027年4月28日决定，最迟2027年5月1日；于2027年5月3日提出，迟2日。',
      article: '法律未规定，系统默认',
    },
  ])
  t.match(checkAppeal({ decidedOn, appealedOn: '2027-04-27' }, three), [
    { fields: ['appealedOn'], message: '再次申诉于2027年4月27日提出，早于处理决定日2027年4月28日。' },
  ])
  t.match(checkAppeal({ decidedOn, appealedOn: decidedOn }, national2026), [
    { fields: ['appealedOn'], message: /^适用的规则没有设再次申诉/, article: '法律未规定，系统默认' },
  ])
})
