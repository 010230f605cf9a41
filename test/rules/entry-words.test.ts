import t from 'tap'
import type { EntryRefusal, EntryState, FinishedEntry } from '../../src/rules/double-entry.js'
import {
  accountsIn,
  entryDue,
  isToBeResolved,
  mayType,
  refusalText,
  statusText,
  waitsFor,
} from '../../src/rules/entry-words.js'
import { aSheet } from '../helpers/votes.js'

const by = (accountId: number): FinishedEntry => ({ accountId, entered: aSheet(), explanations: {} })
const running = { accountId: 3, draft: {} }
const resolvers: readonly number[] = []
const states: readonly EntryState[] = [
  { status: 'empty' },
  { status: 'firstEntryInProgress', running, resolvers },
  { status: 'firstEntryHasErrors', first: by(1), resolvers },
  { status: 'firstEntryDone', first: by(1), resolvers },
  { status: 'secondEntryInProgress', first: by(1), running, resolvers },
  { status: 'entriesDiffer', first: by(1), second: by(2), resolvers },
  { status: 'correctionOrdered', wrong: 'first', first: by(1), second: by(2), resolvers },
  { status: 'correctionInProgress', wrong: 'first', first: by(1), second: by(2), running, resolvers },
  { status: 'definitive', first: by(1), second: by(2) },
]

t.test('each state in words: what is due, who is waited for, whose hands were on it', async (t) => {
  t.same(
    states.map((state) => [
      statusText[state.status].text,
      entryDue(state) ?? '',
      waitsFor(state),
      isToBeResolved(state),
      accountsIn(state).join(),
    ]),
    [
      ['未录入', 'first', '录入员第一次录入', false, ''],
      ['第一次录入中', 'first', '录入员完成录入', false, '3'],
      ['第一次录入有误，待核对', '', '选举委员会负责人核对', true, '1'],
      ['等第二次录入', 'second', '另一位录入员第二次录入', false, '1'],
      ['第二次录入中', 'second', '录入员完成录入', false, '1,3'],
      ['两次不一致，待核对', '', '选举委员会负责人核对', true, '1,2'],
      ['等更正录入', 'correction', '没有看过的录入员更正录入', false, '1,2'],
      ['更正录入中', 'correction', '录入员完成录入', false, '1,2,3'],
      ['已核定', '', '', false, '1,2'],
    ],
  )
})

t.test('every refusal is a sentence of its own', async (t) => {
  const refusals: readonly EntryRefusal[] = [
    { code: 'same-person' },
    { code: 'has-seen-entry' },
    { code: 'taken-by-other' },
    { code: 'has-errors', findings: [] },
    { code: 'warnings-unexplained', findings: [] },
    { code: 'ballots-missing' },
    { code: 'wrong-state' },
  ]
  const texts = refusals.map(refusalText)
  t.equal(new Set(texts).size, refusals.length)
  for (const text of texts) t.match(text, /。$/)
  t.same(mayType({ status: 'empty' }, 1), { may: true, reason: '' })
  t.match(mayType({ status: 'firstEntryDone', first: by(1), resolvers }, 1), { may: false, reason: /两个人分别完成/ })
})
