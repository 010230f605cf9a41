import fc from 'fast-check'
import t from 'tap'
import { addDays, type PlainDate } from '../../src/lib/plain-date.js'
import { daysAfterElection, earliestPossibleDay, latestPossibleDay } from '../../src/rules/election-days.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { sichuan2026 } from '../../src/rules/rule-sets/sichuan-2026.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'
import { milestoneNames } from '../../src/rules/stages.js'
import { isBroken, timetableOf } from '../../src/rules/timetable.js'
import { timetableRule } from '../../src/rules/timetable-steps.js'
import { reached } from '../helpers/timetable.js'

const every = ['hard', 'provisional', 'soft'] as const
const nothing = { ruleSet: zhejiang2026, milestones: [] }

t.test('the earliest election day, from what has happened and else from today', async (t) => {
  const today = '2027-04-10'
  for (const { facts, strengths, day, because, why } of [
    { facts: nothing, strengths: ['hard'], day: '2027-04-30', because: 'rollPosted', why: 'twenty days from today' },
    {
      facts: nothing,
      strengths: every,
      day: '2027-05-25',
      because: 'electionCommittee',
      why: 'the committee, chosen today, 45 days ahead',
    },
    {
      facts: {
        ...nothing,
        milestones: [reached('electionCommitteeFormed', '2027-03-01', 0), reached('registerImported', '2027-03-20', 0)],
        done: { announcement: '2027-04-09' },
      },
      strengths: every,
      day: '2027-05-19',
      because: 'announcement',
      why: 'what is recorded counts, however soft',
    },
    {
      facts: { ...nothing, milestones: [reached('rollPosted', '2027-04-01', 0)] },
      strengths: ['hard'],
      day: '2027-04-21',
      because: 'rollPosted',
      why: 'twenty days from the posting',
    },
    {
      facts: { ...nothing, milestones: [reached('rollPosted', '2027-03-01', 0)] },
      strengths: ['hard'],
      day: '2027-04-11',
      because: 'audit',
      why: 'the audit could be posted today, the vote is tomorrow',
    },
    {
      facts: { ...nothing, milestones: [reached('rollPosted', '2027-03-01', 0)], done: { audit: '2027-03-01' } },
      strengths: ['hard'],
      day: '2027-04-11',
      because: 'meeting',
      why: 'residents are still to meet the candidates',
    },
  ] as const) {
    t.strictSame(earliestPossibleDay(facts, today, strengths), { day, because }, why)
  }
  t.strictSame(earliestPossibleDay(nothing, today), earliestPossibleDay(nothing, today, ['hard']), 'the law by default')
  const ready = {
    ruleSet: national2026,
    form: 'representatives' as const,
    milestones: [reached('rollPosted', '2027-03-01', 0)],
    done: { audit: '2027-03-01', meeting: '2027-03-02' } as const,
  }
  t.strictSame(earliestPossibleDay(ready, today), { day: today }, 'nothing in the way but today')
})

t.test('candidates wait for the roll to stand', async (t) => {
  const strengths = ['provisional'] as const
  const posted = reached('rollPosted', '2027-04-09', 0)
  const nominees = reached('nomineesPosted', '2027-04-09', 0)
  const facts = { ...nothing, milestones: [posted, nominees], done: { vetting: '2027-04-01' } as const }
  t.strictSame(
    earliestPossibleDay(facts, '2027-04-10', strengths),
    { day: '2027-04-24', because: 'nomineesPosted' },
    'nominees fifteen days ahead are nearer than the roll and five days more',
  )
  const early = { ...facts, milestones: [posted, reached('nomineesPosted', '2027-03-01', 0)] }
  t.strictSame(
    earliestPossibleDay(early, '2027-04-10', strengths),
    { day: '2027-04-20', because: 'rollClosed' },
    'objections until 14 April, the roll stands on the 15th, candidates five days ahead',
  )
  const isHoliday = (day: PlainDate) => day >= '2027-04-14' && day <= '2027-04-15'
  t.equal(earliestPossibleDay({ ...early, isHoliday }, '2027-04-10', strengths).day, '2027-04-22', 'over a holiday')
  t.strictSame(
    earliestPossibleDay(early, '2027-04-30', strengths),
    { day: '2027-05-05', because: 'candidatesConfirmed' },
    'it could have stood long ago: candidates could be confirmed today',
  )
  const hurried = { ...early, milestones: [...early.milestones, reached('rollClosed', '2027-04-11', 0)] }
  t.equal(earliestPossibleDay(hurried, '2027-04-11', strengths).day, '2027-04-16', 'it stands, however early')
  const closed = { ...early, milestones: [...early.milestones, reached('rollClosed', '2027-04-16', 0)] }
  t.equal(earliestPossibleDay(closed, '2027-04-16', strengths).day, '2027-04-21', 'it stands already')
  const confirmed = { ...closed, milestones: [...closed.milestones, reached('candidatesConfirmed', '2027-04-17')] }
  t.strictSame(earliestPossibleDay(confirmed, '2027-04-18', strengths), {
    day: '2027-04-22',
    because: 'candidatesConfirmed',
  })
})

