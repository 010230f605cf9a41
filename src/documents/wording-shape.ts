import type { BlockPart, FactName, Part } from './wording-tree.js'

/** What a wording may name: words, a yes or no, a list, or something with parts of its own. */
export type Shape =
  | { readonly kind: 'text' }
  | { readonly kind: 'flag' }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'parts'; readonly parts: Readonly<Record<string, Shape>> }

const text: Shape = { kind: 'text' }

/** The shape of sample facts; a list that is empty there has the shape in which the shipped wording uses it. */
export function shapeOfFacts(facts: object, shipped: readonly Part[]): Shape {
  return filledIn(shapeOf(facts), shipped)
}

function shapeOf(value: unknown): Shape {
  if (typeof value === 'boolean') return { kind: 'flag' }
  if (Array.isArray(value)) return { kind: 'list', of: value.map(shapeOf).reduce(joined, { kind: 'parts', parts: {} }) }
  if (typeof value !== 'object' || value === null) return text
  return { kind: 'parts', parts: Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shapeOf(part)])) }
}

function joined(one: Shape, other: Shape): Shape {
  if (one.kind === 'parts' && other.kind === 'parts') return { kind: 'parts', parts: { ...one.parts, ...other.parts } }
  return other
}

function filledIn(shape: Shape, parts: readonly Part[]): Shape {
  if (shape.kind !== 'parts') return shape
  const lists = blocksIn(parts).filter(({ helper }) => helper === 'each')
  const own = { ...shape.parts }
  for (const { fact, inside } of lists) {
    const [name = ''] = fact.parts
    const list = Object.hasOwn(own, name) ? own[name] : undefined
    if (list?.kind !== 'list') continue
    const isEmpty = list.of.kind === 'parts' && Object.keys(list.of.parts).length === 0
    own[name] = { kind: 'list', of: filledIn(isEmpty ? usedIn(inside) : list.of, inside) }
  }
  return { kind: 'parts', parts: own }
}

/** Blocks of the same list level: those inside a condition too, those inside a list not. */
function blocksIn(parts: readonly Part[]): BlockPart[] {
  return parts.flatMap((part) => {
    if (part.kind !== 'block') return []
    const deeper = part.helper === 'each' ? [] : blocksIn(part.inside)
    return [part, ...deeper, ...blocksIn(part.otherwise)]
  })
}

function usedIn(parts: readonly Part[]): Shape {
  const own: Record<string, Shape> = {}
  for (const part of parts) {
    if (part.kind === 'text') continue
    const fact = part.kind === 'value' ? part : part.fact
    const [name] = fact.parts
    if (fact.out > 0 || fact.isPlace) continue
    if (name === undefined) return text
    own[name] =
      part.kind === 'value'
        ? text
        : part.helper === 'each'
          ? { kind: 'list', of: usedIn(part.inside) }
          : { kind: 'flag' }
  }
  return { kind: 'parts', parts: own }
}

/** The shape of what a name means inside these lists, the innermost last; undefined: there is no such fact. */
export function shapeNamed({ parts, out }: FactName, scopes: readonly Shape[]): Shape | undefined {
  let shape = scopes.at(-1 - out)
  for (const part of parts) {
    if (shape?.kind !== 'parts' || !Object.hasOwn(shape.parts, part)) return undefined
    shape = shape.parts[part]
  }
  return shape
}

/** Every fact by its path from outside, `posts.name`, lists before what is in them. */
export function pathsIn(shape: Shape, prefix = ''): { path: string; kind: Shape['kind'] }[] {
  if (shape.kind === 'list') return pathsIn(shape.of, prefix)
  if (shape.kind !== 'parts') return []
  return Object.entries(shape.parts).flatMap(([name, part]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`
    return [{ path, kind: part.kind }, ...pathsIn(part, path)]
  })
}
