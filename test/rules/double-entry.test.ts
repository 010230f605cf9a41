import t from 'tap'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import {
  discardEntry,
  type EntryState,
  type FinishedEntry,
  otherThan,
  saveDraft,
  startEntry,
  type Step,
  submitEntry,
  unexplainedWarnings,
} from '../../src/rules/double-entry.js'
import { orderCorrection } from '../../src/rules/entry-resolution.js'
import type { EnteredSheet, SheetFacts } from '../../src/rules/tally-sheet.js'
import { aContest, aSheet } from '../helpers/votes.js'
import type { Finding } from '../../src/rules/finding.js'

const facts: SheetFacts = {
  contests: [aContest('member', 2, ['m1', 'm2'])],
  ...national2026,
  illegibleScope: 'ballot',
  ballotsIssued: 110,
}
const [anna, ben, cora, officer] = [1, 2, 3, 9]
const empty: EntryState = { status: 'empty' }
const wrongSum = aSheet({ blankBallots: 2 })
const otherwise = aSheet({ invalidBallots: 2, blankBallots: 2 })

/** Runs a step that must be taken. */
function taken(step: Step): EntryState {
  if (!step.ok) throw new Error(step.error.code)
  return step.value
}
const code = (step: Step): string => (step.ok ? step.value.status : step.error.code)
const type = (state: EntryState, who: number, entered: EnteredSheet): EntryState =>
  taken(submitEntry(taken(startEntry(state, who)), who, { entered, explanations: {} }, facts))
const first = type(empty, anna, aSheet())
const differ = type(first, ben, otherwise)
const ordered = taken(orderCorrection(differ, 'second', officer, facts))

t.test('two people who type alike make a sheet definitive', async (t) => {
  t.equal(first.status, 'firstEntryDone')
  const both = type(first, ben, aSheet())
  t.match(both, { status: 'definitive', first: { accountId: anna }, second: { accountId: ben } })
  t.same(JSON.parse(JSON.stringify(both)), both, 'the state is plain JSON')
  const other = type(type(empty, ben, aSheet()), anna, aSheet())
  t.equal(other.status, 'definitive', 'whoever types first')
})

t.test('who may start what', async (t) => {
  const running = taken(startEntry(empty, anna))
  for (const { state, who, answer, because } of [
    { state: empty, who: anna, answer: 'firstEntryInProgress', because: 'anybody begins' },
    { state: running, who: anna, answer: 'firstEntryInProgress', because: 'going on with one’s own' },
    { state: running, who: ben, answer: 'taken-by-other', because: 'somebody is typing' },
    { state: first, who: ben, answer: 'secondEntryInProgress', because: 'another person' },
    { state: first, who: anna, answer: 'same-person', because: 'the first entry is hers' },
    { state: taken(startEntry(first, ben)), who: cora, answer: 'taken-by-other', because: 'the second is being typed' },
    {
      state: { ...first, resolvers: [officer] } as EntryState,
      who: officer,
      answer: 'has-seen-entry',
      because: 'has looked at it',
    },
    { state: differ, who: cora, answer: 'wrong-state', because: 'the differences are to be resolved' },
    { state: ordered, who: anna, answer: 'same-person', because: 'the kept entry is hers' },
    { state: ordered, who: officer, answer: 'has-seen-entry', because: 'has seen both' },
    { state: ordered, who: ben, answer: 'correctionInProgress', because: 'the typist of the wrong entry' },
    { state: ordered, who: cora, answer: 'correctionInProgress', because: 'somebody who knows neither' },
    {
      state: taken(startEntry(ordered, cora)),
      who: cora,
      answer: 'correctionInProgress',
      because: 'going on with the correction',
    },
    { state: taken(startEntry(ordered, cora)), who: ben, answer: 'taken-by-other', because: 'another corrects it' },
    {
      state: type(empty, anna, wrongSum),
      who: ben,
      answer: 'wrong-state',
      because: 'an entry with errors stops the second',
    },
    { state: type(first, ben, aSheet()), who: cora, answer: 'wrong-state', because: 'definitive is definitive' },
  ]) {
    t.equal(code(startEntry(state, who)), answer, because)
  }
})

t.test('a draft is kept for its typist alone', async (t) => {
  const running = taken(startEntry(empty, anna))
  t.match(saveDraft(running, anna, { ballotsReturned: '1' }), {
    value: { running: { draft: { ballotsReturned: '1' } } },
  })
  t.equal(code(saveDraft(running, ben, {})), 'taken-by-other')
  t.equal(code(saveDraft(first, anna, {})), 'wrong-state')
})

