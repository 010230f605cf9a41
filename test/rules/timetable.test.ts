import fc from 'fast-check'
import t from 'tap'
import { addDays, daysBetween, type PlainDate } from '../../src/lib/plain-date.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'
import { type Milestone, type MilestoneName, milestoneNames } from '../../src/rules/stages.js'
import {
  checkStepDay,
  earliestElectionDay,
  isBroken,
  stepDays,
  type TimetableOptions,
  type TimetableStep,
  timetableOf,
} from '../../src/rules/timetable.js'

const electionDay = '2027-05-20'
const at = (name: MilestoneName, on: PlainDate, round = 0): Milestone => ({ name, on, round })

function step(
  key: TimetableStep['key'],
  milestones: Milestone[],
  today: PlainDate,
  options?: TimetableOptions,
): TimetableStep | undefined {
  return timetableOf(electionDay, zhejiang2026, milestones, today, options).find((each) => each.key === key)
}

t.test('the roll: kept, kept on the last day, violated, due, overdue', async (t) => {
  for (const { postedOn, today, state, days, code, because } of [
    { postedOn: '2027-04-25', today: '2027-05-01', state: 'kept', days: 5, code: undefined, because: 'D-25' },
    { postedOn: '2027-04-29', today: '2027-05-01', state: 'kept', days: 1, code: undefined, because: 'D-21' },
    { postedOn: '2027-04-30', today: '2027-05-01', state: 'kept', days: 0, code: 'on-last-day', because: 'D-20' },
    { postedOn: '2027-05-01', today: '2027-05-01', state: 'violated', days: 1, code: 'late', because: 'D-19' },
    { postedOn: undefined, today: '2027-04-28', state: 'due', days: 2, code: undefined, because: 'two days left' },
    { postedOn: undefined, today: '2027-04-30', state: 'due', days: 0, code: undefined, because: 'the last day' },
    { postedOn: undefined, today: '2027-05-01', state: 'overdue', days: 1, code: 'overdue', because: 'a day late' },
  ] as const) {
    const found = step('rollPosted', postedOn === undefined ? [] : [at('rollPosted', postedOn)], today)
    t.match(found, { latest: '2027-04-30', state, days, strength: 'hard' }, because)
    t.equal(found?.happenedOn, postedOn, because)
    t.equal(found?.finding?.code, code && `roll-posted-${code}`, because)
  }
})

t.test('the sentences', async (t) => {
  const article = '《城市居民委员会组织法》第十七条'
  const facts = { electionDay, ruleSet: zhejiang2026, milestones: [] } as const
  t.same(checkStepDay('rollPosted', '2027-05-02', facts), [
    {
      code: 'roll-posted-late',
      severity: 'error',
      fields: [],
      message: '选民名单应在选举日20日前公布：选举日2027年5月20日，最迟4月30日；拟于5月2日公布，迟2日。',
      article,
    },
  ])
  t.match(checkStepDay('rollPosted', '2027-04-30', facts), [
    { code: 'roll-posted-on-last-day', severity: 'warning', message: /拟于4月30日公布，正是最后一日/, article },
  ])
  t.same(checkStepDay('rollPosted', '2027-04-29', facts), [])
  t.equal(
    step('rollPosted', [at('rollPosted', '2027-05-02')], '2027-05-03')?.finding?.message,
    '选民名单应在选举日20日前公布：选举日2027年5月20日，最迟4月30日；已于5月2日公布，迟2日。',
  )
  t.equal(
    step('rollPosted', [], '2027-05-03')?.finding?.message,
    '选民名单应在选举日20日前公布：选举日2027年5月20日，最迟4月30日；至5月3日尚未公布，已逾期3日。',
  )
  t.match(
    checkStepDay('rollPosted', '2027-01-02', { ...facts, electionDay: '2027-01-10' }),
    [{ message: /最迟2026年12月21日；拟于1月2日公布/ }],
    'the year is named where it is another',
  )
})

t.test('a borrowed day warns, one of the law is an error', async (t) => {
  const on: PlainDate = '2027-05-16'
  t.match(checkStepDay('candidatesConfirmed', on, { electionDay, ruleSet: zhejiang2026, milestones: [] }), [
    { code: 'candidates-confirmed-late', severity: 'warning', article: '参照《浙江省村民委员会选举办法》第十八条' },
  ])
  t.same(checkStepDay('candidatesConfirmed', '2027-05-15', { electionDay, ruleSet: zhejiang2026, milestones: [] }), [])
  t.equal(step('candidatesConfirmed', [], electionDay)?.strength, 'provisional')
  t.equal(step('electionCommittee', [], electionDay)?.strength, 'soft')
})

