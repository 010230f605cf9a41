import { type Figures, figures } from './figures.js'
import type { Range } from './figures/wording.js'
import type { Certainty, Provenance, RuleSet } from './rule-set.js'

/** A figure together with where it comes from. */
export interface Stated<T> {
  readonly value: T
  readonly provenance: Provenance
}

export type StatedFigures = { readonly [K in keyof Figures]: Stated<Figures[K]> }

type Head = Pick<
  RuleSet,
  'id' | 'version' | 'title' | 'shortTitle' | 'law' | 'isProvisional' | 'inForceFrom' | 'inForceUntil'
>

function state<T>(value: T, source: string, certainty: Certainty, mayBeSetLocally: boolean): Stated<T> {
  return { value, provenance: { source, certainty, mayBeSetLocally } }
}

/** A figure that stands in the binding text; nobody may set it otherwise. */
export function binding<T>(value: T, source: string): Stated<T> {
  return state(value, source, 'read', false)
}

/** A limit that stands in the binding text; a local procedure may be stricter, never laxer. */
export function limit<T>(value: T, source: string): Stated<T> {
  return state(value, source, 'read', true)
}

/** A figure borrowed from a sibling rule until the binding text is known. */
export function borrowed<T>(value: T, source: string): Stated<T> {
  return state(value, source, 'secondary', true)
}

/** Our own default where the texts are silent. */
export function assumed<T>(value: T, source: string): Stated<T> {
  return state(value, source, 'inferred', true)
}

/** Whether the value falls short of the base: laxer where the figure has a strict side, different where it has none. */
export function isLooser<K extends keyof Figures>(figure: K, base: Figures[K], value: Figures[K]): boolean {
  switch (figures[figure].stricter) {
    case 'more':
      return (value as number) < (base as number)
    case 'fewer':
      return (value as number) > (base as number)
    case 'narrower': {
      const outer = base as Range
      const inner = value as Range
      return inner.min < outer.min || inner.max > outer.max
    }
    case 'subset':
      return (value as readonly string[]).some((one) => !(base as readonly string[]).includes(one))
    case 'same':
      return canonical(base) !== canonical(value)
  }
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

/** Makes a whole rule set from figures that each name their source. */
export function buildRuleSet(head: Head, stated: StatedFigures): RuleSet {
  const entries = Object.entries(stated) as [keyof Figures, Stated<never>][]
  return {
    ...head,
    ...(Object.fromEntries(entries.map(([figure, { value }]) => [figure, value])) as unknown as Figures),
    provenance: Object.fromEntries(
      entries.map(([figure, { provenance }]) => [figure, provenance]),
    ) as RuleSet['provenance'],
  }
}

/**
 * Lays a province's figures over a base. Where the base's text is silent the province fills; what stands in
 * the base's text it may only tighten. A looser figure is a mistake of ours and throws when the set is built.
 */
export function overlay(base: RuleSet, head: Head, stated: Partial<StatedFigures>): RuleSet {
  for (const [figure, { value }] of Object.entries(stated) as [keyof Figures, Stated<never>][]) {
    if (base.provenance[figure].certainty === 'read' && isLooser(figure, base[figure] as never, value)) {
      throw new Error(`rule set ${head.id} loosens ${figure} of ${base.id}`)
    }
  }
  const laid = buildRuleSet(head, stated as StatedFigures)
  return { ...base, ...laid, provenance: { ...base.provenance, ...laid.provenance } }
}
