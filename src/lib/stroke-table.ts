import { strokeData } from './stroke-data.js'

/** The letters of the data: 横 提, 竖 竖钩, 撇, 点 捺 捺; every other letter is a fold. Kind and place among its like. */
const forms: Readonly<Record<string, string>> = { j: '1', i: '1', f: '2', g: '2', s: '3', k: '4', d: '4', l: '4' }
const mainBeforeAttached: Readonly<Record<string, string>> = {
  j: 'A',
  i: 'B',
  f: 'C',
  g: 'D',
  s: 'E',
  k: 'F',
  d: 'G',
  l: 'H',
}

let keys: Map<string, string> | undefined

/** Made at the first question, not at start-up: it takes some milliseconds and few processes ask. */
function table(): Map<string, string> {
  if (keys) return keys
  keys = new Map()
  for (const entry of strokeData.match(/[^a-z][a-z]+/gu) as readonly string[]) {
    const [character, ...strokes] = entry as unknown as [string, ...string[]]
    keys.set(character, keyOf(character, strokes))
  }
  return keys
}

function keyOf(character: string, strokes: readonly string[]): string {
  const count = twoDigits(strokes.length)
  const kinds = strokes.map((letter) => forms[letter] ?? '5').join('')
  const exact = strokes.map((letter) => mainBeforeAttached[letter] ?? letter).join('')
  return `${count}${kinds}${exact}${character}`
}

const twoDigits = (count: number) => String(count).padStart(2, '0')

/**
 * The place of a character in the order of strokes (GF 3003-1999 字序规范): compared as text, keys give fewer strokes
 * first, then 横 before 竖, 撇, 点, 折 stroke by stroke, then main before attached forms, then the code point. Undefined
 * for a character the table lacks: an order with it must be made by hand.
 */
export function strokeKey(character: string): string | undefined {
  return table().get(character)
}

/** Strokes of a character as somebody entered them: how many, and the kinds of the first of them, 横竖撇点折 as 1 to 5. */
export interface EnteredStrokes {
  readonly character: string
  readonly count: number
  readonly strokes: string
}

/**
 * The same as `strokeKey`, with characters that the table lacks where entered strokes put them: among those of as many
 * strokes that begin alike, they stand last. The table is never overruled.
 */
export function strokeKeyWith(entered: readonly EnteredStrokes[]): (character: string) => string | undefined {
  const own = new Map(
    entered.map(({ character, count, strokes }) => [character, `${twoDigits(count)}${strokes}~${character}`]),
  )
  return (character) => strokeKey(character) ?? own.get(character)
}
