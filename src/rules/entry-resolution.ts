import { type Result, ok, refused } from '../lib/result.js'
import {
  type EntryRefusal,
  type EntryState,
  type FinishedEntry,
  otherThan,
  type Step,
  unexplainedWarnings,
  type Which,
} from './double-entry.js'
import { hasErrors } from './finding.js'
import { sheetDraft } from './sheet-fields.js'
import { checkSheet, type SheetFacts } from './tally-sheet.js'

/**
 * The steps of those who decide when an entry has errors or two entries differ (核对差异). They look at the
 * paper and at what was typed, choose, and type nothing themselves: no step here changes a figure.
 */

/** Sends a first entry with errors back to its typist, everything kept, after the paper has been looked at. */
export function returnEntry(state: EntryState, accountId: number): Step {
  if (state.status !== 'firstEntryHasErrors') return refused({ code: 'wrong-state' })
  if (state.first.accountId === accountId) return refused({ code: 'same-person' })
  const running = { accountId: state.first.accountId, draft: sheetDraft(state.first.entered) }
  return ok({ status: 'firstEntryInProgress', running, resolvers: [...state.resolvers, accountId] })
}

/** Throws away what was submitted; the sheet is typed twice anew. */
export function discardAll(state: EntryState): Step {
  return state.status === 'firstEntryHasErrors' || hasBoth(state)
    ? ok({ status: 'empty' })
    : refused({ code: 'wrong-state' })
}

/** Keeps one entry and throws away the other, which is typed anew by somebody other than the kept one's typist. */
export function resolveKeeping(state: EntryState, kept: Which, accountId: number, facts: SheetFacts): Step {
  const both = decidable(state, kept, accountId, facts)
  if (!both.ok) return both
  return ok({ status: 'firstEntryDone', first: both.value[kept], resolvers: both.value.resolvers })
}

/**
 * Has one entry corrected blind: only the fields that differ are emptied, and they are typed anew by somebody
 * who has not seen the other entry.
 */
export function orderCorrection(state: EntryState, wrong: Which, accountId: number, facts: SheetFacts): Step {
  const both = decidable(state, otherThan(wrong), accountId, facts)
  if (both.ok && both.value.first.entered.ballots?.length !== both.value.second.entered.ballots?.length) {
    return refused({ code: 'ballots-missing' })
  }
  return both.ok ? ok({ status: 'correctionOrdered', wrong, ...both.value }) : both
}

interface Both {
  readonly first: FinishedEntry
  readonly second: FinishedEntry
  readonly resolvers: readonly number[]
}

function hasBoth(state: EntryState): state is EntryState & Both {
  return state.status === 'entriesDiffer' || state.status === 'correctionOrdered'
}

/** Both entries, if this person may decide on them and the one to be kept can stand. */
function decidable(state: EntryState, kept: Which, accountId: number, facts: SheetFacts): Result<Both, EntryRefusal> {
  if (!hasBoth(state)) return refused({ code: 'wrong-state' })
  const { first, second, resolvers } = state
  if (first.accountId === accountId || second.accountId === accountId) return refused({ code: 'same-person' })
  const findings = checkSheet(state[kept].entered, facts)
  if (hasErrors(findings)) return refused({ code: 'has-errors', findings })
  const unexplained = unexplainedWarnings(state[kept], findings)
  if (unexplained.length > 0) return refused({ code: 'warnings-unexplained', findings: unexplained })
  return ok({ first, second, resolvers: [...resolvers, accountId] })
}
