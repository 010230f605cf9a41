import t from 'tap'
import { type EntryState, startEntry, type Step, submitEntry } from '../../src/rules/double-entry.js'
import { choicesOf, decideEntry, needsReason, type Resolution, resolutions } from '../../src/rules/entry-decisions.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import type { EnteredSheet, SheetFacts } from '../../src/rules/tally-sheet.js'
import { aContest, aSheet } from '../helpers/votes.js'

const facts: SheetFacts = { contests: [aContest('member', 2, ['m1', 'm2'])], ...national2026, illegibleScope: 'ballot' }
const [anna, ben, officer] = [1, 2, 9]

function taken(step: Step): EntryState {
  if (!step.ok) throw new Error(step.error.code)
  return step.value
}
const type = (state: EntryState, who: number, entered: EnteredSheet): EntryState =>
  taken(submitEntry(taken(startEntry(state, who)), who, { entered, explanations: {} }, facts))
const empty: EntryState = { status: 'empty' }
const running = taken(startEntry(empty, anna))
const first = type(empty, anna, aSheet())
const differ = type(first, ben, aSheet({ invalidBallots: 2, blankBallots: 2 }))
const firstWrong = type(empty, anna, aSheet({ blankBallots: 2 }))
const definitive = type(first, ben, aSheet())

t.test('each decision leads where it says', async (t) => {
  for (const { state, resolution, answer } of [
    { state: firstWrong, resolution: 'returnEntry', answer: 'firstEntryInProgress' },
    { state: differ, resolution: 'keepFirst', answer: 'firstEntryDone' },
    { state: differ, resolution: 'keepSecond', answer: 'firstEntryDone' },
    { state: differ, resolution: 'correctFirst', answer: 'correctionOrdered' },
    { state: differ, resolution: 'correctSecond', answer: 'correctionOrdered' },
    { state: differ, resolution: 'discardAll', answer: 'empty' },
    { state: running, resolution: 'release', answer: 'empty' },
    { state: first, resolution: 'release', answer: 'wrong-state' },
    { state: definitive, resolution: 'reopen', answer: 'empty' },
    { state: differ, resolution: 'reopen', answer: 'wrong-state' },
  ] as const) {
    const step = decideEntry(state, resolution, officer, facts)
    t.equal(step.ok ? step.value.status : step.error.code, answer, `${resolution} of ${state.status}`)
  }
})

t.test('what is offered belongs to the state, and what this person may not do says why', async (t) => {
  const offered = (state: EntryState, who = officer) =>
    choicesOf(state, who, facts).map(({ value, may }) => `${value}${may ? '' : ' refused'}`)
  t.same(offered(empty), [])
  t.same(offered(firstWrong), ['returnEntry', 'discardAll'])
  t.same(offered(firstWrong, anna), ['returnEntry refused', 'discardAll'], 'not of one’s own entry')
  t.same(offered(differ), ['correctFirst', 'correctSecond', 'keepFirst', 'keepSecond', 'discardAll'])
  t.same(offered(definitive), ['reopen'])
  t.match(choicesOf(firstWrong, anna, facts)[0], { note: /由两个人分别完成/, text: resolutions.returnEntry })
  t.equal(choicesOf(definitive, officer, facts)[0]?.note, '')
  const withReason = (Object.keys(resolutions) as Resolution[]).filter(needsReason)
  t.same(withReason, ['release', 'reopen'])
})
