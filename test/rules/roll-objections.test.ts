import t from 'tap'
import type { PlainDate } from '../../src/lib/plain-date.js'
import {
  checkObjectionWithdrawal,
  checkRepeatedObjection,
  checkObjection,
  checkRollClosing,
  checkRuling,
  decisionDay,
  lastObjectionDay,
} from '../../src/rules/roll-objections.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { inFull } from '../helpers/findings.js'

/** Labour Day 2027 as a calendar might give it. */
const labourDays = (day: PlainDate) => day >= '2027-05-01' && day <= '2027-05-05'

t.test('five days, the day of posting not counted', async (t) => {
  t.equal(lastObjectionDay('2027-04-20', national2026), '2027-04-25')
  t.equal(decisionDay('2027-04-25', national2026), '2027-04-28')
})

t.test("a resident's last day moves past a holiday, a committee's does not", async (t) => {
  for (const { postedOn, last, because } of [
    { postedOn: '2027-04-25', last: '2027-04-30', because: 'the day before the holiday' },
    { postedOn: '2027-04-26', last: '2027-05-06', because: 'its first day' },
    { postedOn: '2027-04-30', last: '2027-05-06', because: 'its last day' },
    { postedOn: '2027-05-01', last: '2027-05-06', because: 'the day after: nothing moves' },
  ] as const) {
    t.equal(lastObjectionDay(postedOn, national2026, labourDays), last, because)
  }
  const strict = { ...national2026, residentsDeadlineSkipsHolidays: false }
  t.equal(lastObjectionDay('2027-04-26', strict, labourDays), '2027-05-01', 'switched off')
  t.equal(
    lastObjectionDay('2027-04-26', national2026, () => true),
    '2027-05-01',
    'a calendar of holidays only',
  )
})

t.test('an objection on the last day is in time, the day after it is late', async (t) => {
  const postedOn = '2027-04-20'
  t.same(checkObjection({ postedOn, receivedOn: '2027-04-20' }, national2026), [], 'the day of posting')
  t.same(checkObjection({ postedOn, receivedOn: '2027-04-25' }, national2026), [], 'the fifth day')
  t.same(checkObjection({ postedOn, receivedOn: '2027-04-26' }, national2026), [
    {
      code: 'objection-late',
      severity: 'warning',
      fields: ['receivedOn'],
      message:
        '对名单的异议应在公布之日起5日内提出：2027年4月20日公布，最迟2027年4月25日；于2027年4月26日提出，迟1日。',
      article: '《城市居民委员会组织法》第十七条',
    },
  ])
  t.match(checkObjection({ postedOn, receivedOn: '2027-04-19' }, national2026), [
    { code: 'objection-before-posting', severity: 'error' },
  ])
  t.same(checkObjection({ postedOn: '2027-04-26', receivedOn: '2027-05-06' }, national2026, labourDays), [])
})

t.test('three days for the ruling', async (t) => {
  const receivedOn = '2027-04-25'
  t.same(checkRuling({ receivedOn, decidedOn: '2027-04-25' }, national2026), [], 'at once')
  t.same(checkRuling({ receivedOn, decidedOn: '2027-04-28' }, national2026), [], 'the third day')
  t.match(checkRuling({ receivedOn, decidedOn: '2027-04-29' }, national2026), [
    { code: 'ruling-late', severity: 'warning', message: /最迟2027年4月28日；于2027年4月29日作出，迟1日。$/ },
  ])
  t.match(checkRuling({ receivedOn, decidedOn: '2027-04-24' }, national2026), [
    { code: 'ruling-before-objection', severity: 'error' },
  ])
})

t.test('the roll is closed after the last day for objecting and with nothing undecided', async (t) => {
  const postedOn = '2027-04-20'
  t.same(checkRollClosing({ postedOn, closingOn: '2027-04-26', openObjections: 0 }, national2026), [])
  t.match(checkRollClosing({ postedOn, closingOn: '2027-04-25', openObjections: 0 }, national2026), [
    { code: 'objection-days-running', message: /2027年4月26日起才能确定名单/ },
  ])
  t.match(checkRollClosing({ postedOn, closingOn: '2027-04-26', openObjections: 2 }, national2026), [
    { code: 'objections-undecided', message: /还有2件异议/ },
  ])
  t.equal(checkRollClosing({ postedOn, closingOn: '2027-04-22', openObjections: 1 }, national2026).length, 2)
  t.equal(
    checkRollClosing({ postedOn: '2027-04-26', closingOn: '2027-05-06', openObjections: 0 }, national2026, labourDays)
      .length,
    1,
    'the holiday moves the last day',
  )
})