t.test('giving up the entry being typed leaves what was submitted', async (t) => {
  for (const { state, who, answer, because } of [
    { state: taken(startEntry(empty, anna)), who: anna, answer: { status: 'empty' }, because: 'nothing was there' },
    { state: taken(startEntry(first, ben)), who: ben, answer: first, because: 'the first entry stands' },
    { state: taken(startEntry(ordered, cora)), who: cora, answer: ordered, because: 'the correction is still ordered' },
  ]) {
    t.same(taken(discardEntry(state, who)), answer, because)
  }
  t.equal(code(discardEntry(taken(startEntry(empty, anna)), ben)), 'taken-by-other')
  t.equal(code(discardEntry(differ, anna)), 'wrong-state')
})

t.test('an entry is submitted by its typist, once', async (t) => {
  const submission = { entered: aSheet(), explanations: {} }
  t.equal(code(submitEntry(empty, anna, submission, facts)), 'wrong-state')
  t.equal(code(submitEntry(taken(startEntry(empty, anna)), ben, submission, facts)), 'taken-by-other')
  t.equal(code(submitEntry(first, anna, submission, facts)), 'wrong-state')
})

t.test('errors keep a first entry back and a second from standing', async (t) => {
  t.match(type(empty, anna, wrongSum), { status: 'firstEntryHasErrors', first: { accountId: anna } })
  t.equal(type(first, ben, wrongSum).status, 'entriesDiffer', 'kept, to be looked at')
  const stricter: SheetFacts = { ...facts, contests: [aContest('member', 1, ['m1', 'm2'])] }
  const second = taken(startEntry(first, ben))
  const step = submitEntry(second, ben, { entered: aSheet(), explanations: {} }, stricter)
  t.match(
    step,
    { ok: false, error: { code: 'has-errors', findings: [{ code: 'votes-exceed-seats' }] } },
    'alike, but wrong by now',
  )
})

t.test('a warning wants an explanation', async (t) => {
  const entered = aSheet({ ballotsIssued: 111 })
  const submit = (explanations: Record<string, string>) =>
    submitEntry(taken(startEntry(empty, anna)), anna, { entered, explanations }, facts)
  for (const { explanations, answer, because } of [
    { explanations: {}, answer: 'warnings-unexplained', because: 'none given' },
    {
      explanations: { 'issued-differs-from-account': ' ' },
      answer: 'warnings-unexplained',
      because: 'blanks explain nothing',
    },
    { explanations: { 'many-blank': '…' }, answer: 'warnings-unexplained', because: 'another warning’s' },
    { explanations: { 'issued-differs-from-account': '登记有误' }, answer: 'firstEntryDone', because: 'explained' },
  ]) {
    t.equal(code(submit(explanations)), answer, because)
  }
  t.match(submit({}), { error: { findings: [{ code: 'issued-differs-from-account' }] } })
  t.match(submit({ 'issued-differs-from-account': '登记有误' }), {
    value: { first: { explanations: { 'issued-differs-from-account': '登记有误' } } },
  })
  t.same(unexplainedWarnings({ entered, explanations: {} }, []), [])
  const error: Finding = { code: 'ballots-do-not-add-up', severity: 'error', fields: [], message: '…' }
  t.same(unexplainedWarnings({ entered, explanations: {} }, [error]), [], 'an error is mended, not explained')
})

t.test('a correction is blind: only the fields that differ are empty', async (t) => {
  const started = taken(startEntry(ordered, cora))
  const { draft } = (started as Extract<EntryState, { status: 'correctionInProgress' }>).running
  t.notOk('invalidBallots' in draft || 'blankBallots' in draft)
  t.match(draft, { ballotsReturned: '100', 'candidate-m1-for': '60' })
})

t.test('a corrected entry is compared with the one kept', async (t) => {
  const submit = (wrong: 'first' | 'second', entered: EnteredSheet): EntryState =>
    type(taken(orderCorrection(differ, wrong, officer, facts)), cora, entered)
  const pair = (state: EntryState): (number | undefined)[] =>
    ['first', 'second'].map(
      (which) => (state as unknown as Record<string, FinishedEntry | undefined>)[which]?.accountId,
    )
  t.equal(submit('second', aSheet()).status, 'definitive')
  t.same(pair(submit('second', aSheet())), [anna, cora])
  t.equal(submit('first', otherwise).status, 'definitive')
  t.same(pair(submit('first', otherwise)), [cora, ben])
  t.match(submit('second', wrongSum), { status: 'entriesDiffer', resolvers: [officer] }, 'still not alike')
})

t.test('the other of two', async (t) => {
  t.equal(otherThan('first'), 'second')
  t.equal(otherThan('second'), 'first')
})
