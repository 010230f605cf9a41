import t from 'tap'
import { preparationSteps } from '../../src/rules/timetable-preparation.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { basisOf, daysOf, type TimetableRule } from '../../src/rules/timetable-rule.js'
import { reached, timetableFacts } from '../helpers/timetable.js'

t.test('from the guidance group to the roll that stands: days, strength, what shows that it was done', async (t) => {
  const rules: readonly [string, TimetableRule][] = Object.entries(preparationSteps)
  t.strictSame(
    rules.map(([key, rule]) => [
      key,
      daysOf(rule, timetableFacts()).latest,
      basisOf(rule, timetableFacts()).strength,
      rule.reachedBy ?? (rule.isWindow ? 'window' : 'recorded'),
    ]),
    [
      ['guidanceGroup', '2027-03-21', 'soft', 'recorded'],
      ['assemblyNotice', '2027-03-26', 'hard', 'recorded'],
      ['electionCommittee', '2027-04-05', 'soft', 'electionCommitteeFormed'],
      ['committeeNotice', '2027-04-06', 'soft', 'recorded'],
      ['announcement', '2027-04-10', 'soft', 'recorded'],
      ['registration', '2027-04-24', 'soft', 'registerImported'],
      ['rollPosted', '2027-04-30', 'hard', 'rollPosted'],
      ['objections', '2027-05-05', 'hard', 'window'],
      ['rollClosed', '2027-05-08', 'hard', 'rollClosed'],
    ],
  )
  t.equal(daysOf(preparationSteps.registration, timetableFacts()).earliest, '2027-04-10')
})

t.test('days counted from what has happened', async (t) => {
  const posted = timetableFacts([reached('rollPosted', '2027-04-25', 0)])
  t.equal(daysOf(preparationSteps.objections, posted).latest, '2027-04-30')
  t.equal(daysOf(preparationSteps.rollClosed, posted).latest, '2027-05-03')
  const formed = timetableFacts([reached('electionCommitteeFormed', '2027-04-02', 0)])
  t.equal(daysOf(preparationSteps.assemblyNotice, formed).latest, '2027-03-23', 'ten days before the meeting')
  t.equal(daysOf(preparationSteps.committeeNotice, formed).latest, '2027-04-03', 'the next day')
})

t.test('ten days’ notice binds a residents’ assembly, and is advised to representatives', async (t) => {
  const { assemblyNotice } = preparationSteps
  const by = (selectedBy: 'residentsAssembly' | 'representativesAssembly') =>
    basisOf(assemblyNotice, timetableFacts([], { selectedBy })).strength
  t.equal(by('residentsAssembly'), 'hard')
  t.equal(by('representativesAssembly'), 'soft')
})

t.test('each rule names its number of days', async (t) => {
  const sentence = (key: keyof typeof preparationSteps) => preparationSteps[key].rule(national2026)
  t.match(sentence('guidanceGroup'), '60日前')
  t.match(sentence('assemblyNotice'), '提前10日')
  t.match(sentence('electionCommittee'), '45日前')
  t.match(sentence('committeeNotice'), '产生后1日内公布')
  t.match(preparationSteps.committeeNotice.rule({ ...national2026, committeeNoticeDays: 0 }), '产生当日公布')
  t.match(sentence('announcement'), '40日前')
  t.match(sentence('registration'), '26日前')
  t.match(sentence('rollPosted'), '20日前')
  t.match(sentence('objections'), '5日内')
  t.match(sentence('rollClosed'), '3日内')
})
