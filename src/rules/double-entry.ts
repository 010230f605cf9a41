import type { Finding } from './finding.js'
import type { EnteredSheet } from './tally-sheet.js'

/** Form fields as typed so far, by field name (see `EnteredSheet`); a field not typed yet is absent or empty. */
export type SheetDraft = Readonly<Record<string, string>>

/** An entry somebody is typing. */
export interface RunningEntry {
  readonly accountId: number
  readonly draft: SheetDraft
}

/** An entry as submitted, with what was said to each warning, by code. */
export interface FinishedEntry {
  readonly accountId: number
  readonly entered: EnteredSheet
  readonly explanations: Readonly<Record<string, string>>
}

export type Which = 'first' | 'second'

/**
 * Where the double entry (双录入) of one tally sheet stands; plain JSON. Nothing becomes definitive that two
 * people did not type alike. `resolvers` are those who saw both entries: they type neither afterwards.
 */
export type EntryState =
  | { readonly status: 'empty' }
  | { readonly status: 'firstEntryInProgress'; readonly running: RunningEntry }
  /** Kept as typed: the paper itself may be wrong, so the station must be asked before anything goes on. */
  | { readonly status: 'firstEntryHasErrors'; readonly first: FinishedEntry }
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
  /** This person has seen both entries while resolving their differences. */
  | { readonly code: 'has-seen-both' }
  /** The entry has errors that keep it from standing. */
  | { readonly code: 'has-errors'; readonly findings: readonly Finding[] }
  /** Warnings that must be explained in writing first. */
  | { readonly code: 'warnings-unexplained'; readonly findings: readonly Finding[] }
