import type { PlainDate } from '../lib/plain-date.js'
import type { FigureName, Figures } from './figures.js'

/**
 * How sure we are of a figure: read in the text that binds; read in a sibling rule or a secondary source
 * and taken over until the binding text is known; inferred by us where every text is silent.
 */
export type Certainty = 'read' | 'secondary' | 'inferred'

/** Where a figure comes from and whether a community's own election procedure may set it otherwise. */
export interface Provenance {
  /** The article in Chinese, as findings print it. */
  readonly source: string
  readonly certainty: Certainty
  readonly mayBeSetLocally: boolean
}

/** The figures in force for an election, each with its source. An election stores `id` and `version`. */
export interface RuleSet extends Figures {
  readonly id: string
  readonly version: number
  /** Name in Chinese as printed on papers. */
  readonly title: string
  /** The same in short, for the foot of a page. */
  readonly shortTitle: string
  /** The statute in full, with year. */
  readonly law: string
  /** True while a source that the set rests on has not been read in full. */
  readonly isProvisional: boolean
  /** First election day to which it may be applied. */
  readonly inForceFrom: PlainDate
  /** Last election day to which it may be applied; without one it is still in force. */
  readonly inForceUntil?: PlainDate
  readonly provenance: Readonly<Record<FigureName, Provenance>>
}

/**
 * How binding a figure is: `hard` stands in the text that binds and is never set aside; `provisional` is a
 * sibling rule's, to be checked; `soft` is a planning value. The last two may be departed from with a reason.
 */
export type Strength = 'hard' | 'provisional' | 'soft'

export function strengthOf(ruleSet: RuleSet, figure: FigureName): Strength {
  const { certainty } = ruleSet.provenance[figure]
  return certainty === 'read' ? 'hard' : certainty === 'secondary' ? 'provisional' : 'soft'
}

/** Breaking a hard figure is an error; breaking any other is a warning to be acknowledged with a reason. */
export function severityOf(ruleSet: RuleSet, figure: FigureName): 'error' | 'warning' {
  return strengthOf(ruleSet, figure) === 'hard' ? 'error' : 'warning'
}
