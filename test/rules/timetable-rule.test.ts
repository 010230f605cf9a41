import t from 'tap'
import type { PlainDate } from '../../src/lib/plain-date.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { zhejiang2020 } from '../../src/rules/rule-sets/zhejiang-2020.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'
import {
  type Anchor,
  anchorDay,
  basisOf,
  daysOf,
  happenedDay,
  isComplete,
  type TimetableRule,
} from '../../src/rules/timetable-rule.js'
import { reached, timetableFacts } from '../helpers/timetable.js'

const aRule: TimetableRule = {
  title: '办理',
  rule: () => '应办理',
  verb: '办理',
  basis: 'rollDaysBefore',
  last: { from: 'electionDay', days: () => -3 },
  risk: '没有办理',
}
const labourDays = (day: PlainDate) => day >= '2027-05-01' && day <= '2027-05-05'

t.test('the days others are counted from: as they happened, else as they are planned', async (t) => {
  const twoVotes = [
    reached('pollOpened', '2027-05-22'),
    reached('resultDeclared', '2027-05-23'),
    reached('pollOpened', '2027-06-01', 2),
    reached('resultDeclared', '2027-06-02', 2),
  ]
  for (const [anchor, milestones, day, because] of [
    ['electionDay', [], '2027-05-20', 'itself'],
    ['committeeFormed', [], '2027-04-05', '45 days before'],
    ['committeeFormed', [reached('electionCommitteeFormed', '2027-04-02', 0)], '2027-04-02', 'as it was'],
    ['rollPosted', [], '2027-04-30', '20 days before'],
    ['rollPosted', [reached('rollPosted', '2027-04-25', 0)], '2027-04-25', 'as it was'],
    ['objectionsEnd', [], '2027-05-05', 'five days after the last day for posting'],
    ['objectionsEnd', [reached('rollPosted', '2027-04-25', 0)], '2027-04-30', 'five days after the posting'],
    ['firstVote', [], '2027-05-20', 'planned'],
    ['firstVote', twoVotes, '2027-05-22', 'as it was'],
    ['previousVote', [], '2027-05-20', 'none yet'],
    ['previousVote', twoVotes, '2027-05-22', 'the vote before the second'],
    ['previousVote', [...twoVotes, reached('candidatesConfirmed', '2027-06-05', 3)], '2027-06-01', 'the second'],
    ['firstVote', [...twoVotes, reached('candidatesConfirmed', '2027-06-05', 3)], '2027-05-22', 'still the first'],
    ['founding', [], '2027-05-20', 'planned'],
    ['founding', [reached('resultDeclared', '2027-05-23')], '2027-05-23', 'the only result'],
    ['founding', [...twoVotes].reverse(), '2027-06-02', 'in whatever order they are told'],
    ['founding', twoVotes, '2027-06-02', 'the last result, not the first'],
  ] as const satisfies readonly (readonly [Anchor, readonly object[], PlainDate, string])[]) {
    t.equal(anchorDay(anchor, timetableFacts([...milestones])), day, `${anchor}: ${because}`)
  }
  t.equal(anchorDay('rollPosted', timetableFacts([], { asOf: '2027-04-30' })), '2027-04-30', 'its last day')
  t.equal(
    anchorDay('rollPosted', timetableFacts([], { asOf: '2027-05-02' })),
    '2027-05-02',
    'not posted yet: today at the soonest',
  )
  t.equal(anchorDay('objectionsEnd', timetableFacts([], { isHoliday: labourDays })), '2027-05-06', 'after the holiday')
})

t.test('the day counted to is in time, unless the rule says before it', async (t) => {
  t.strictSame(daysOf(aRule, timetableFacts()), { latest: '2027-05-17' })
  t.strictSame(daysOf({ ...aRule, isExclusive: true }, timetableFacts()), { latest: '2027-05-16' })
  const window = { ...aRule, first: { from: 'rollPosted', days: () => 1 } } as const
  t.strictSame(daysOf(window, timetableFacts()), { earliest: '2027-05-01', latest: '2027-05-17' })
})

