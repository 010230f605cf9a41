import type { EnteredSheet } from './tally-sheet.js'
import { comparedLine } from './typed-ballot.js'
import { plainName } from './write-in.js'

/** The figures that head a tally sheet, in the order of the paper. */
export const ballotFields = [
  'ballotsIssued',
  'ballotsReturned',
  'validBallots',
  'invalidBallots',
  'blankBallots',
] as const

export const voteKinds = ['for', 'against', 'abstain'] as const

export function candidateField(candidateId: string, kind: (typeof voteKinds)[number]): string {
  return `candidate-${candidateId}-${kind}`
}

/** `row` counts the write-in rows of a post from 1. */
export function writeInField(postId: string, row: number, part: 'name' | 'votes'): string {
  return `writeIn-${postId}-${row}-${part}`
}

/**
 * How a write-in is called when two entries are compared: by post and name, because two people may type the
 * rows in another order.
 */
export function writeInKey(postId: string, name: string): string {
  return `writeIn-${postId}-${plainName(name)}`
}

/** `number` counts the ballots of a bundle from 1. */
export function ballotField(number: number): string {
  return `ballot-${number}`
}

/** A sheet's figures by name, each write-in under its key; rows without any content are left out. */
function figures(sheet: EnteredSheet): Map<string, number> {
  const named = new Map<string, number>()
  for (const field of ballotFields) {
    const value = sheet[field]
    if (value !== undefined) named.set(field, value)
  }
  for (const { postId, candidates, writeIns } of sheet.posts) {
    for (const row of candidates) {
      for (const kind of voteKinds) named.set(candidateField(row.candidateId, kind), row[kind])
    }
    for (const { name, votes } of writeIns) {
      const key = writeInKey(postId, name)
      named.set(key, votes + (named.get(key) ?? 0))
    }
  }
  return named
}

/** The names of all that two entries of one sheet do not have alike, in the order of the paper; empty when alike. */
export function differences(first: EnteredSheet, second: EnteredSheet): string[] {
  if (first.ballots ?? second.ballots) return differentBallots(first.ballots ?? [], second.ballots ?? [])
  const inFirst = figures(first)
  const inSecond = figures(second)
  const names = new Set([...inFirst.keys(), ...inSecond.keys()])
  return [...names].filter((name) => inFirst.get(name) !== inSecond.get(name))
}

/** Ballot by ballot: what the rules make of alike ballots is alike. */
function differentBallots(first: readonly string[], second: readonly string[]): string[] {
  const numbers = Array.from({ length: Math.max(first.length, second.length) }, (_, index) => index)
  return numbers
    .filter((index) => comparedLine(first[index] ?? '') !== comparedLine(second[index] ?? ''))
    .map((index) => ballotField(index + 1))
}

/**
 * The form fields of a sheet as text, without those named (as `differences` names them): what a blind
 * correction starts from. A write-in that differs disappears with its name, since the name may be the slip.
 */
export function sheetDraft(sheet: EnteredSheet, without: readonly string[] = []): Record<string, string> {
  const emptied = new Set(without)
  if (sheet.ballots) {
    const lines = sheet.ballots.map((line, index) => [ballotField(index + 1), line] as const)
    return Object.fromEntries(lines.map(([field, line]) => [field, emptied.has(field) ? '' : line]))
  }
  const kept = [...figures(sheet)].filter(([name]) => !emptied.has(name) && !name.startsWith('writeIn-'))
  const draft = Object.fromEntries(kept.map(([name, value]) => [name, String(value)]))
  for (const { postId, writeIns } of sheet.posts) {
    const rows = writeIns.filter(({ name }) => !emptied.has(writeInKey(postId, name)))
    for (const [index, { name, votes }] of rows.entries()) {
      draft[writeInField(postId, index + 1, 'name')] = name
      draft[writeInField(postId, index + 1, 'votes')] = String(votes)
    }
  }
  return draft
}
