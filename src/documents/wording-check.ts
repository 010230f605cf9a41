import { blocksOf } from './wording-blocks.js'
import { type FixedPhrase, fixedPhrases, missingPhrases } from './wording-phrases.js'
import { type Shape, shapeNamed } from './wording-shape.js'
import { skeletonOf } from './wording-skeleton.js'
import { parseWording, WordingError } from './wording-tags.js'
import { type FactName, type Part, wordingTree } from './wording-tree.js'
import { unprintable } from './unprintable.js'

/** What is wrong with a wording, and in which of its lines. */
export interface Mistake {
  readonly line: number
  readonly message: string
}

export interface CheckedWording {
  readonly mistakes: readonly Mistake[]
  /** Facts that the shipped wording prints and this one does not, by their paths: to be thought about. */
  readonly leftOut: readonly string[]
}

/** In characters; the longest shipped one has a fifth of it. */
const longest = 20_000
const deepest = 8

/** Names of people in lists: a list without them says nothing. */
const peopleFacts = new Set(['name', 'names', 'people', 'principal', 'proxy', 'scribe'])

/**
 * Whether a wording may take the place of the shipped one: only known tags and facts, lists only within bounds, the words
 * of the law unchanged, and number, date, signature and names where they belong.
 */
export function checkWording(source: string, shipped: string, shape: Shape): CheckedWording {
  if (source.length > longest) return refused({ line: 1, message: `措辞最多 ${longest} 个字符` })
  let parts: Part[]
  try {
    parts = wordingTree(source)
  } catch (error) {
    if (error instanceof WordingError) return refused(error)
    throw error
  }
  const shippedParts = wordingTree(shipped)
  const printed = pathsPrinted(parts)
  const leftOut = [...pathsPrinted(shippedParts)].filter((path) => !printed.has(path))
  const mistakes = [
    ...checkFacts(parts, [shape], 0),
    ...tagMistakes(parts),
    ...checkPhrases(fixedPhrases(parts), fixedPhrases(shippedParts)),
    ...leftOut.filter(isOwed).map((path) => ({ line: 1, message: `缺少{{${path}}}，这一项必须印出来` })),
    ...glyphMistakes(parts),
  ]
  return { mistakes, leftOut: leftOut.filter((path) => !isOwed(path)) }
}

function refused({ line, message }: Mistake): CheckedWording {
  return { mistakes: [{ line, message: message.replace(/（第\d+行）$/u, '') }], leftOut: [] }
}

function isOwed(path: string): boolean {
  const steps = path.split('.')
  return (
    ['number', 'date', 'issuer', 'fingerprint'].includes(path) ||
    (steps.length > 1 && peopleFacts.has(steps.at(-1) ?? ''))
  )
}

/** Every fact that a wording prints, by its path from outside; conditions count for nothing. */
function pathsPrinted(parts: readonly Part[], lists: readonly string[] = []): Set<string> {
  const printed = new Set<string>()
  const pathOf = ({ parts: names, out }: FactName) => [...lists.slice(0, lists.length - out), ...names].join('.')
  for (const part of parts) {
    if (part.kind === 'text') continue
    if (part.kind === 'value') {
      if (!part.isPlace) printed.add(pathOf(part))
      continue
    }
    const inner = part.helper === 'each' ? [...lists, ...part.fact.parts] : lists
    for (const path of [...pathsPrinted(part.inside, inner), ...pathsPrinted(part.otherwise, lists)]) printed.add(path)
  }
  return printed
}

function checkFacts(parts: readonly Part[], scopes: readonly Shape[], depth: number): Mistake[] {
  return parts.flatMap((part): Mistake[] => {
    if (part.kind === 'text') return []
    const { line } = part
    if (part.kind === 'value') return wrongFact(part, scopes, 'text', line)
    if (depth >= deepest) return [{ line, message: '条件和清单套得太深' }]
    const isList = part.helper === 'each'
    const wrong = wrongFact(part.fact, scopes, isList ? 'list' : 'flag', line)
    if (wrong.length > 0) return wrong
    if (isList && part.fact.out > 0) return [{ line, message: '清单里面只能再列这一项自己的清单' }]
    const list = isList ? shapeNamed(part.fact, scopes) : undefined
    const inner = list?.kind === 'list' ? [...scopes, list.of] : scopes
    return [...checkFacts(part.inside, inner, depth + 1), ...checkFacts(part.otherwise, scopes, depth + 1)]
  })
}

const uses = {
  text: '要印出来的资料',
  flag: '{{#if}} 和 {{#unless}} 用的条件',
  list: '{{#each}} 用的清单',
} as const

function wrongFact(fact: FactName, scopes: readonly Shape[], wanted: keyof typeof uses, line: number): Mistake[] {
  if (fact.isPlace) {
    const known = wanted === 'text' ? fact.written === '@number' : ['@first', '@last'].includes(fact.written)
    if (known && scopes.length > 1 && fact.out === 0) return []
    return [{ line, message: `这里不能用 ${fact.written}；清单里的序号写作 {{@number}}` }]
  }
  const shape = shapeNamed(fact, scopes)
  if (!shape)
    return [
      { line, message: `没有“${fact.written}”这项资料${scopes.length > 1 ? '（清单里面只能用清单的各项）' : ''}` },
    ]
  if (shape.kind === wanted) return []
  return [{ line, message: `“${fact.written}”不是${uses[wanted]}` }]
}

/** Tags as they stand in the wording, every branch whole in itself, so that no facts can bring them out of order. */
function tagMistakes(parts: readonly Part[]): Mistake[] {
  try {
    for (const skeleton of skeletonOf(parts)) parseWording(skeleton)
    blocksOf(parseWording(skeletonOf(parts)[0] ?? ''))
    return []
  } catch (error) {
    if (!(error instanceof WordingError)) throw error
    return [...refused(error).mistakes]
  }
}

function checkPhrases(own: readonly FixedPhrase[], shipped: readonly FixedPhrase[]): Mistake[] {
  const broken = own
    .filter(({ isBroken }) => isBroken)
    .map(({ line }) => ({ line, message: '法定用语里不能有条件或者清单' }))
  const changed = missingPhrases(own, shipped).map(({ line, text }) => ({
    line,
    message: `“${text}”不是出厂措辞的法定用语，或者挪到了别的条件下；请照出厂措辞恢复`,
  }))
  const gone = missingPhrases(shipped, own).map(({ text, line }) => ({
    line,
    message: `缺少法定用语“${text}”（在出厂措辞第${line}行），法定用语不能删改`,
  }))
  return [...broken, ...changed, ...gone]
}

function glyphMistakes(parts: readonly Part[]): Mistake[] {
  return parts.flatMap((part): Mistake[] => {
    if (part.kind === 'value') return []
    if (part.kind === 'block') return [...glyphMistakes(part.inside), ...glyphMistakes(part.otherwise)]
    return part.text.split('\n').flatMap((line, i) =>
      unprintable(line.replace(/<[^>]*>/g, '').replace(/[\r\t]/g, ' ')).map((character) => ({
        line: part.line + i,
        message: `“${character}”没有字体可以印`,
      })),
    )
  })
}
