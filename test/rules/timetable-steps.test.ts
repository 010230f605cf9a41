import t from 'tap'
import type { PlainDate } from '../../src/lib/plain-date.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import type { Milestone, MilestoneName } from '../../src/rules/stages.js'
import { type TimetableFacts, type TimetableRule, timetableRules } from '../../src/rules/timetable-steps.js'

const at = (name: MilestoneName, on: PlainDate, round = 1): Milestone => ({ name, on, round })
const facts = (milestones: Milestone[] = [], more: Partial<TimetableFacts> = {}): TimetableFacts => ({
  electionDay: '2027-05-20',
  ruleSet: national2026,
  milestones,
  ...more,
})

t.test('days are counted back from election day, and on from what has happened', async (t) => {
  const declared = [
    at('pollOpened', '2027-05-20'),
    at('resultDeclared', '2027-05-20'),
    at('pollOpened', '2027-06-01', 2),
    at('resultDeclared', '2027-06-02', 2),
  ]
  for (const [key, milestones, latest, because] of [
    ['electionCommittee', [], '2027-04-05', '45 days'],
    ['announcement', [], '2027-04-10', '40 days'],
    ['registration', [], '2027-04-24', '26 days'],
    ['rollPosted', [], '2027-04-30', '20 days'],
    ['objections', [], '2027-05-05', 'five days from the last day for posting'],
    ['objections', [at('rollPosted', '2027-04-25')], '2027-04-30', 'five days from the posting'],
    ['rollClosed', [], '2027-05-08', 'three days more'],
    ['rollClosed', [at('rollPosted', '2027-04-25')], '2027-05-03', 'three days more from the posting'],
    ['nomination', [], '2027-05-04', '16 days'],
    ['nomineesPosted', [], '2027-05-05', '15 days'],
    ['candidatesConfirmed', [], '2027-05-15', 'five days'],
    ['pollingPosted', [], '2027-05-15', 'five days'],
    ['withdrawal', [], '2027-05-17', 'three days'],
    ['proxies', [], '2027-05-17', 'three days'],
    ['proxyList', [], '2027-05-19', 'the day before'],
    ['audit', [], '2027-05-19', 'before the election'],
    ['meeting', [], '2027-05-19', 'before the election'],
    ['poll', [], '2027-05-20', 'on the day'],
    ['result', [], '2027-05-20', 'on the day of the vote'],
    ['result', [at('pollOpened', '2027-05-22')], '2027-05-22', 'even where the vote was moved'],
    ['laterVote', declared, '2027-06-19', '30 days from the vote before'],
    ['laterVote', [at('candidatesConfirmed', '2027-05-21', 2)], '2027-06-19', 'no vote recorded: from election day'],
    ['resultNotice', [], '2027-05-21', 'the next day'],
    ['handover', [], '2027-05-30', 'ten days from the day planned'],
    ['handover', declared, '2027-06-12', 'ten days from the last result'],
  ] as const) {
    t.equal(timetableRules[key].days(facts([...milestones])).latest, latest, `${key}: ${because}`)
  }
})

t.test('some steps have a first day too', async (t) => {
  t.equal(timetableRules.registration.days(facts()).earliest, '2027-04-10')
  t.same(timetableRules.nomination.days(facts([at('rollPosted', '2027-04-25')])), {
    earliest: '2027-04-25',
    latest: '2027-05-04',
  })
  t.same(timetableRules.poll.days(facts()), { earliest: '2027-05-20', latest: '2027-05-20' })
})

t.test('holidays move what residents do', async (t) => {
  const isHoliday = (day: PlainDate) => day >= '2027-05-01' && day <= '2027-05-05'
  t.equal(timetableRules.objections.days(facts([], { isHoliday })).latest, '2027-05-06')
  t.equal(timetableRules.rollClosed.days(facts([], { isHoliday })).latest, '2027-05-09')
  t.equal(timetableRules.rollPosted.days(facts([], { isHoliday, electionDay: '2027-05-22' })).latest, '2027-05-02')
})

t.test("proxies are no matter of representatives' elections, later votes only of those that have one", async (t) => {
  for (const key of ['proxies', 'proxyList'] as const) {
    t.equal(timetableRules[key].appliesTo(facts()), true)
    t.equal(timetableRules[key].appliesTo(facts([], { form: 'households' })), true)
    t.equal(timetableRules[key].appliesTo(facts([], { form: 'representatives' })), false)
  }
  t.equal(timetableRules.laterVote.appliesTo(facts()), false)
  t.equal(timetableRules.laterVote.appliesTo(facts([at('candidatesConfirmed', '2027-05-21', 2)])), true)
})

t.test('each rule is a sentence with its number of days', async (t) => {
  const rules: readonly [string, TimetableRule][] = Object.entries(timetableRules)
  for (const [key, { rule, basis }] of rules) {
    const sentence = rule(national2026)
    t.match(sentence, /^[^。：]+$/, `${key} can be continued`)
    if (typeof basis === 'string' && typeof national2026[basis] === 'number') {
      t.match(sentence, `${national2026[basis]}日`, `${key} names its figure`)
    }
  }
  t.match(timetableRules.registration.rule(national2026), /26日前/)
})

t.test('a result that is posted on the spot is not said to have nought days', async (t) => {
  const { rule } = timetableRules.resultNotice
  t.equal(rule({ ...national2026, resultNoticeDays: 0 }), '当选名单应在结果宣布当日张榜公布')
  t.equal(rule({ ...national2026, resultNoticeDays: 1 }), '当选名单应在结果宣布后1日内张榜公布')
})

t.test('the handover waits for a later vote that is called or owing', async (t) => {
  const first = [at('pollOpened', '2027-05-20'), at('resultDeclared', '2027-05-20')]
  const { appliesTo } = timetableRules.handover
  t.equal(appliesTo(facts(first)), true, 'the first vote filled the seats')
  t.equal(appliesTo(facts([...first, at('laterVoteDue', '2027-05-20')])), false, 'a second vote is owing')
  const called = [...first, at('candidatesConfirmed', '2027-05-25', 2)]
  t.equal(appliesTo(facts(called)), false, 'a second vote is open')
  t.equal(appliesTo(facts([...called, at('resultDeclared', '2027-06-01', 2)])), true, 'and is over')
})
