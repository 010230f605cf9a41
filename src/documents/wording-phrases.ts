import type { Part } from './wording-tree.js'

/** Words of the law in a wording, marked as fixed there. */
export interface FixedPhrase {
  readonly text: string
  /** The conditions and lists that it stands under. */
  readonly under: string
  readonly line: number
  /** A condition or list stands within it. */
  readonly isBroken: boolean
}

const gap = '\u0000'

/** The phrases of a wording that are marked `<span class="fixed">`, with the names of facts in them. */
export function fixedPhrases(parts: readonly Part[], under = ''): FixedPhrase[] {
  const text = parts.map(writtenOut).join('')
  const start = parts[0]?.kind === 'block' ? 1 : (parts[0]?.line ?? 1)
  const own = [...text.matchAll(/<span\s+class="fixed"\s*>([\s\S]*?)<\/span\s*>/g)].map(
    ({ 1: phrase = '', index }) => ({
      text: phrase.replace(/\s*\n\s*/g, '').replaceAll(gap, ''),
      under,
      line: start + text.slice(0, index).split('\n').length - 1,
      isBroken: phrase.includes(gap),
    }),
  )
  const inner = parts.flatMap((part) => {
    if (part.kind !== 'block') return []
    const name = `${under}/${part.helper} ${part.fact.written}`
    return [...fixedPhrases(part.inside, name), ...fixedPhrases(part.otherwise, `${name} else`)]
  })
  return [...own, ...inner]
}

/** A block is a gap as many lines long as its words, so that what follows keeps its line. */
function writtenOut(part: Part): string {
  if (part.kind === 'text') return part.text
  if (part.kind === 'value') return `{{${part.written}}}`
  const inside = [...part.inside, ...part.otherwise].map(writtenOut).join('')
  return `${gap}${'\n'.repeat(inside.split('\n').length - 1)}`
}

/** Phrases of one wording that another lacks, each as often as it is missing there. */
export function missingPhrases(phrases: readonly FixedPhrase[], others: readonly FixedPhrase[]): FixedPhrase[] {
  const left = others.map(keyOf)
  return phrases.filter((phrase) => {
    const at = left.indexOf(keyOf(phrase))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

function keyOf({ under, text }: FixedPhrase): string {
  return `${under}|${text}`
}
