import t from 'tap'
import { checkRecallPetition, lastRecallVoteDay, type RecallPetition } from '../../src/rules/recall-petition.js'
import { sichuan2026 } from '../../src/rules/rule-sets/sichuan-2026.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'
import { inFull } from '../helpers/findings.js'

const petition: RecallPetition = {
  form: 'allVoters',
  signatories: 100,
  entitled: 1000,
  entitledSource: '派出所户籍人口和常住人口统计',
  reasons: '一年没有公布账目',
  filedOn: '2028-03-01',
}
const find = (wish: Partial<RecallPetition>) => checkRecallPetition({ ...petition, ...wish }, zhejiang2026)

t.test(
  'a tenth of those with the vote or of the households, a third of the representatives; exactly is enough',
  async (t) => {
    for (const { form, entitled, signatories, enough } of [
      { form: 'allVoters', entitled: 1000, signatories: 100, enough: true },
      { form: 'allVoters', entitled: 1000, signatories: 99, enough: false },
      { form: 'allVoters', entitled: 1001, signatories: 100, enough: false },
      { form: 'households', entitled: 500, signatories: 50, enough: true },
      { form: 'households', entitled: 500, signatories: 49, enough: false },
      { form: 'representatives', entitled: 60, signatories: 20, enough: true },
      { form: 'representatives', entitled: 60, signatories: 19, enough: false },
      { form: 'allVoters', entitled: 0, signatories: 0, enough: false },
    ] as const) {
      const codes = find({ form, entitled, signatories }).map(({ code }) => code)
      t.strictSame(codes, enough ? [] : ['recall-too-few-signatories'], `${form} ${signatories} of ${entitled}`)
    }
    t.match(find({ signatories: 99 }), [
      {
        severity: 'error',
        fields: ['signatories'],
        message: '提出罢免须有有选举权的居民十分之一以上联名：共1000人，联名99人（99×10＝990＜1000），不足。',
        article: '《城市居民委员会组织法》第二十条',
      },
    ])
    t.match(find({ signatories: 1001 }), [
      {
        fields: ['signatories'],
        code: 'recall-more-signatories-than-entitled',
        severity: 'error',
        message: '联名1001人，多于有选举权的居民1000人，请核对。',
      },
    ])
    t.strictSame(find({ signatories: 1000 }), [])
    t.match(find({ form: 'households', entitled: 500, signatories: 1 }), [{ message: /须有户代表十分之一以上联名/ }])
    t.match(find({ form: 'representatives', entitled: 60, signatories: 1 }), [
      { message: /须有居民代表三分之一以上联名/ },
    ])
  },
)

t.test('reasons must be stated, and where the number of the entitled comes from', async (t) => {
  const article = '《城市居民委员会组织法》第二十条'
  t.strictSame(find({ reasons: ' 　', entitledSource: '\n' }), [
    {
      code: 'recall-without-reasons',
      severity: 'error',
      fields: ['reasons'],
      message: '提出罢免应当写明理由。',
      article,
    },
    {
      code: 'recall-base-unsourced',
      severity: 'error',
      fields: ['entitledSource'],
      message: '有选举权的人数不等于名单上的人数，请写明这个数字的来源。',
      article,
    },
  ])
})

t.test('a recall that failed is not asked for again within the year', async (t) => {
  for (const { lastFailedOn, codes, because } of [
    { lastFailedOn: '2027-03-01', codes: [], because: 'a year to the day' },
    { lastFailedOn: '2027-03-02', codes: ['warning recall-repeated'], because: 'a day short' },
  ] as const) {
    t.strictSame(
      find({ lastFailedOn }).map(({ severity, code }) => `${severity} ${code}`),
      codes,
      because,
    )
  }
  t.match(find({ lastFailedOn: '2027-03-02' }), [
    {
      fields: ['filedOn'],
      message: '同一理由的罢免于2027年3月2日未获通过，12个月内不再提出，2028年3月2日起才能再提。',
      article: '参照《浙江省村民委员会选举办法》第三十六条',
    },
  ])
  t.match(checkRecallPetition({ ...petition, lastFailedOn: '2027-09-02' }, sichuan2026), [
    { code: 'recall-repeated', severity: 'error', message: /6个月内不再提出，2028年3月2日起才能再提/ },
  ])
})

t.test('the last day for the vote: thirty days, or three months in Sichuan', async (t) => {
  t.equal(lastRecallVoteDay('2028-01-31', zhejiang2026), '2028-03-01')
  t.equal(lastRecallVoteDay('2027-11-30', sichuan2026), '2028-02-29')
})

t.test('every finding on the signatories in full, for each form', async (t) => {
  const tooMany = (form: RecallPetition['form']) => inFull(find({ form, entitled: 90, signatories: 91 }))
  t.same(tooMany('households'), [
    'error recall-more-signatories-than-entitled [signatories]: 联名91人，多于户代表90人，请核对。（《城市居民委员会组织法》第二十条）',
  ])
  t.same(tooMany('representatives'), [
    'error recall-more-signatories-than-entitled [signatories]: 联名91人，多于居民代表90人，请核对。（《城市居民委员会组织法》第二十条）',
  ])
})
