import type { EntryRefusal, EntryState } from './double-entry.js'
import { startEntry } from './double-entry.js'

type Status = EntryState['status']

/** How a sheet is typed, in words. */
export const modeText = { totals: '录计票单的合计数', ballots: '逐张录选票' } as const

/** Where a sheet stands, in words. */
export const statusText: Readonly<Record<Status, { readonly text: string; readonly look: string }>> = {
  empty: { text: '未录入', look: '' },
  firstEntryInProgress: { text: '第一次录入中', look: 'current' },
  firstEntryHasErrors: { text: '第一次录入有误，待核对', look: 'wrong' },
  firstEntryDone: { text: '等第二次录入', look: 'current' },
  secondEntryInProgress: { text: '第二次录入中', look: 'current' },
  entriesDiffer: { text: '两次不一致，待核对', look: 'wrong' },
  correctionOrdered: { text: '等更正录入', look: 'warn' },
  correctionInProgress: { text: '更正录入中', look: 'current' },
  definitive: { text: '已核定', look: 'done' },
}

/** Which entry is due or being typed; undefined when none is. */
export function entryDue({ status }: EntryState): 'first' | 'second' | 'correction' | undefined {
  if (status === 'empty' || status === 'firstEntryInProgress') return 'first'
  if (status === 'firstEntryDone' || status === 'secondEntryInProgress') return 'second'
  if (status === 'correctionOrdered' || status === 'correctionInProgress') return 'correction'
  return undefined
}

export const entryText = { first: '第一次录入', second: '第二次录入', correction: '更正录入' } as const

/** Whether a decision of the officer is due: an entry with errors, or two that differ. */
export function isToBeResolved({ status }: EntryState): boolean {
  return status === 'firstEntryHasErrors' || status === 'entriesDiffer'
}

/** Whom a sheet waits for. */
export function waitsFor({ status }: EntryState): string {
  if (status === 'definitive') return ''
  if (status === 'firstEntryHasErrors' || status === 'entriesDiffer') return '选举委员会负责人核对'
  if (status === 'firstEntryDone') return '另一位录入员第二次录入'
  if (status === 'correctionOrdered') return '没有看过的录入员更正录入'
  return status === 'empty' ? '录入员第一次录入' : '录入员完成录入'
}

/** Why a person may not go on, in words. */
export function refusalText({ code }: EntryRefusal): string {
  switch (code) {
    case 'same-person':
      return '同一张计票单的两次录入要由两个人分别完成：另一次录入是您做的。'
    case 'has-seen-entry':
      return '您核对时看过这张计票单的录入内容，不能再录入它。'
    case 'taken-by-other':
      return '另一位录入员正在录入这张计票单。'
    case 'has-errors':
      return '要保留的那一次录入有数字不符，不能保留。'
    case 'warnings-unexplained':
      return '要保留的那一次录入有提醒没有说明，不能保留。'
    case 'ballots-missing':
      return '两次录入的张数不一样，补录不了：请保留录对的一次，另一次重新录。'
    case 'wrong-state':
      return '这张计票单的状态已经变化，现在不能这样办理。'
  }
}

/** Whether this person may type on the sheet now, and if not, why. */
export function mayType(entry: EntryState, accountId: number): { readonly may: boolean; readonly reason: string } {
  const step = startEntry(entry, accountId)
  return step.ok ? { may: true, reason: '' } : { may: false, reason: refusalText(step.error) }
}

/** Everybody whose account a sheet's entries name. */
export function accountsIn(entry: EntryState): number[] {
  return [
    ...('first' in entry ? [entry.first.accountId] : []),
    ...('second' in entry ? [entry.second.accountId] : []),
    ...('running' in entry ? [entry.running.accountId] : []),
  ]
}
