import { comparedLine } from './typed-ballot.js'

/** A place where two bundles are not alike; a number is missing where only the other one has a ballot there. */
export interface BallotDifference {
  readonly first?: number
  readonly second?: number
}

/**
 * Where two people typed a bundle differently. When one of them left a ballot out or typed one twice, everything
 * behind it is shifted; so the two are laid side by side by their longest common part, and the ballot that is missing is
 * named instead of all that follow it. Ballots are numbered from 1.
 */
export function ballotDifferences(first: readonly string[], second: readonly string[]): BallotDifference[] {
  const a = first.map(comparedLine)
  const b = second.map(comparedLine)
  const common = commonLengths(a, b)
  const found: BallotDifference[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i += 1
      j += 1
      continue
    }
    const withoutFirst = i < a.length ? lengthAt(common, i + 1, j) : -1
    const withoutSecond = j < b.length ? lengthAt(common, i, j + 1) : -1
    const withoutBoth = i < a.length && j < b.length ? lengthAt(common, i + 1, j + 1) : -1
    if (withoutBoth >= withoutFirst && withoutBoth >= withoutSecond) {
      found.push({ first: i + 1, second: j + 1 })
      i += 1
      j += 1
    } else if (withoutFirst >= withoutSecond) {
      found.push({ first: i + 1 })
      i += 1
    } else {
      found.push({ second: j + 1 })
      j += 1
    }
  }
  return found
}

/** For every pair of places, how many ballots are alike from there on at most. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const alike = a[i] === b[j] ? lengthAt(rows, i + 1, j + 1) + 1 : 0
      const row = rows[i] as Uint16Array
      row[j] = Math.max(alike, lengthAt(rows, i + 1, j), lengthAt(rows, i, j + 1))
    }
  }
  return rows
}

function lengthAt(rows: readonly Uint16Array[], i: number, j: number): number {
  return (rows[i] as Uint16Array)[j] as number
}
