import t from 'tap'
import { checkShift, shiftBounds } from '../../src/rules/postponement.js'
import { sichuan2026 } from '../../src/rules/rule-sets/sichuan-2026.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'

const termEndsOn = '2027-05-31'
const approval = '奉化区人民政府批复（奉政函〔2027〕5号）'

t.test('at most six months before or after, and with approval', async (t) => {
  for (const { electionDay, approved, codes, because } of [
    { electionDay: '2027-05-31', approved: '', codes: [], because: 'the day the term ends' },
    { electionDay: '2027-11-30', approved: approval, codes: [], because: 'six months on' },
    { electionDay: '2027-12-01', approved: approval, codes: ['warning postponed-too-long'], because: 'a day more' },
    { electionDay: '2026-11-30', approved: approval, codes: [], because: 'six months before' },
    {
      electionDay: '2026-11-29',
      approved: approval,
      codes: ['warning brought-forward-too-far'],
      because: 'a day more',
    },
    {
      electionDay: '2027-06-01',
      approved: ' ',
      codes: ['error shift-not-approved'],
      because: 'a day late, unapproved',
    },
    {
      electionDay: '2027-05-30',
      approved: '',
      codes: ['error shift-not-approved'],
      because: 'a day early, unapproved',
    },
  ] as const) {
    const findings = checkShift({ termEndsOn, electionDay, approval: approved }, zhejiang2026)
    t.strictSame(
      findings.map(({ severity, code }) => `${severity} ${code}`),
      codes,
      because,
    )
  }
  t.match(checkShift({ termEndsOn, electionDay: '2027-12-01', approval: '' }, zhejiang2026), [
    {
      fields: ['electionDay'],
      message: '延期换届不超过6个月：任期2027年5月31日届满，选举日2027年12月1日，最迟2027年11月30日。',
      article: '参照《浙江省村民委员会选举办法》第三条',
    },
    {
      fields: ['approval'],
      message: '延期换届须经区（县、市）批准：任期2027年5月31日届满，选举日2027年12月1日，没有填写批准机关和文件。',
      article: '《城市居民委员会组织法》第十四条',
    },
  ])
  t.match(checkShift({ termEndsOn, electionDay: '2026-11-29', approval }, zhejiang2026), [
    { message: '提前换届不超过6个月：任期2027年5月31日届满，选举日2026年11月29日，最早2026年11月30日。' },
  ])
})

t.test('the bounds, a year in Sichuan', async (t) => {
  t.strictSame(shiftBounds(termEndsOn, zhejiang2026), { earliest: '2026-11-30', latest: '2027-11-30' })
  t.strictSame(shiftBounds(termEndsOn, sichuan2026), { earliest: '2026-05-31', latest: '2028-05-31' })
})
