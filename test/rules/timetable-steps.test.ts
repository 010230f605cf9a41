import t from 'tap'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import {
  isRecordedStep,
  recordedSteps,
  timetableKeys,
  timetableRule,
  timetableRules,
} from '../../src/rules/timetable-steps.js'

t.test('every step of law.md 4 is there once', async (t) => {
  t.equal(timetableKeys.length, 33)
  t.equal(timetableKeys.length, Object.keys(timetableRules).length)
  t.equal(new Set(timetableKeys.map((key) => timetableRule(key).title)).size, 33, 'under a title of its own')
})

t.test('each rule and each risk is a clause that can be continued', async (t) => {
  for (const key of timetableKeys) {
    const { rule, risk } = timetableRule(key)
    t.match(rule(national2026), /^[^。：]+$/, key)
    t.match(risk, /^[^。：]+$/, key)
  }
})

t.test('what leaves nothing in the system is recorded by whoever did it', async (t) => {
  t.strictSame(recordedSteps, [
    'guidanceGroup',
    'assemblyNotice',
    'committeeNotice',
    'announcement',
    'vetting',
    'primary',
    'audit',
    'meeting',
    'pollingPosted',
    'proxyList',
    'mobileBoxList',
    'scribeList',
    'validityRules',
    'ballotsPrinted',
    'resultNotice',
    'filing',
    'archive',
    'bodies',
  ])
  t.equal(isRecordedStep('audit'), true)
  for (const other of ['rollPosted', 'objections', 'laterVote', 'made-up']) t.equal(isRecordedStep(other), false, other)
})
