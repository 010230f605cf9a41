import { type Result, ok, refused } from '../lib/result.js'
import { type Finding, hasErrors } from './finding.js'
import { differences, sheetDraft } from './sheet-fields.js'
import { checkSheet, type EnteredSheet, type SheetFacts } from './tally-sheet.js'

/** Form fields as typed so far, by field name (see `EnteredSheet`); a field not typed yet is absent or empty. */
export type SheetDraft = Readonly<Record<string, string>>

/** An entry somebody is typing. */
export interface RunningEntry {
  readonly accountId: number
  readonly draft: SheetDraft
}

/** An entry as submitted, and by whom. */
export interface FinishedEntry extends Submission {
  readonly accountId: number
}

/** What is handed in: the sheet as typed and an explanation for each warning, by its code. */
export interface Submission {
  readonly entered: EnteredSheet
  readonly explanations: Readonly<Record<string, string>>
}

export type Which = 'first' | 'second'

/**
 * Where the double entry (双录入) of one tally sheet stands; plain JSON. Nothing becomes definitive that two
 * people did not type alike. `resolvers` are those who looked at an entry to decide on it: they type none afterwards.
 */
export type EntryState =
  | { readonly status: 'empty' }
  | {
      readonly status: 'firstEntryInProgress'
      readonly running: RunningEntry
      readonly resolvers: readonly number[]
    }
  /** Kept as typed: the paper itself may be wrong, so the station must be asked before anything goes on. */
  | {
      readonly status: 'firstEntryHasErrors'
      readonly first: FinishedEntry
      readonly resolvers: readonly number[]
    }
  | { readonly status: 'firstEntryDone'; readonly first: FinishedEntry; readonly resolvers: readonly number[] }
  | {
      readonly status: 'secondEntryInProgress'
      readonly first: FinishedEntry
      readonly running: RunningEntry
      readonly resolvers: readonly number[]
    }
  | {
      readonly status: 'entriesDiffer'
      readonly first: FinishedEntry
      readonly second: FinishedEntry
      readonly resolvers: readonly number[]
    }
  /** One entry is to be corrected blind: its differing fields are typed anew by somebody who knows neither. */
  | {
      readonly status: 'correctionOrdered'
      readonly wrong: Which
      readonly first: FinishedEntry
      readonly second: FinishedEntry
      readonly resolvers: readonly number[]
    }
  | {
      readonly status: 'correctionInProgress'
      readonly wrong: Which
      readonly first: FinishedEntry
      readonly second: FinishedEntry
      readonly running: RunningEntry
      readonly resolvers: readonly number[]
    }
  | { readonly status: 'definitive'; readonly first: FinishedEntry; readonly second: FinishedEntry }

/** Why a step of the double entry is not taken. */
export type EntryRefusal =
  /** The state does not allow this step. */
  | { readonly code: 'wrong-state' }
  /** Somebody else is typing this entry. */
  | { readonly code: 'taken-by-other' }
  /** The other entry is this person's own. */
  | { readonly code: 'same-person' }
  /** This person has looked at an entry to decide on it, so could not type blind. */
  | { readonly code: 'has-seen-entry' }
  /** Two bundles of unlike length: nobody can say which line of one is which ballot of the other. */
  | { readonly code: 'ballots-missing' }
  /** The entry has errors that keep it from standing. */
  | { readonly code: 'has-errors'; readonly findings: readonly Finding[] }
  /** Warnings that must be explained in writing first. */
  | { readonly code: 'warnings-unexplained'; readonly findings: readonly Finding[] }

export type Step = Result<EntryState, EntryRefusal>