t.test('the vote belongs to its day, earlier is as wrong as later', async (t) => {
  t.match(step('poll', [at('pollOpened', electionDay, 1)], electionDay), { state: 'kept', days: 0 })
  t.equal(step('poll', [at('pollOpened', electionDay, 1)], electionDay)?.finding, undefined, 'on its day')
  t.match(step('poll', [at('pollOpened', '2027-05-19', 1)], electionDay), {
    state: 'violated',
    days: 1,
    finding: {
      code: 'poll-early',
      severity: 'error',
      message: '投票应在选举日当日进行：选举日2027年5月20日；已于5月19日开始投票，早1日。',
    },
    consequence: /选举可能被认定无效。请写明原因，报街道（镇）处理。$/,
  })
  t.match(step('poll', [at('pollOpened', '2027-05-21', 1)], '2027-05-21'), {
    state: 'violated',
    days: 1,
    finding: {
      code: 'poll-late',
      message: '投票应在选举日当日进行：选举日2027年5月20日；已于5月21日开始投票，迟1日。',
    },
  })
})

t.test('what the system cannot know of is unrecorded until somebody records it', async (t) => {
  t.match(step('announcement', [], '2027-04-10'), { state: 'due', days: 0 })
  const open = step('announcement', [], '2027-04-12')
  t.match(open, { state: 'unrecorded', days: 2, consequence: /^办过的请登记办理日；没有办的：/ })
  t.equal(open?.finding, undefined, 'no alarm for it')
  const done = { announcement: '2027-04-11' } as const
  t.match(step('announcement', [], '2027-04-12', { done }), {
    state: 'violated',
    happenedOn: '2027-04-11',
    days: 1,
    finding: { code: 'announcement-late', severity: 'warning' },
  })
  t.match(step('announcement', [], '2027-04-12', { done: { announcement: '2027-04-10' } }), { state: 'kept', days: 0 })
})

t.test('the end of a time for others to act is over, and nobody’s fault', async (t) => {
  t.match(step('withdrawal', [], '2027-05-17'), { state: 'due', days: 0 })
  const over = step('withdrawal', [], '2027-05-18')
  t.match(over, { state: 'over', days: 1 })
  t.equal(over?.finding, undefined)
  t.equal(over?.consequence, undefined)
})

t.test('what follows from being late, and what puts it right', async (t) => {
  const late = step('rollPosted', [at('rollPosted', '2027-05-02')], '2027-05-03')
  t.equal(
    late?.consequence,
    '名单公布不满法定天数，选民可以对选举提出异议，选举可能被认定无效。选举日改到5月22日或以后，这一项才合期限。',
    'as long as there is an election day to move',
  )
  t.match(step('rollPosted', [], '2027-05-03')?.consequence, '选举日改到5月23日或以后', 'counted from today')
  const voted = [at('rollPosted', '2027-05-02'), at('pollOpened', electionDay, 1)]
  t.match(step('rollPosted', voted, '2027-05-21')?.consequence, /请写明原因，报街道（镇）备查。$/, 'the vote is over')
  const posted = at('rollPosted', '2027-04-25')
  t.match(step('rollClosed', [posted], '2027-05-20')?.consequence, /请尽快办理，写明原因/, 'no election day mends it')
  t.match(step('rollClosed', [posted, at('rollClosed', '2027-05-20')], '2027-05-20')?.consequence, /备查。$/)
  t.match(step('rollClosed', [], '2027-05-20'), { state: 'due', latest: '2027-05-28' }, 'nothing to close yet')
  t.match(
    step('audit', [], '2027-05-20', { done: { audit: '2027-05-20' } })?.consequence,
    '选举日改到5月21日或以后',
    'before the day, so a day more',
  )
  t.equal(step('rollPosted', [at('rollPosted', '2027-04-25')], '2027-05-03')?.consequence, undefined, 'kept')
  t.equal(step('rollPosted', [], '2027-04-30')?.consequence, undefined, 'due')
})

t.test('the days of one step, and whether it was missed', async (t) => {
  const facts = { electionDay, ruleSet: zhejiang2026, milestones: [] } as const
  t.same(stepDays('registration', facts), { earliest: '2027-04-10', latest: '2027-04-24' })
  t.strictSame(
    (['kept', 'violated', 'due', 'overdue', 'unrecorded', 'over'] as const).filter((state) => isBroken({ state })),
    ['violated', 'overdue'],
  )
})

