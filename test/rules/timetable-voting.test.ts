import t from 'tap'
import type { PlainDate } from '../../src/lib/plain-date.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { basisOf, daysOf, type TimetableRule } from '../../src/rules/timetable-rule.js'
import { votingSteps } from '../../src/rules/timetable-voting.js'
import { reached, timetableFacts } from '../helpers/timetable.js'

t.test('from the arrangements of the poll to the new committee’s work: days, strength, what shows it', async (t) => {
  const rules: readonly [string, TimetableRule][] = Object.entries(votingSteps)
  t.strictSame(
    rules.map(([key, rule]) => [
      key,
      daysOf(rule, timetableFacts()).latest,
      basisOf(rule, timetableFacts()).strength,
      rule.reachedBy ?? (rule.isWindow ? 'window' : 'recorded'),
    ]),
    [
      ['pollingPosted', '2027-05-15', 'soft', 'recorded'],
      ['proxies', '2027-05-17', 'soft', 'window'],
      ['proxyList', '2027-05-19', 'hard', 'recorded'],
      ['mobileBoxList', '2027-05-19', 'provisional', 'recorded'],
      ['scribeList', '2027-05-18', 'provisional', 'recorded'],
      ['validityRules', '2027-05-19', 'provisional', 'recorded'],
      ['ballotsPrinted', '2027-05-19', 'provisional', 'recorded'],
      ['poll', '2027-05-20', 'hard', 'pollOpened'],
      ['result', '2027-05-20', 'hard', 'resultDeclared'],
      ['laterVote', '2027-06-19', 'soft', 'recorded'],
      ['resultNotice', '2027-05-21', 'soft', 'recorded'],
      ['filing', '2027-05-25', 'soft', 'recorded'],
      ['handover', '2027-05-30', 'hard', 'handedOver'],
      ['archive', '2027-05-30', 'soft', 'recorded'],
      ['bodies', '2027-06-04', 'soft', 'recorded'],
    ],
  )
  t.same(daysOf(votingSteps.poll, timetableFacts()), { earliest: '2027-05-20', latest: '2027-05-20' })
})

t.test('what comes after the vote is counted from it, and from the last result', async (t) => {
  const facts = timetableFacts([
    reached('pollOpened', '2027-05-22'),
    reached('resultDeclared', '2027-05-22'),
    reached('pollOpened', '2027-06-01', 2),
    reached('resultDeclared', '2027-06-02', 2),
  ])
  const latest = (key: keyof typeof votingSteps) => daysOf(votingSteps[key], facts).latest
  t.equal(latest('result'), '2027-05-22', 'on the day of the first vote')
  t.equal(latest('laterVote'), '2027-06-21', '30 days from the vote before')
  t.equal(latest('resultNotice'), '2027-06-03')
  t.equal(latest('filing'), '2027-06-07')
  t.equal(latest('handover'), '2027-06-12')
  t.equal(latest('archive'), '2027-06-12')
  t.equal(latest('bodies'), '2027-06-17')
})

t.test(
  'proxies where the form has them, mobile boxes where they are allowed, a later vote where there is one',
  async (t) => {
    for (const key of ['proxies', 'proxyList'] as const) {
      t.equal(votingSteps[key].appliesTo(timetableFacts()), true, 'the form is not known')
      t.equal(votingSteps[key].appliesTo(timetableFacts([], { form: 'households' })), true)
      t.equal(votingSteps[key].appliesTo(timetableFacts([], { form: 'representatives' })), false)
    }
    const boxes = (mobileBoxes: boolean) =>
      votingSteps.mobileBoxList.appliesTo(timetableFacts([], { ruleSet: { ...national2026, mobileBoxes } }))
    t.equal(boxes(true), true)
    t.equal(boxes(false), false)
    t.equal(votingSteps.laterVote.appliesTo(timetableFacts()), false)
    t.equal(votingSteps.laterVote.appliesTo(timetableFacts([reached('candidatesConfirmed', '2027-05-21', 2)])), true)
  },
)

t.test('what the new committee does waits for it to be complete', async (t) => {
  const first = [reached('pollOpened', '2027-05-20'), reached('resultDeclared', '2027-05-20')]
  for (const key of ['filing', 'handover', 'archive', 'bodies'] as const) {
    t.equal(votingSteps[key].appliesTo(timetableFacts(first)), true, 'the first vote filled the seats')
    t.equal(votingSteps[key].appliesTo(timetableFacts([...first, reached('laterVoteDue', '2027-05-20')])), false)
  }
})

t.test('a proxy’s last day moves past a holiday, but never past the day the list is posted', async (t) => {
  const isHoliday = (on: PlainDate) => on >= '2027-05-01' && on <= '2027-05-05'
  const day = (electionDay: PlainDate) =>
    daysOf(votingSteps.proxies, timetableFacts([], { electionDay, isHoliday })).latest
  t.equal(day('2027-05-08'), '2027-05-06')
  t.equal(day('2027-05-06'), '2027-05-05')
  t.equal(
    daysOf(votingSteps.proxyList, timetableFacts([], { electionDay: '2027-05-06', isHoliday })).latest,
    '2027-05-05',
  )
})

t.test('each rule names its number of days', async (t) => {
  const sentence = (key: keyof typeof votingSteps) => votingSteps[key].rule(national2026)
  t.match(sentence('pollingPosted'), '5日前')
  t.match(sentence('proxies'), '3日前')
  t.match(sentence('proxyList'), '1日前')
  t.match(sentence('mobileBoxList'), '选举日之前')
  t.match(sentence('scribeList'), '2日前')
  t.match(sentence('validityRules'), '1日前')
  t.match(sentence('ballotsPrinted'), '选举日之前')
  t.match(sentence('poll'), '当日')
  t.match(sentence('result'), '当场')
  t.match(sentence('laterVote'), '30日内')
  t.match(sentence('filing'), '5日内')
  t.match(sentence('handover'), '10日内')
  t.match(sentence('archive'), '10日内')
  t.match(sentence('bodies'), '15日内')
  const { rule } = votingSteps.resultNotice
  t.equal(rule({ ...national2026, resultNoticeDays: 0 }), '当选名单应在结果宣布当日张榜公布', 'never nought days')
  t.equal(rule({ ...national2026, resultNoticeDays: 1 }), '当选名单应在结果宣布后1日内张榜公布')
})
