import type { Finding } from './finding.js'

/** A line of the roll, by its number, with whatever stands in it. */
export interface RollLine {
  readonly voterNumber: number
  readonly fields: Readonly<Record<string, string | number | boolean | null>>
}

/** A line that stands in both versions, with the names of the fields that differ. */
export interface ChangedLine {
  readonly before: RollLine
  readonly after: RollLine
  readonly fields: readonly string[]
}

/** What one version of the roll has and the other has not; lines in order of their numbers. */
export interface RollDifference {
  readonly added: readonly RollLine[]
  readonly removed: readonly RollLine[]
  readonly changed: readonly ChangedLine[]
}

export function differenceOf(before: readonly RollLine[], after: readonly RollLine[]): RollDifference {
  const old = new Map(before.map((line) => [line.voterNumber, line]))
  const now = new Set(after.map(({ voterNumber }) => voterNumber))
  return {
    added: inOrder(after.filter(({ voterNumber }) => !old.has(voterNumber))),
    removed: inOrder(before.filter(({ voterNumber }) => !now.has(voterNumber))),
    changed: inOrder(after).flatMap((line) => {
      const earlier = old.get(line.voterNumber)
      return earlier === undefined ? [] : changedLine(earlier, line)
    }),
  }
}

function changedLine(before: RollLine, after: RollLine): ChangedLine[] {
  const fields = differentFields(before, after)
  return fields.length === 0 ? [] : [{ before, after, fields }]
}

function inOrder(lines: readonly RollLine[]): RollLine[] {
  return [...lines].sort((a, b) => a.voterNumber - b.voterNumber)
}

function differentFields(before: RollLine, after: RollLine): string[] {
  const names = new Set([...Object.keys(before.fields), ...Object.keys(after.fields)])
  return [...names].filter((name) => before.fields[name] !== after.fields[name])
}

/** The part of a difference that was posted and must be put right by a notice: everybody on or off the roll, and of the others those whose posted fields changed. */
export function noticedPart(difference: RollDifference, postedFields: readonly string[]): RollDifference {
  const changed = difference.changed
    .map((line) => ({ ...line, fields: line.fields.filter((field) => postedFields.includes(field)) }))
    .filter(({ fields }) => fields.length > 0)
  return { ...difference, changed }
}

export function isEmpty({ added, removed, changed }: RollDifference): boolean {
  return added.length + removed.length + changed.length === 0
}

/** 新增3人，取消1人，更正2人 */
export function differenceText({ added, removed, changed }: RollDifference): string {
  return `新增${added.length}人，取消${removed.length}人，更正${changed.length}人`
}

/** Versions are numbered 1, 2, 3 … without a gap: one that is missing may have been taken away. */
export function checkVersionNumbers(numbers: readonly number[]): Finding[] {
  const sorted = [...numbers].sort((a, b) => a - b)
  const [wrong] = sorted
    .map((number, index) => ({ number, expected: index + 1 }))
    .filter(({ number, expected }) => number !== expected)
  if (wrong === undefined) return []
  const message = `选民名单的版本应从1起连续编号：应有第${wrong.expected}版，却是第${wrong.number}版。`
  return [{ code: 'roll-versions-gap', severity: 'error', fields: ['version'], message }]
}