t.test(
  'a resident’s last day moves past a holiday, with the switch on, as far as the committee’s days allow',
  async (t) => {
    const roll = (rolls: TimetableRule['rolls'], facts = timetableFacts([], { electionDay: '2027-05-07' })) =>
      daysOf(rolls === undefined ? aRule : { ...aRule, rolls }, facts).latest
    const facts = timetableFacts([], { electionDay: '2027-05-07', isHoliday: labourDays })
    t.equal(roll(undefined, facts), '2027-05-04', 'a committee’s never')
    t.equal(roll({}), '2027-05-04', 'no calendar')
    t.equal(roll({}, facts), '2027-05-06', 'past Labour Day')
    t.equal(roll({ untilDaysBefore: () => 1 }, facts), '2027-05-06', 'which is the day before election day')
    t.equal(roll({ untilDaysBefore: () => 2 }, facts), '2027-05-05', 'not beyond the committee’s day')
    t.equal(roll({ untilDaysBefore: () => 4 }, facts), '2027-05-04', 'and never earlier than without a holiday')
    t.equal(
      roll({ untilDaysBefore: () => 1 }, { ...facts, electionDay: '2027-05-08' }),
      '2027-05-06',
      'with a day to spare',
    )
    const off = { ...facts, ruleSet: { ...national2026, residentsDeadlineSkipsHolidays: false } }
    t.equal(roll({}, off), '2027-05-04', 'switched off')
  },
)

t.test('article and strength come from the figure, from another text, or from the law', async (t) => {
  t.strictSame(basisOf(aRule, timetableFacts()), { article: '《城市居民委员会组织法》第十七条', strength: 'hard' })
  const borrowed = { ...aRule, basis: 'candidatesDaysBefore' } as const
  t.equal(basisOf(borrowed, timetableFacts([], { ruleSet: zhejiang2026 })).strength, 'provisional')
  t.equal(basisOf(borrowed, timetableFacts()).strength, 'soft')
  const planned = { ...aRule, basis: { article: '参照某条', strength: 'provisional' } } as const
  t.strictSame(basisOf(planned, timetableFacts()), { article: '参照某条', strength: 'provisional' })
  const law = { ...aRule, basis: { lawArticle: 38 } } as const
  t.strictSame(basisOf(law, timetableFacts()), { article: '《城市居民委员会组织法》第三十八条', strength: 'hard' })
  t.strictSame(
    basisOf(law, timetableFacts([], { ruleSet: zhejiang2020 })),
    { article: '参照2025年修订的《城市居民委员会组织法》第三十八条', strength: 'provisional' },
    'an election before the law was in force is not bound by it',
  )
  const advised = { ...aRule, isOnlyAdvised: ({ form }: { form?: string }) => form === 'representatives' }
  t.equal(basisOf(advised, timetableFacts([], { form: 'representatives' })).strength, 'soft')
  t.equal(basisOf(advised, timetableFacts()).strength, 'hard')
})

t.test('when a step was done', async (t) => {
  const facts = timetableFacts([reached('rollPosted', '2027-04-25', 0), reached('pollOpened', '2027-06-01', 2)], {
    done: { audit: '2027-05-01', rollPosted: '2027-04-01' },
  })
  t.equal(happenedDay('audit', aRule, facts), '2027-05-01', 'as recorded')
  t.equal(happenedDay('meeting', aRule, facts), undefined, 'not recorded')
  t.equal(happenedDay('audit', aRule, timetableFacts()), undefined, 'nothing recorded at all')
  t.equal(
    happenedDay('rollPosted', { ...aRule, reachedBy: 'rollPosted' }, facts),
    '2027-04-25',
    'by its milestone alone',
  )
  t.equal(happenedDay('poll', { ...aRule, reachedBy: 'pollOpened' }, facts), undefined, 'of the first vote')
  const later = { ...aRule, last: { from: 'previousVote', days: () => 30 } } as const
  t.equal(happenedDay('laterVote', later, facts), '2027-06-01', 'of the vote under way')
})

t.test('the new committee is there when nothing is left to be voted on', async (t) => {
  const declared = [reached('pollOpened', '2027-05-20'), reached('resultDeclared', '2027-05-20')]
  t.equal(isComplete(timetableFacts(declared)), true)
  t.equal(isComplete(timetableFacts([...declared, reached('laterVoteDue', '2027-05-20')])), false, 'a vote is owing')
  const open = [...declared, reached('candidatesConfirmed', '2027-05-25', 2)]
  t.equal(isComplete(timetableFacts(open)), false, 'a vote is under way')
  t.equal(isComplete(timetableFacts([...open, reached('resultDeclared', '2027-06-01', 2)])), true, 'and over')
})