/** A person begins the entry that is due, or goes on with the one begun: the first, the second or a correction. */
export function startEntry(state: EntryState, accountId: number): Step {
  switch (state.status) {
    case 'empty':
      return ok({ status: 'firstEntryInProgress', running: { accountId, draft: {} }, resolvers: [] })
    case 'firstEntryDone':
      if (state.first.accountId === accountId) return refused({ code: 'same-person' })
      if (state.resolvers.includes(accountId)) return refused({ code: 'has-seen-entry' })
      return ok({ ...state, status: 'secondEntryInProgress', running: { accountId, draft: {} } })
    case 'correctionOrdered': {
      if (state[otherThan(state.wrong)].accountId === accountId) return refused({ code: 'same-person' })
      if (state.resolvers.includes(accountId)) return refused({ code: 'has-seen-entry' })
      const draft = sheetDraft(state[state.wrong].entered, differences(state.first.entered, state.second.entered))
      return ok({ ...state, status: 'correctionInProgress', running: { accountId, draft } })
    }
    case 'firstEntryInProgress':
    case 'secondEntryInProgress':
    case 'correctionInProgress':
      return state.running.accountId === accountId ? ok(state) : refused({ code: 'taken-by-other' })
    default:
      return refused({ code: 'wrong-state' })
  }
}

/** Keeps what has been typed so far, so that a closed browser loses nothing. */
export function saveDraft(state: EntryState, accountId: number, draft: SheetDraft): Step {
  if (!isRunning(state)) return refused({ code: 'wrong-state' })
  if (state.running.accountId !== accountId) return refused({ code: 'taken-by-other' })
  return ok({ ...state, running: { accountId, draft } })
}

/** The typist gives up the entry being typed; what was submitted before stands. */
export function discardEntry(state: EntryState, accountId: number): Step {
  if (!isRunning(state)) return refused({ code: 'wrong-state' })
  if (state.running.accountId !== accountId) return refused({ code: 'taken-by-other' })
  if (state.status === 'firstEntryInProgress') return ok({ status: 'empty' })
  const { first, resolvers } = state
  if (state.status === 'secondEntryInProgress') return ok({ status: 'firstEntryDone', first, resolvers })
  return ok({ status: 'correctionOrdered', wrong: state.wrong, first, second: state.second, resolvers })
}

/**
 * Submits the entry being typed. A first entry is kept even with errors, and then waits for a decision.
 * Warnings must be explained. A second or corrected entry is compared with the other: alike, the sheet is
 * definitive; otherwise both are kept until somebody resolves their differences.
 */
export function submitEntry(state: EntryState, accountId: number, submission: Submission, facts: SheetFacts): Step {
  if (!isRunning(state)) return refused({ code: 'wrong-state' })
  if (state.running.accountId !== accountId) return refused({ code: 'taken-by-other' })
  const findings = checkSheet(submission.entered, facts)
  const isWrong = hasErrors(findings)
  const unexplained = unexplainedWarnings(submission, findings)
  if (!isWrong && unexplained.length > 0) return refused({ code: 'warnings-unexplained', findings: unexplained })
  const entry = { accountId, ...submission }
  const { resolvers } = state
  if (state.status === 'firstEntryInProgress') {
    return ok({ status: isWrong ? 'firstEntryHasErrors' : 'firstEntryDone', first: entry, resolvers })
  }
  const pair = withEntry(state, entry)
  if (differences(pair.first.entered, pair.second.entered).length > 0) {
    return ok({ status: 'entriesDiffer', ...pair, resolvers })
  }
  return isWrong ? refused({ code: 'has-errors', findings }) : ok({ status: 'definitive', ...pair })
}

/** The warnings that nobody has explained; an explanation of blanks is none. */
export function unexplainedWarnings({ explanations }: Submission, findings: readonly Finding[]): Finding[] {
  const isExplained = (code: string): boolean => Object.hasOwn(explanations, code) && explanations[code]?.trim() !== ''
  return findings.filter(({ severity, code }) => severity === 'warning' && !isExplained(code))
}

export function otherThan(which: Which): Which {
  return which === 'first' ? 'second' : 'first'
}

type Running = Extract<EntryState, { readonly running: RunningEntry }>

function isRunning(state: EntryState): state is Running {
  return 'running' in state
}

function withEntry(
  state: Exclude<Running, { readonly status: 'firstEntryInProgress' }>,
  entry: FinishedEntry,
): { first: FinishedEntry; second: FinishedEntry } {
  if (state.status === 'correctionInProgress' && state.wrong === 'first') return { first: entry, second: state.second }
  return { first: state.first, second: entry }
}
