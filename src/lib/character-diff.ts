/** A piece of a line, and whether it stands in one of two lines only. */
export interface Piece {
  readonly text: string
  readonly isChanged: boolean
}

export interface CharacterDiff {
  readonly before: readonly Piece[]
  readonly after: readonly Piece[]
}

/** Above this share of characters that both lines have, they are the same line changed; below, another line. */
const alikeFrom = { num: 1, den: 2 } as const

/** Fewer shared characters than this between two changes make reading harder, not easier. */
const leastShared = 2

/** What of one line became what of another, character by character; undefined when they have too little in common. */
export function characterDiff(before: string, after: string): CharacterDiff | undefined {
  const [was, is] = [[...before], [...after]]
  const pairs = sharedPlaces(was, is)
  if (2 * pairs.length * alikeFrom.den < (was.length + is.length) * alikeFrom.num) return undefined
  const shared = withoutCrumbs(pairs, was.length, is.length)
  return {
    before: piecesOf(was, new Set(shared.map(([i]) => i))),
    after: piecesOf(is, new Set(shared.map(([, j]) => j))),
  }
}

type Pair = readonly [before: number, after: number]

/** The places of a longest common part: what is alike at both ends first, the rest by comparing. */
function sharedPlaces(was: readonly string[], is: readonly string[]): Pair[] {
  const shortest = Math.min(was.length, is.length)
  let head = 0
  while (head < shortest && was[head] === is[head]) head += 1
  let tail = 0
  while (tail < shortest - head && was[was.length - 1 - tail] === is[is.length - 1 - tail]) tail += 1
  const middle = longestCommon(was.slice(head, was.length - tail), is.slice(head, is.length - tail))
  return [
    ...Array.from({ length: head }, (_, i): Pair => [i, i]),
    ...middle.map(([i, j]): Pair => [i + head, j + head]),
    ...Array.from({ length: tail }, (_, i): Pair => [was.length - tail + i, is.length - tail + i]),
  ]
}

function longestCommon(was: readonly string[], is: readonly string[]): Pair[] {
  const lengths: number[][] = Array.from({ length: was.length + 1 }, () => new Array<number>(is.length + 1).fill(0))
  const at = (i: number, j: number) => (lengths[i] as number[])[j] as number
  for (let i = was.length - 1; i >= 0; i -= 1) {
    for (let j = is.length - 1; j >= 0; j -= 1) {
      const row = lengths[i] as number[]
      row[j] = was[i] === is[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const pairs: Pair[] = []
  let [i, j] = [0, 0]
  while (i < was.length && j < is.length) {
    if (was[i] === is[j]) {
      pairs.push([i, j])
      i += 1
      j += 1
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1
    else j += 1
  }
  return pairs
}

/** Leaves out what is shared only by chance: a lone character between two changes. */
function withoutCrumbs(pairs: readonly Pair[], beforeLength: number, afterLength: number): Pair[] {
  const runs: Pair[][] = []
  for (const pair of pairs) {
    const last = runs.at(-1)?.at(-1)
    if (last && last[0] + 1 === pair[0] && last[1] + 1 === pair[1]) runs.at(-1)?.push(pair)
    else runs.push([pair])
  }
  const isAtEdge = ([first, last]: readonly [Pair, Pair]) =>
    (first[0] === 0 && first[1] === 0) || (last[0] === beforeLength - 1 && last[1] === afterLength - 1)
  return runs.filter((run) => run.length >= leastShared || isAtEdge([run[0] as Pair, run.at(-1) as Pair])).flat()
}

function piecesOf(characters: readonly string[], shared: ReadonlySet<number>): Piece[] {
  const pieces: { text: string; isChanged: boolean }[] = []
  characters.forEach((character, i) => {
    const isChanged = !shared.has(i)
    const last = pieces.at(-1)
    if (last?.isChanged === isChanged) last.text += character
    else pieces.push({ text: character, isChanged })
  })
  return pieces
}
