import { ok, refused } from '../lib/result.js'
import { discardEntry, type EntryState, type Step } from './double-entry.js'
import { discardAll, orderCorrection, resolveKeeping, returnEntry } from './entry-resolution.js'
import { refusalText } from './entry-words.js'
import type { SheetFacts } from './tally-sheet.js'

/** What the officer can decide, in the words of the page; `reopen` and `release` need a reason. */
export const resolutions = {
  returnEntry: '退回原录入人改正（先请投票站更正纸质计票单，或者确认是录错）',
  keepFirst: '第一次录对了：作废第二次，由另一位录入员重新录一遍',
  keepSecond: '第二次录对了：作废第一次，由另一位录入员重新录一遍',
  correctFirst: '第一次录错了：只清空不一致的格子，由没看过第二次的录入员补录',
  correctSecond: '第二次录错了：只清空不一致的格子，由没看过第一次的录入员补录',
  discardAll: '都作废，从头录两遍',
  release: '录入人不在了：放弃正在进行的这次录入，换人再录',
  reopen: '核定后发现录错：作废这张的录入，从头录两遍',
} as const

export type Resolution = keyof typeof resolutions

/** Whether a decision stands only with its reason. */
export function needsReason(resolution: Resolution): boolean {
  return resolution === 'release' || resolution === 'reopen'
}

/** The entry state after a decision, or why the rules refuse it. */
export function decideEntry(entry: EntryState, resolution: Resolution, officer: number, facts: SheetFacts): Step {
  switch (resolution) {
    case 'returnEntry':
      return returnEntry(entry, officer)
    case 'keepFirst':
      return resolveKeeping(entry, 'first', officer, facts)
    case 'keepSecond':
      return resolveKeeping(entry, 'second', officer, facts)
    case 'correctFirst':
      return orderCorrection(entry, 'first', officer, facts)
    case 'correctSecond':
      return orderCorrection(entry, 'second', officer, facts)
    case 'discardAll':
      return discardAll(entry)
    case 'release':
      return 'running' in entry ? discardEntry(entry, entry.running.accountId) : refused({ code: 'wrong-state' })
    case 'reopen':
      return entry.status === 'definitive' ? ok({ status: 'empty' }) : refused({ code: 'wrong-state' })
  }
}

/** The decisions that belong to a state, whether or not the rules let this person take them. */
const offered: Partial<Readonly<Record<EntryState['status'], readonly Resolution[]>>> = {
  firstEntryHasErrors: ['returnEntry', 'discardAll'],
  entriesDiffer: ['correctFirst', 'correctSecond', 'keepFirst', 'keepSecond', 'discardAll'],
  correctionOrdered: ['correctFirst', 'correctSecond', 'keepFirst', 'keepSecond', 'discardAll'],
  firstEntryInProgress: ['release'],
  secondEntryInProgress: ['release'],
  correctionInProgress: ['release'],
  definitive: ['reopen'],
}

/** What a person can decide about an entry as it stands, and why not. */
export function choicesOf(entry: EntryState, officer: number, facts: SheetFacts) {
  return (offered[entry.status] ?? []).map((value) => {
    const step = decideEntry(entry, value, officer, facts)
    return { value, text: resolutions[value], may: step.ok, note: step.ok ? '' : refusalText(step.error) }
  })
}
