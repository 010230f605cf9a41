/** A hash in groups of four digits, as people compare it with what is printed: 8f31 02ac … */
export function fingerprintGroups(hex: string): string {
  return groupsOf(hex).join(' ')
}

/** The groups of a hash one by one. */
export function groupsOf(hex: string): string[] {
  return hex.match(/.{1,4}/g) ?? []
}

/**
 * Two groups of a hash, counted from 1, for somebody to fill in from paper: the same ones as often as it is asked in one
 * `turn`, as a rule others in the next.
 */
export function blankedGroups(hex: string, turn: number): readonly [number, number] {
  const count = groupsOf(hex).length
  const first = (Number.parseInt(hex.slice(0, 8), 16) + turn * 7) % count
  const step = 1 + ((Number.parseInt(hex.slice(8, 16), 16) + turn * 5) % (count - 1))
  const second = (first + step) % count
  return first < second ? [first + 1, second + 1] : [second + 1, first + 1]
}