t.test('a step says its rule, and when it is needed at all', async (t) => {
  t.match(step('rollPosted', [], '2027-04-01'), { rule: '选民名单应在选举日20日前公布' })
  t.equal(step('rollPosted', [], '2027-04-01')?.condition, undefined)
  t.match(step('primary', [], '2027-04-01'), { condition: /不用举行/ })
  t.equal(step('registration', [], '2027-04-01')?.earliest, '2027-04-10')
  t.equal(step('mobileBoxList', [], '2027-04-01'), undefined, 'no boxes, no list')
  t.strictSame(
    Object.keys(step('audit', [], '2027-04-01') ?? {}),
    ['key', 'title', 'latest', 'rule', 'article', 'strength', 'state', 'days'],
    'nothing stands in it that is not known',
  )
})

t.test('a run-off has a last day of its own', async (t) => {
  const first = [at('pollOpened', electionDay, 1), at('resultDeclared', electionDay, 1)]
  t.equal(step('laterVote', first, '2027-05-21'), undefined, 'none open')
  const open = [...first, at('candidatesConfirmed', '2027-05-21', 2)]
  t.match(step('laterVote', open, '2027-05-21'), { latest: '2027-06-19', state: 'due', days: 29 })
  t.match(step('laterVote', open, '2027-06-20'), { state: 'overdue', finding: { severity: 'warning' } })
  t.match(step('laterVote', [...open, at('pollOpened', '2027-06-19', 2)], '2027-06-20'), { state: 'kept' })
  t.match(step('laterVote', [...open, at('pollOpened', '2027-06-20', 2)], '2027-06-20'), { state: 'violated' })
})

t.test('the first election day for which posting is still in time', async (t) => {
  t.equal(earliestElectionDay('2027-04-30', national2026), '2027-05-20')
})

const anyDay = fc.nat({ max: 200 }).map((days) => addDays('2027-02-01', days))
const anyMilestones = fc.array(
  fc.record({ name: fc.constantFrom(...milestoneNames), on: anyDay, round: fc.nat({ max: 2 }) }),
)

t.test('whatever has happened, steps come in order and state, days and finding agree', async () => {
  fc.assert(
    fc.property(anyMilestones, anyDay, anyDay, (milestones, day, today) => {
      const steps = timetableOf(day, zhejiang2026, milestones, today)
      return steps.every(
        (each, index) =>
          each.days >= 0 &&
          (index === 0 || (steps[index - 1]?.latest ?? '') <= each.latest) &&
          (each.happenedOn === undefined) === ['due', 'overdue', 'unrecorded', 'over'].includes(each.state) &&
          isBroken(each) === (each.finding !== undefined && !isCaution(each)) &&
          (isBroken(each) || each.state === 'unrecorded') === (each.consequence !== undefined),
      )
    }),
  )
})

const isCaution = ({ finding }: TimetableStep) => finding?.code.endsWith('-on-last-day') ?? false

t.test('moving election day moves every day counted back from it by as much', async () => {
  fc.assert(
    fc.property(anyDay, fc.nat({ max: 60 }), (day, moved) => {
      const latest = (on: PlainDate) =>
        new Map(timetableOf(on, national2026, [], '2027-01-01').map((each) => [each.key, each.latest]))
      const later = latest(addDays(day, moved))
      return [...latest(day)].every(([key, before]) => daysBetween(before, later.get(key) ?? before) === moved)
    }),
  )
})

t.test('no handover is due while something is left to be voted on', async (t) => {
  const declared = [at('resultDeclared', '2027-05-20', 1)]
  t.match(step('handover', declared, '2027-05-21'), { latest: '2027-05-30', state: 'due' }, 'complete at once')
  const due = [...declared, at('laterVoteDue', '2027-05-20', 1)]
  t.equal(step('handover', due, '2027-05-21'), undefined, 'a vote is due')
  const open = [...due, at('candidatesConfirmed', '2027-05-21', 2)]
  t.equal(step('handover', open, '2027-05-22'), undefined, 'and under way')
  const complete = [...open, at('resultDeclared', '2027-05-28', 2)]
  t.match(step('handover', complete, '2027-05-29'), { latest: '2027-06-07' }, 'ten days from the last result')
  const late = step('handover', [...declared, at('handedOver', '2027-06-01')], '2027-06-02')
  t.match(late, { state: 'violated', days: 2 }, 'the tenth day was 30 May')
  t.match(late?.finding?.message, '工作移交应在新一届居民委员会产生之日起10日内完成')
})
