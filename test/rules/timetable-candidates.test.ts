import t from 'tap'
import type { PlainDate } from '../../src/lib/plain-date.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { candidateSteps } from '../../src/rules/timetable-candidates.js'
import { basisOf, daysOf, type TimetableRule } from '../../src/rules/timetable-rule.js'
import { reached, timetableFacts } from '../helpers/timetable.js'

t.test('from nomination to the meeting with residents: days, strength, what shows that it was done', async (t) => {
  const rules: readonly [string, TimetableRule][] = Object.entries(candidateSteps)
  t.strictSame(
    rules.map(([key, rule]) => [
      key,
      daysOf(rule, timetableFacts()).latest,
      basisOf(rule, timetableFacts()).strength,
      rule.reachedBy ?? (rule.isWindow ? 'window' : 'recorded'),
    ]),
    [
      ['nomination', '2027-05-04', 'soft', 'window'],
      ['nomineesPosted', '2027-05-05', 'soft', 'nomineesPosted'],
      ['vetting', '2027-05-08', 'soft', 'recorded'],
      ['primary', '2027-05-10', 'soft', 'recorded'],
      ['candidatesConfirmed', '2027-05-15', 'soft', 'candidatesConfirmed'],
      ['speechRequest', '2027-05-15', 'soft', 'window'],
      ['withdrawal', '2027-05-17', 'soft', 'window'],
      ['audit', '2027-05-19', 'hard', 'recorded'],
      ['meeting', '2027-05-19', 'hard', 'recorded'],
    ],
  )
  t.equal(daysOf(candidateSteps.nomination, timetableFacts()).earliest, '2027-04-30')
  t.equal(daysOf(candidateSteps.vetting, timetableFacts()).earliest, '2027-05-04')
})

t.test('a primary is owed until it is clear that none is needed', async (t) => {
  const { appliesTo } = candidateSteps.primary
  const confirmed = [reached('candidatesConfirmed', '2027-05-14')]
  t.equal(appliesTo(timetableFacts()), true, 'not yet known')
  t.equal(appliesTo(timetableFacts(confirmed)), false, 'candidates stand without one')
  t.equal(appliesTo(timetableFacts(confirmed, { done: { primary: '2027-05-10' } })), true, 'one was held')
  t.equal(appliesTo(timetableFacts([], { ruleSet: { ...national2026, primary: false } })), false, 'none is known')
})

t.test('what residents do moves past holidays, as far as the committee’s own days', async (t) => {
  const day = (key: keyof typeof candidateSteps, electionDay: PlainDate) => {
    const isHoliday = (on: PlainDate) => on >= '2027-05-01' && on <= '2027-05-05'
    return daysOf(candidateSteps[key], timetableFacts([], { electionDay, isHoliday })).latest
  }
  t.equal(day('nomination', '2027-05-19'), '2027-05-04', 'D-16 is 3 May; the nominees are posted on D-15')
  t.equal(day('nomineesPosted', '2027-05-20'), '2027-05-05', 'a committee’s day stays')
  t.equal(day('speechRequest', '2027-05-09'), '2027-05-06', 'D-5 is 4 May')
  t.equal(day('speechRequest', '2027-05-06'), '2027-05-05', 'but not on election day')
  t.equal(day('withdrawal', '2027-05-08'), '2027-05-06', 'D-3 is 5 May')
  t.equal(day('withdrawal', '2027-05-06'), '2027-05-05', 'but not on election day')
  t.equal(day('audit', '2027-05-05'), '2027-05-04')
})

t.test('each rule names its number of days', async (t) => {
  const sentence = (key: keyof typeof candidateSteps) => candidateSteps[key].rule(national2026)
  t.match(sentence('nomination'), '16日前')
  t.match(sentence('nomineesPosted'), '15日前')
  t.match(sentence('vetting'), '12日前')
  t.match(sentence('primary'), '10日前')
  t.match(sentence('candidatesConfirmed'), '5日前')
  t.match(sentence('speechRequest'), '5日前')
  t.match(sentence('withdrawal'), '3日前')
  t.match(sentence('audit'), '选举之前')
  t.match(sentence('meeting'), '选举日之前')
})
