import t from 'tap'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import {
  basisOf,
  checkOpinion,
  placesOnForm,
  usualDepartments,
  vettingPlaces,
  vettingPlaceText,
  type VettingRow,
  vettingVerdict,
} from '../../src/rules/vetting-verdict.js'

const row = (more: Partial<VettingRow> = {}): VettingRow => {
  return { body: 'department', department: '公安', opinion: 'passed', bar: null, basis: '', note: '', ...more }
}
const failed = { opinion: 'failed', note: '2019年判决' } as const
const all = (departments: readonly string[]) => vettingPlaces(departments).map((place) => row(place))

t.test('the rows of the form, departments first', async (t) => {
  t.same(vettingPlaces(['组织', '公安']).map(vettingPlaceText), [
    '组织',
    '公安',
    '社区党组织',
    '街道（镇）',
    '区（市）主管部门',
  ])
  t.equal(vettingPlaces([]).length, 3, 'the three bodies conclude whoever was asked')
  t.equal(new Set(usualDepartments).size, 7)
})

t.test('how a row may be filled in', async (t) => {
  for (const { more, codes, because } of [
    { more: {}, codes: [], because: 'good needs no words' },
    { more: { opinion: 'remark' }, codes: ['remark-without-text'], because: 'a remark is its words' },
    { more: { opinion: 'remark', note: '信访一次，已化解' }, codes: [], because: 'a department may remark' },
    {
      more: { opinion: 'remark', note: '尚可', body: 'township', department: '' },
      codes: ['conclusion-missing'],
      because: 'a body concludes',
    },
    { more: { opinion: 'failed' }, codes: ['failed-without-reason', 'failed-without-article'], because: 'neither' },
    { more: failed, codes: ['failed-without-article'], because: 'no article' },
    { more: { ...failed, basis: '选举办法第九条' }, codes: [], because: 'reason and article' },
    { more: { ...failed, bar: 'convicted' }, codes: [], because: 'a bar brings its article' },
    { more: { opinion: 'failed', bar: 'convicted' }, codes: ['failed-without-reason'], because: 'not its reason' },
    { more: { bar: 'convicted' }, codes: ['bar-means-failed'], because: 'a bar found is no pass' },
  ] as const) {
    t.same(
      checkOpinion(row(more), national2026).map(({ code }) => code),
      codes,
      because,
    )
  }
  t.match(checkOpinion(row({ bar: 'convicted' }), national2026), [{ article: '《城市居民委员会组织法》第十八条' }])
})

t.test('the verdict follows from the rows', async (t) => {
  const departments = ['组织', '公安']
  for (const { rows, vetting, missing, because } of [
    { rows: [], vetting: 'open', missing: 5, because: 'nothing yet' },
    { rows: all(departments), vetting: 'passed', missing: 0, because: 'every row good' },
    { rows: all(departments).slice(0, 4), vetting: 'open', missing: 1, because: 'the bureau has not concluded' },
    { rows: all(departments).slice(1), vetting: 'open', missing: 1, because: 'a department has not answered' },
    {
      rows: [...all(['组织']), row({ opinion: 'remark', note: '已化解' })],
      vetting: 'passed',
      missing: 0,
      because: 'a remark is an answer',
    },
    {
      rows: [row({ ...failed, bar: 'convicted' })],
      vetting: 'failed',
      missing: 4,
      because: 'one row fails, whatever is missing',
    },
    {
      rows: [...all(departments), row({ ...failed, department: '环保', basis: '选举办法第九条' })],
      vetting: 'failed',
      missing: 0,
      because: 'a department asked no longer has still said so',
    },
  ] as const) {
    const verdict = vettingVerdict(rows, departments, national2026)
    t.equal(verdict.vetting, vetting, because)
    t.equal(verdict.missing.length, missing, because)
  }
})

t.test('a failure gives its reasons and articles, each bar once', async (t) => {
  const rows = [
    row({ ...failed, bar: 'convicted', note: '2019年判决。' }),
    row({ ...failed, department: '法院', bar: 'convicted' }),
    row({ opinion: 'failed', body: 'township', department: '', note: '拖欠集体款项', basis: '选举办法第九条' }),
  ]
  const { reason, bars, failing } = vettingVerdict(rows, [], national2026)
  t.equal(
    reason,
    '公安：因犯罪受过刑事处罚，2019年判决（《城市居民委员会组织法》第十八条）；法院：因犯罪受过刑事处罚，2019年判决（《城市居民委员会组织法》第十八条）；街道（镇）：拖欠集体款项（选举办法第九条）',
  )
  t.same(bars, ['convicted'])
  t.equal(failing.length, 3)
  t.equal(basisOf({ bar: null, basis: '第九条' }, national2026), '第九条')
  t.equal(vettingVerdict([], [], national2026).reason, '')
})

t.test('who was asked before and has answered stays on the form, once', async (t) => {
  const given = [row({ department: '消防' }), row({ department: '消防', note: '又一份' }), row()]
  t.same(placesOnForm(['公安'], given).map(vettingPlaceText), [
    '公安',
    '社区党组织',
    '街道（镇）',
    '区（市）主管部门',
    '消防',
  ])
})
