/** A line that two texts share, or that one of them has alone. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** What became of a text line by line, in reading order: as few lines removed and added as there can be. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [was, is] = [before.split('\n'), after.split('\n')]
  const common = commonLengths(was, is)
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  const at = (row: number, column: number) => common[row]?.[column] ?? 0
  while (i < was.length || j < is.length) {
    const [old, now] = [was[i], is[j]]
    if (old !== undefined && old === now) {
      lines.push({ kind: 'same', text: old })
      i += 1
      j += 1
    } else if (old !== undefined && (now === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: 'removed', text: old })
      i += 1
    } else {
      lines.push({ kind: 'added', text: String(now) })
      j += 1
    }
  }
  return lines
}

/** How many lines the rests of both texts share from each place on. */
function commonLengths(was: readonly string[], is: readonly string[]): number[][] {
  const common: number[][] = Array.from({ length: was.length + 1 }, () => [])
  for (let i = was.length - 1; i >= 0; i -= 1) {
    for (let j = is.length - 1; j >= 0; j -= 1) {
      const [row, next] = [common[i] as number[], common[i + 1] as number[]]
      row[j] = was[i] === is[j] ? (next[j + 1] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return common
}