t.test('the latest election day leaves time for what comes after it', async (t) => {
  t.equal(daysAfterElection(zhejiang2026, false), 15, 'group leaders and the supervision committee')
  t.equal(daysAfterElection(zhejiang2026, true), 45, 'after a later vote')
  t.equal(daysAfterElection({ ...zhejiang2026, bodiesDays: 3, archiveDays: 3 }, false), 10, 'else the handover')
  t.equal(daysAfterElection({ ...zhejiang2026, bodiesDays: 3, archiveDays: 11 }, false), 11, 'or the archive')
  const few = { ...zhejiang2026, bodiesDays: 1, archiveDays: 1, handoverDays: 1 }
  t.equal(daysAfterElection(few, false), 5, 'or the filing')
  t.equal(daysAfterElection({ ...few, filingDays: 1, resultNoticeDays: 2 }, false), 2, 'or the notice')
  t.equal(latestPossibleDay('2027-07-31', zhejiang2026, false), '2027-07-16')
  t.equal(latestPossibleDay('2027-07-31', zhejiang2026, true), '2027-06-16')
})

const anyDay = fc.nat({ max: 120 }).map((days) => addDays('2027-03-01', days))
const happened = milestoneNames.filter((name) => !['pollOpened', 'pollClosed', 'laterVoteDue'].includes(name))
const anyMilestones = fc.uniqueArray(
  fc.record({ name: fc.constantFrom(...happened), on: anyDay, round: fc.constant(0) }),
  {
    selector: ({ name }) => name,
  },
)
const anySet = fc.constantFrom(zhejiang2026, national2026, sichuan2026)

t.test('on the earliest day nothing that a later day could mend is broken, a day earlier something is', async () => {
  fc.assert(
    fc.property(
      anySet,
      anyMilestones,
      anyDay,
      fc.constantFrom(every, ['hard'] as const),
      (ruleSet, milestones, today, strengths) => {
        const facts = { ruleSet, milestones, form: 'allVoters' as const }
        const { day, because } = earliestPossibleDay(facts, today, strengths)
        const broken = (on: PlainDate) =>
          timetableOf(on, ruleSet, milestones, today, { form: 'allVoters' }).filter(
            (step) =>
              timetableRule(step.key).last.from === 'electionDay' &&
              (strengths as readonly string[]).includes(step.strength) &&
              (isBroken(step) || (step.state === 'unrecorded' && step.strength === 'hard')),
          )
        if (day < today || broken(day).length > 0) return false
        return (
          because === undefined ||
          because === 'rollClosed' ||
          broken(addDays(day, -1)).some(({ key }) => key === because)
        )
      },
    ),
  )
})

t.test('the later it is, the later the earliest day', async () => {
  fc.assert(
    fc.property(anySet, anyMilestones, anyDay, fc.nat({ max: 40 }), (ruleSet, milestones, today, more) => {
      const on = (day: PlainDate) => earliestPossibleDay({ ruleSet, milestones }, day, every).day
      return on(today) <= on(addDays(today, more))
    }),
  )
})
