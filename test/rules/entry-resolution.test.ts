import fc from 'fast-check'
import t from 'tap'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { discardEntry, type EntryState, startEntry, type Step, submitEntry } from '../../src/rules/double-entry.js'
import { discardAll, orderCorrection, resolveKeeping, returnEntry } from '../../src/rules/entry-resolution.js'
import type { EnteredSheet, SheetFacts } from '../../src/rules/tally-sheet.js'
import { aContest, aSheet } from '../helpers/votes.js'

const facts: SheetFacts = {
  contests: [aContest('member', 2, ['m1', 'm2'])],
  ...national2026,
  illegibleScope: 'ballot',
}
const [anna, ben, cora, officer] = [1, 2, 3, 9]
const empty: EntryState = { status: 'empty' }
const wrongSum = aSheet({ blankBallots: 2 })
const otherwise = aSheet({ invalidBallots: 2, blankBallots: 2 })

function taken(step: Step): EntryState {
  if (!step.ok) throw new Error(step.error.code)
  return step.value
}
const code = (step: Step): string => (step.ok ? step.value.status : step.error.code)
const type = (state: EntryState, who: number, entered: EnteredSheet): EntryState =>
  taken(submitEntry(taken(startEntry(state, who)), who, { entered, explanations: {} }, facts))
const first = type(empty, anna, aSheet())
const differ = type(first, ben, otherwise)
const secondWrong = type(first, ben, wrongSum)
const firstWrong = type(empty, anna, wrongSum)

t.test('an entry with errors goes back to its typist with everything kept', async (t) => {
  const back = taken(returnEntry(firstWrong, officer))
  t.match(back, { status: 'firstEntryInProgress', running: { accountId: anna, draft: { blankBallots: '2' } } })
  t.equal(code(returnEntry(firstWrong, anna)), 'same-person')
  t.equal(code(returnEntry(first, officer)), 'wrong-state')
  const again = taken(submitEntry(back, anna, { entered: aSheet(), explanations: {} }, facts))
  t.equal(code(startEntry(again, officer)), 'has-seen-entry', 'who looked at it does not type it')
  t.equal(code(startEntry(again, ben)), 'secondEntryInProgress')
})

t.test('throwing away begins anew', async (t) => {
  for (const { state, answer, because } of [
    { state: differ, answer: 'empty', because: 'both entries' },
    { state: firstWrong, answer: 'empty', because: 'the entry with errors' },
    {
      state: taken(orderCorrection(differ, 'first', officer, facts)),
      answer: 'empty',
      because: 'before the correction begins',
    },
    { state: first, answer: 'wrong-state', because: 'nothing to decide' },
    { state: type(first, ben, aSheet()), answer: 'wrong-state', because: 'definitive is definitive' },
  ]) {
    t.equal(code(discardAll(state)), answer, because)
  }
})

t.test('keeping one entry has the other typed anew by another person', async (t) => {
  const kept = taken(resolveKeeping(differ, 'second', officer, facts))
  t.match(kept, { status: 'firstEntryDone', first: { accountId: ben, entered: otherwise }, resolvers: [officer] })
  t.equal(code(startEntry(kept, ben)), 'same-person')
  t.equal(code(startEntry(kept, officer)), 'has-seen-entry')
  t.equal(code(startEntry(kept, anna)), 'secondEntryInProgress')
})

t.test('who may decide on two entries, and which of them may be kept', async (t) => {
  for (const { state, who, kept, answer, because } of [
    { state: differ, who: officer, kept: 'first', answer: 'firstEntryDone', because: 'somebody who typed neither' },
    { state: differ, who: anna, kept: 'first', answer: 'same-person', because: 'her own entry' },
    { state: differ, who: ben, kept: 'first', answer: 'same-person', because: 'his own entry' },
    {
      state: secondWrong,
      who: officer,
      kept: 'second',
      answer: 'has-errors',
      because: 'an entry with errors cannot stand',
    },
    { state: secondWrong, who: officer, kept: 'first', answer: 'firstEntryDone', because: 'the other can' },
    { state: first, who: officer, kept: 'first', answer: 'wrong-state', because: 'only one entry' },
  ] as const) {
    t.equal(code(resolveKeeping(state, kept, who, facts)), answer, because)
    const wrong = kept === 'first' ? 'second' : 'first'
    const corrected = answer === 'firstEntryDone' ? 'correctionOrdered' : answer
    t.equal(code(orderCorrection(state, wrong, who, facts)), corrected, `correcting the other: ${because}`)
  }
  const warned = resolveKeeping(differ, 'first', officer, { ...facts, ballotsIssued: 99 })
  t.match(
    warned,
    { error: { code: 'warnings-unexplained', findings: [{ code: 'more-ballots-than-issued' }] } },
    'a new warning',
  )
})

t.test('another decision may still be taken before the correction begins', async (t) => {
  const ordered = taken(orderCorrection(differ, 'first', officer, facts))
  t.match(ordered, { status: 'correctionOrdered', wrong: 'first', resolvers: [officer] })
  t.equal(code(resolveKeeping(ordered, 'first', officer, facts)), 'firstEntryDone')
  t.equal(code(resolveKeeping(taken(startEntry(ordered, cora)), 'first', officer, facts)), 'wrong-state')
})

t.test('no path leads to a definitive sheet that two people did not type alike', async (t) => {
  const step = fc.record({
    act: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom('start', 'submit') },
      { weight: 1, arbitrary: fc.constantFrom('discard', 'return', 'discardAll', 'keep', 'correct') },
    ),
    who: fc.constantFrom(anna, ben, cora, officer),
    which: fc.constantFrom('first', 'second'),
    entered: fc.constantFrom(aSheet(), otherwise, aSheet(), wrongSum),
  })
  const run = (
    state: EntryState,
    { act, who, which, entered }: typeof step extends fc.Arbitrary<infer T> ? T : never,
  ): Step => {
    if (act === 'start') return startEntry(state, who)
    if (act === 'submit') return submitEntry(state, who, { entered, explanations: {} }, facts)
    if (act === 'discard') return discardEntry(state, who)
    if (act === 'return') return returnEntry(state, who)
    if (act === 'discardAll') return discardAll(state)
    if (act === 'keep') return resolveKeeping(state, which, who, facts)
    return orderCorrection(state, which, who, facts)
  }
  let definitive = 0
  let runs = 0
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      runs += 1
      const end = steps.reduce<EntryState>((state, each) => {
        const next = run(state, each)
        return next.ok ? next.value : state
      }, empty)
      if (end.status !== 'definitive') return true
      definitive += 1
      const { first: one, second: two } = end
      const isAlike = JSON.stringify(one.entered) === JSON.stringify(two.entered)
      return one.accountId !== two.accountId && isAlike && one.entered !== wrongSum
    }),
    { numRuns: 2000 },
  )
  t.ok(definitive * 20 > runs, `${definitive} of ${runs} random runs ended definitive`)
})

t.test('bundles of unlike length cannot be corrected ballot by ballot', async (t) => {
  const bundle = (ballots: readonly string[]) => ({ ...aSheet(), ballots })
  const one = type(empty, anna, bundle(['1', '2', '0']))
  const missing = type(one, ben, bundle(['1', '0']))
  const unlike = type(one, ben, bundle(['1', '1', '0']))
  t.equal(code(orderCorrection(missing, 'second', officer, facts)), 'ballots-missing')
  t.equal(code(orderCorrection(unlike, 'second', officer, facts)), 'correctionOrdered')
  t.equal(code(resolveKeeping(missing, 'first', officer, facts)), 'firstEntryDone', 'one of them is kept instead')
})