t.test('every finding in full', async (t) => {
  const [postedOn, receivedOn] = ['2027-04-20', '2027-04-25'] as const
  t.same(inFull(checkObjection({ postedOn, receivedOn: '2027-04-19' }, national2026)), [
    'error objection-before-posting [receivedOn]: 异议于2027年4月19日提出，早于名单公布日2027年4月20日。（《城市居民委员会组织法》第十七条）',
  ])
  t.same(inFull(checkRuling({ receivedOn, decidedOn: '2027-04-24' }, national2026)), [
    'error ruling-before-objection [decidedOn]: 处理决定日2027年4月24日早于异议提出日2027年4月25日。（《城市居民委员会组织法》第十七条）',
  ])
  t.same(inFull(checkRuling({ receivedOn, decidedOn: '2027-04-29' }, national2026)), [
    'warning ruling-late [decidedOn]: 异议应在收到之日起3日内作出处理决定：2027年4月25日收到，最迟2027年4月28日；于2027年4月29日作出，迟1日。（《城市居民委员会组织法》第十七条）',
  ])
  t.same(inFull(checkRollClosing({ postedOn, closingOn: '2027-04-25', openObjections: 2 }, national2026)), [
    'error objection-days-running []: 异议期到2027年4月25日为止，2027年4月26日起才能确定名单；拟于2027年4月25日确定。（《城市居民委员会组织法》第十七条）',
    'error objections-undecided []: 还有2件异议没有处理，处理完才能确定名单。（《城市居民委员会组织法》第十七条）',
  ])
})

t.test('the same matter brought again', async (t) => {
  const matter = { about: '王伟', asks: 'removed' }
  const earlier = (state: 'open' | 'decided' | 'withdrawn', wish: object = {}) => ({
    ...matter,
    number: 4,
    state,
    ...wish,
  })
  for (const { list, code, severity, because } of [
    { list: [], because: 'the first' },
    { list: [earlier('withdrawn')], because: 'withdrawn: may be brought again' },
    { list: [earlier('open', { about: '王维' })], because: 'about somebody else' },
    { list: [earlier('decided', { asks: 'corrected' })], because: 'asks for something else' },
    { list: [earlier('open')], code: 'objection-pending', severity: 'error', because: 'not decided yet' },
    { list: [earlier('decided')], code: 'objection-repeated', severity: 'warning', because: 'decided' },
    {
      list: [earlier('decided'), earlier('open', { number: 5 })],
      code: 'objection-pending',
      severity: 'error',
      because: 'decided once, brought again',
    },
  ]) {
    const findings = checkRepeatedObjection(matter, list, national2026)
    t.match(findings, code ? [{ code, severity, fields: ['subject'] }] : [], because)
    t.equal(findings.length, code ? 1 : 0, because)
  }
  t.match(checkRepeatedObjection(matter, [earlier('open')], national2026), [
    { message: /^同一事项已作为第4号异议受理，尚未处理/, article: '《城市居民委员会组织法》第十七条' },
  ])
  t.match(checkRepeatedObjection(matter, [earlier('decided')], national2026), [
    { message: /^同一事项已由第4号异议处理/, article: '《城市居民委员会组织法》第十七条' },
  ])
})

t.test('withdrawn after it was raised and before it is decided', async (t) => {
  const receivedOn = '2027-04-22'
  t.strictSame(checkObjectionWithdrawal({ receivedOn, withdrawnOn: '2027-04-22' }), [], 'the same day')
  t.strictSame(checkObjectionWithdrawal({ receivedOn, withdrawnOn: '2027-04-21' }), [
    {
      code: 'withdrawn-before-objection',
      severity: 'error',
      fields: ['withdrawnOn'],
      message: '撤回日2027年4月21日早于异议提出日2027年4月22日。',
    },
  ])
  t.match(checkObjectionWithdrawal({ receivedOn, withdrawnOn: '2027-04-23', decidedOn: '2027-04-23' }), [
    { code: 'withdrawn-after-ruling', message: '异议已于2027年4月23日作出处理决定，不能再撤回。' },
  ])
})
