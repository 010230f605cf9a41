import type { RuleSet } from './rule-set.js'

/**
 * The stroke key of a character: texts that compare plainly in the order of strokes, one and only one text a
 * character; undefined for a character the table does not hold.
 */
export type StrokeKey = (character: string) => string | undefined

/** Names in order of surname strokes (姓氏笔画), with what a person has to look at. */
export interface OrderedNames<T> {
  readonly ordered: readonly T[]
  /** Characters without a key, each once; names with them stand after the known ones and are placed by hand. */
  readonly unknown: readonly string[]
  /** Groups written alike; their order among themselves is decided by hand (forms.md B5). */
  readonly alike: readonly (readonly T[])[]
}

/**
 * Orders by the strokes of the surname, by character order GF 3003-1999 as the keys hold it: first character;
 * under one surname, names of two characters before longer ones; then the second character, then the third.
 * A compound surname counts by its first character. The dot of minority names is not a character.
 */
export function orderByStrokes<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  strokeKey: StrokeKey,
): OrderedNames<T> {
  const compare = compareByStrokes(strokeKey)
  const ordered = [...items].sort((a, b) => compare(nameOf(a), nameOf(b)))
  const characters = items.flatMap((item) => charactersOf(nameOf(item)))
  const unknown = [...new Set(characters.filter((character) => strokeKey(character) === undefined))]
  return { ordered, unknown, alike: groupsWrittenAlike(ordered, nameOf) }
}

/**
 * The order of candidates on the list and on the ballot: after a primary by its votes where the rule set says so
 * (ZJ villages art. 18, Sichuan art. 22), equal votes among themselves by strokes; else by strokes. `votesOf` is
 * absent where no primary was held for the post.
 */
export function orderCandidates<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  votesOf: ((item: T) => number) | undefined,
  { candidateOrder }: Pick<RuleSet, 'candidateOrder'>,
  strokeKey: StrokeKey,
): OrderedNames<T> & { readonly by: 'strokes' | 'votes' } {
  const byStrokes = orderByStrokes(items, nameOf, strokeKey)
  if (votesOf === undefined || candidateOrder === 'strokes') return { ...byStrokes, by: 'strokes' }
  const alike = byStrokes.alike
    .map((group) => group.filter((one) => group.some((other) => other !== one && votesOf(other) === votesOf(one))))
    .filter((group) => group.length > 0)
  const ordered = [...byStrokes.ordered].sort((a, b) => votesOf(b) - votesOf(a))
  return { ordered, unknown: byStrokes.unknown, alike, by: 'votes' }
}

function groupsWrittenAlike<T>(items: readonly T[], nameOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const name = charactersOf(nameOf(item)).join('')
    groups.set(name, [...(groups.get(name) ?? []), item])
  }
  return [...groups.values()].filter((group) => group.length > 1)
}

/** Compares two names as `orderByStrokes` does; 0 only for names written alike. */
export function compareByStrokes(strokeKey: StrokeKey): (a: string, b: string) => number {
  return (a, b) => {
    const left = charactersOf(a)
    const right = charactersOf(b)
    return (
      compareCharacters(left[0], right[0], strokeKey) ||
      Number(left.length > 2) - Number(right.length > 2) ||
      compareFrom(1, left, right, strokeKey)
    )
  }
}

function charactersOf(name: string): string[] {
  return [...name].filter((character) => !/[\s·•‧・]/u.test(character))
}

function compareFrom(start: number, left: readonly string[], right: readonly string[], strokeKey: StrokeKey): number {
  for (let i = start; i < Math.max(left.length, right.length); i += 1) {
    const order = compareCharacters(left[i], right[i], strokeKey)
    if (order !== 0) return order
  }
  return 0
}

/** No character comes before any, and one without a key after all that have one. */
function compareCharacters(a: string | undefined, b: string | undefined, strokeKey: StrokeKey): number {
  if (a === b) return 0
  if (a === undefined) return -1
  if (b === undefined) return 1
  const left = strokeKey(a)
  const right = strokeKey(b)
  if (left === right) return a < b ? -1 : 1
  if (left === undefined) return 1
  if (right === undefined) return -1
  return left < right ? -1 : 1
}
