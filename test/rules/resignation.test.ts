import t from 'tap'
import {
  absenceAsResignation,
  decideResignation,
  lastChangeNoticeDay,
  type Resignation,
} from '../../src/rules/resignation.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { sichuan2026 } from '../../src/rules/rule-sets/sichuan-2026.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'

function resignation(meeting: Partial<Resignation['meeting']> = {}): Resignation {
  const usual = {
    assembly: 'representativesAssembly',
    on: '2028-03-31',
    entitled: 60,
    present: 40,
    inFavour: 21,
  } as const
  return { member: '王伟', appliedOn: '2028-03-01', meeting: { ...usual, ...meeting } }
}

t.test('in effect on the day a quorate meeting approves it by more than half of those present', async (t) => {
  for (const { meeting, effective, codes, because } of [
    { meeting: {}, effective: true, codes: [], because: 'two thirds present, one more than half in favour' },
    { meeting: { inFavour: 20 }, effective: false, codes: ['resignation-not-approved'], because: 'exactly half' },
    { meeting: { inFavour: 40 }, effective: true, codes: [], because: 'all' },
    {
      meeting: { inFavour: 41 },
      effective: false,
      codes: ['resignation-more-votes-than-present'],
      because: 'too many',
    },
    { meeting: { present: 39 }, effective: false, codes: ['no-quorum'], because: 'one short of two thirds' },
    {
      meeting: { assembly: 'residentsAssembly', entitled: 1000, present: 501, inFavour: 251 },
      effective: true,
      codes: [],
      because: 'the residents themselves',
    },
    {
      meeting: { assembly: 'residentsAssembly', entitled: 1000, present: 500, inFavour: 251 },
      effective: false,
      codes: ['no-quorum'],
      because: 'exactly half of the residents',
    },
    { meeting: { on: '2028-03-01' }, effective: true, codes: [], because: 'the same day' },
    {
      meeting: { on: '2028-02-29' },
      effective: false,
      codes: ['resignation-meeting-before-application'],
      because: 'before it was asked for',
    },
    {
      meeting: { on: '2028-04-01' },
      effective: true,
      codes: ['resignation-meeting-late'],
      because: 'late, and still valid',
    },
  ] as const) {
    const decision = decideResignation(resignation(meeting), zhejiang2026)
    t.equal(decision.effectiveOn !== undefined, effective, because)
    t.strictSame(
      decision.findings.map(({ code }) => code),
      codes,
      because,
    )
  }
})

t.test('the sentences and findings in full', async (t) => {
  t.strictSame(decideResignation(resignation(), zhejiang2026), {
    effectiveOn: '2028-03-31',
    sentence:
      '居民代表会议于2028年3月31日同意王伟辞职：同意21人，超过到会40人的半数（21×2＝42＞40），自当日起生效（《城市居民委员会组织法》第二十一条）。',
    findings: [],
  })
  t.match(decideResignation(resignation({ inFavour: 20 }), zhejiang2026), {
    sentence: '王伟的辞职没有生效（《城市居民委员会组织法》第二十一条）。',
    findings: [
      {
        severity: 'error',
        fields: ['inFavour'],
        message: '同意20人，未超过到会40人的半数（20×2＝40，等于40），辞职未获同意。',
        article: '《城市居民委员会组织法》第二十九条',
      },
    ],
  })
  const residents = { assembly: 'residentsAssembly', entitled: 60, present: 40, inFavour: 9 } as const
  t.match(decideResignation(resignation(residents), zhejiang2026).findings, [
    { article: '《城市居民委员会组织法》第二十七条' },
  ])
  t.match(decideResignation(resignation({ inFavour: 41 }), zhejiang2026).findings, [
    { severity: 'error', fields: ['inFavour'], message: '同意41人，多于到会40人。' },
  ])
  const article = '参照《浙江省村民委员会选举办法》第三十七条'
  t.match(decideResignation(resignation({ on: '2028-04-01' }), zhejiang2026).findings, [
    {
      severity: 'warning',
      fields: ['on'],
      message: '辞职应在提出后30日内由会议讨论：2028年3月1日提出，最迟2028年3月31日；于2028年4月1日开会，迟1日。',
      article,
    },
  ])
  t.match(decideResignation(resignation({ on: '2028-02-29' }), zhejiang2026).findings, [
    { severity: 'error', fields: ['on'], message: '会议日2028年2月29日早于提出辞职之日2028年3月1日。', article },
  ])
})

t.test('six months of absence count as a resignation where a rule says so', async (t) => {
  const absence = { member: '王伟', absentSince: '2027-08-31', on: '2028-02-29' } as const
  t.strictSame(absenceAsResignation({ ...absence, on: '2028-02-28' }, sichuan2026), [], 'a day short')
  t.match(absenceAsResignation(absence, sichuan2026), [
    {
      code: 'absence-counts-as-resignation',
      severity: 'warning',
      fields: ['absentSince'],
      message: '王伟自2027年8月31日起连续6个月不能履行职务，到2028年2月29日已满，视为辞职。',
      article: '《四川省城市居民委员会选举条例》第四十一条',
    },
  ])
  t.strictSame(absenceAsResignation({ ...absence, on: '2032-01-01' }, national2026), [], 'no such rule')
})

t.test('the last day for the notice of a change', async (t) => {
  t.equal(lastChangeNoticeDay('2028-03-31', zhejiang2026), '2028-04-05')
})

t.test(
  'a meeting that is late against a binding rule is an error of its own, and the resignation stands',
  async (t) => {
    const bound = { source: '某条例', certainty: 'read', mayBeSetLocally: false } as const
    const provenance = { ...zhejiang2026.provenance, resignationMeetingDays: bound }
    const decision = decideResignation(resignation({ on: '2028-04-01' }), { ...zhejiang2026, provenance })
    t.match(decision.findings, [{ code: 'resignation-meeting-late', severity: 'error', article: '某条例' }])
    t.equal(decision.effectiveOn, '2028-04-01')
  },
)
