import type { EntryState } from '../rules/double-entry.js'
import { entryDue, entryText, isToBeResolved, statusText, waitsFor } from '../rules/entry-words.js'
import type { SheetRow } from './queries.js'

type Status = EntryState['status']

/** Two characters for a square among hundreds, in the order in which a sheet goes through them. */
const marks: Readonly<Record<Status, string>> = {
  empty: '未录',
  firstEntryInProgress: '一录',
  firstEntryHasErrors: '有误',
  firstEntryDone: '一毕',
  secondEntryInProgress: '二录',
  entriesDiffer: '不一',
  correctionOrdered: '待改',
  correctionInProgress: '改录',
  definitive: '核定',
}

/** Whose names may be shown: those of the community and above; an observer sees figures alone. */
export type Names = ReadonlyMap<number, string> | undefined

/** How many sheets are where, in the order in which a sheet goes; places where no sheet is are left out but the two ends. */
export function placesOf(sheets: readonly SheetRow[]) {
  return (Object.keys(marks) as Status[]).flatMap((status) => {
    const count = sheets.filter(({ entry }) => entry.status === status).length
    const isEnd = status === 'empty' || status === 'definitive'
    return count > 0 || isEnd ? [{ mark: marks[status], count, ...statusText[status] }] : []
  })
}

/** The sheets of each station as squares, with how many are done. */
export function stationsOf(sheets: readonly SheetRow[], stations: readonly { readonly id: number; name: string }[]) {
  return stations.map(({ id, name }) => {
    const own = sheets.filter(({ stationId }) => stationId === id)
    return {
      name,
      total: own.length,
      definitive: own.filter(({ entry }) => entry.status === 'definitive').length,
      hasSheets: own.length > 0,
      squares: own.map((sheet) => squareOf(sheet)),
    }
  })
}

function squareOf({ id, number, entry }: SheetRow) {
  return { id, number, mark: marks[entry.status], ...statusText[entry.status] }
}

/** Every sheet with who typed what; its station is named at the first of its sheets. */
export function rowsOf(sheets: readonly SheetRow[], names: Names) {
  const nameOf = (accountId: number): string => names?.get(accountId) ?? ''
  return sheets.map(({ id, stationId, stationName, number, mode, entry }, index) => ({
    id,
    number,
    isBundle: mode === 'ballots',
    isFirst: sheets[index - 1]?.stationId !== stationId,
    station: stationName,
    sheets: sheets.filter((other) => other.stationId === stationId).length,
    status: statusText[entry.status],
    first: entryWords('first', entry, nameOf),
    second: entryWords('second', entry, nameOf),
    waitsFor: waitingFor(entry, nameOf),
  }))
}

/** 已录 陈国强, 正在录 陈国强, or nothing. */
function entryWords(which: 'first' | 'second', entry: EntryState, nameOf: (id: number) => string): string {
  const isRunning = 'running' in entry && beingTyped(entry) === which
  if (isRunning)
    return `正在${entryDue(entry) === 'correction' ? '更正' : '录'} ${nameOf(entry.running.accountId)}`.trim()
  const done = which === 'first' ? ('first' in entry ? entry.first : null) : 'second' in entry ? entry.second : null
  return done === null ? '' : `已录 ${nameOf(done.accountId)}`.trim()
}

/** Which of the two entries is being typed; a correction is of the one that was wrong. */
function beingTyped(entry: EntryState): 'first' | 'second' {
  if (entry.status === 'correctionInProgress') return entry.wrong
  return entry.status === 'secondEntryInProgress' ? 'second' : 'first'
}

function waitingFor(entry: EntryState, nameOf: (id: number) => string): string {
  const due = entryDue(entry)
  if (!('running' in entry) || due === undefined) return waitsFor(entry)
  return `${nameOf(entry.running.accountId) || '录入员'}完成${entryText[due]}`
}

/** What is waited for, of whom and for which sheets: what only the officer can do first, then what nobody has begun. */
export function waitingOf(sheets: readonly SheetRow[], names: Names, uncovered: readonly string[], undecided: number) {
  const rows = rowsOf(sheets, names)
  const waiting = sheets.flatMap((sheet, index) => {
    if (sheet.entry.status === 'definitive') return []
    const rank = isToBeResolved(sheet.entry) ? 0 : 'running' in sheet.entry ? 2 : 1
    return [{ rank, for: rows[index]?.waitsFor ?? '', sheet: `${sheet.stationName}第${sheet.number}张` }]
  })
  const whom = [...new Set(waiting.sort((a, b) => a.rank - b.rank).map((one) => one.for))]
  return [
    ...lineOf('选举委员会负责人生成计票单', uncovered),
    ...(undecided > 0
      ? [{ for: '选举委员会负责人认定疑难票', count: undecided, things: `${undecided} 张疑难票` }]
      : []),
    ...whom.flatMap((each) =>
      lineOf(
        each,
        waiting.filter((one) => one.for === each).map(({ sheet }) => sheet),
      ),
    ),
  ]
}

/** Not a hundred sheets in one line: the first few, so that somebody can begin. */
function lineOf(whom: string, things: readonly string[]) {
  if (things.length === 0) return []
  const shown = things.slice(0, 6).join('、')
  return [{ for: whom, count: things.length, things: things.length > 6 ? `${shown}等` : shown }]
}

/** The bar over all sheets in thousandths: typed twice alike, typed once, to be decided; what is left is untouched. */
export function barOf(sheets: readonly SheetRow[]) {
  const share = (test: (entry: EntryState) => boolean): number =>
    sheets.length === 0 ? 0 : Math.floor((sheets.filter(({ entry }) => test(entry)).length * 1000) / sheets.length)
  const done = share(({ status }) => status === 'definitive')
  const once = share((entry) => entry.status !== 'definitive' && 'first' in entry && !isToBeResolved(entry))
  const wrong = share(isToBeResolved)
  return { done, once, wrong, onceFrom: done, wrongFrom: done + once }
}
