import t from 'tap'
import type { Figures } from '../../src/rules/figures.js'
import type { Post } from '../../src/rules/post.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'
import { effectOfSetting, type ElectionSoFar } from '../../src/rules/setting-effect.js'
import type { MilestoneName } from '../../src/rules/stages.js'

const member = (id: string): Post => ({ id, title: id, position: 'member', seats: 3, reservedForWoman: false })
const posts: readonly Post[] = [
  { ...member('主任'), position: 'chair', seats: 1 },
  { ...member('妇女委员'), seats: 1, reservedForWoman: true },
  member('委员'),
]

function soFar(wish: Partial<ElectionSoFar> = {}): ElectionSoFar {
  const milestones = [{ name: 'electionOpened' as MilestoneName, on: '2027-04-01' as const, round: 0 }]
  const base = { electionDay: '2027-05-20', form: 'allVoters', milestones, posts, electionCommittee: [] } as const
  return { ...base, today: '2027-04-05', ...wish }
}

const effect = (settings: Partial<Figures>, wish?: Partial<ElectionSoFar>) =>
  effectOfSetting(soFar(wish), zhejiang2026, { ...zhejiang2026, ...settings })

t.test('the last days that move are told, from when to when', async (t) => {
  t.strictSame(effect({ nomineesDaysBefore: 16 }).moved, [
    { title: '公布初步候选人名单', from: '2027-05-05', to: '2027-05-04' },
  ])
  t.strictSame(
    effect({ decisionDays: 2 }).moved.map(({ title }) => title),
    ['处理异议、确定选民名单'],
  )
  t.strictSame(effect({ overvoteScope: 'post' }), { moved: [], findings: [] }, 'no day hangs on it')
})

t.test('steps recorded by hand and days off count as they do in the timetable', async (t) => {
  const options = { done: { announcement: '2027-04-09' } } as const
  const settings = { announcementDaysBefore: 42 }
  const today = '2027-04-20'
  t.match(effect(settings, { today, options }).findings, [{ code: 'announcement-late', severity: 'warning' }])
  t.notMatch(effect(settings, { today }).findings, [{ code: 'announcement-late' }], 'nobody has recorded it')
})

t.test('a deadline that the change makes late is told as a warning, one that was late already is not', async (t) => {
  const posted = soFar().milestones.concat({ name: 'rollPosted', on: '2027-04-28', round: 0 })
  for (const { rollDaysBefore, codes, because } of [
    { rollDaysBefore: 21, codes: [], because: 'posted 22 days before' },
    { rollDaysBefore: 22, codes: [], because: 'on the very last day' },
    { rollDaysBefore: 23, codes: ['roll-posted-late'], because: 'a day short' },
  ]) {
    const { findings } = effect({ rollDaysBefore }, { milestones: posted, today: '2027-04-28' })
    t.strictSame(
      findings.map(({ code }) => code),
      codes,
      because,
    )
    t.ok(findings.every(({ severity }) => severity === 'warning'))
  }
  const late = soFar().milestones.concat({ name: 'rollPosted', on: '2027-05-02', round: 0 })
  t.strictSame(effect({ rollDaysBefore: 23 }, { milestones: late, today: '2027-05-02' }).findings, [], 'late before')
  const overdue = effect({ rollDaysBefore: 25 }, { today: '2027-04-26' }).findings
  t.match(overdue, [{ code: 'roll-posted-overdue', severity: 'warning', message: /最迟4月25日；至4月26日尚未公布/ }])
})

t.test('what was decided already no longer fits', async (t) => {
  t.match(effect({ committeeSize: { min: 7, max: 9 } }).findings, [
    { code: 'figures-seats-empty', severity: 'error' },
    { code: 'committee-size', severity: 'error', message: '居民委员会由7至9人组成：现设各职务共5名。' },
  ])
  t.strictSame(effect({ committeeSize: { min: 5, max: 5 } }).findings, [])
  t.match(effect({ allowedForms: ['households'] }).findings, [
    {
      code: 'form-not-allowed',
      severity: 'error',
      fields: ['allowedForms'],
      message: /本社区的选举方式是全体有选举权的居民选举（居民直选），不在/,
      article: '《城市居民委员会组织法》第十四条',
    },
  ])
  t.strictSame(effect({ allowedForms: ['allVoters'] }).findings, [])
  const members = ['甲', '乙', '丙', '丁', '戊'].map((name, index) => ({
    id: name,
    name,
    position: index === 0 ? ('chair' as const) : ('member' as const),
  }))
  const size = { electionCommitteeSize: { min: 7, max: 9 } }
  t.match(effect(size, { electionCommittee: members }).findings, [{ code: 'election-committee-size' }])
  t.strictSame(effect(size).findings, [], 'none is selected yet')
})

t.test('figures that no longer agree are told', async (t) => {
  t.match(effect({ proxyDaysBefore: 0 }).findings, [{ code: 'figures-out-of-order', severity: 'warning' }])
})

t.test('a committee that is not selected yet is not measured', async (t) => {
  const even = { ...zhejiang2026, electionCommitteeOdd: false }
  t.strictSame(effectOfSetting(soFar(), even, zhejiang2026).findings, [])
})
