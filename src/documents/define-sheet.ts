import type { Actor } from '../infra/audit-log/record-event.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { Role } from '../infra/security/roles.js'
import type { Sealer } from '../infra/security/sealing.js'
import type { VotersWanted } from '../roll/queries.js'
import type { MilestoneName } from '../rules/stages.js'
import type { PaperContext } from './define-notice.js'
import type { Block } from './layout/blocks.js'
import type { Margins, Orientation, Paper as PaperFormat } from './layout/page-size.js'

/** How a list of voters may be ordered within its groups; `list`: household by household, as it is posted. */
export const wallOrders = ['list', 'number', 'strokes', 'pinyin'] as const

/** What the person at the desk chose for a print. */
export interface Picked extends VotersWanted {
  readonly paper: PaperFormat
  readonly layout: 'names' | 'table'
  readonly order?: (typeof wallOrders)[number]
  readonly identity: 'none' | 'last4' | 'whole'
  /** A version of the roll, and the one that it is compared with. */
  readonly version?: number
  readonly earlierVersion?: number
  /** The number of an objection in the docket. */
  readonly objection?: number
  /** The number of a polling station. */
  readonly station?: number
  /** The number of a certificate of election. */
  readonly certificate?: number
}

export type SheetOption =
  | 'group'
  | 'voterNumber'
  | 'addedSincePosting'
  | 'paper'
  | 'layout'
  | 'order'
  | 'identity'
  | 'version'
  | 'earlierVersion'
  | 'objection'
  | 'station'
  | 'certificate'

/** How a sheet lies on its page. */
export interface SheetPage {
  readonly orientation: Orientation
  readonly margins: Margins
  /** Cards, which are cut apart. */
  readonly unnumbered?: boolean
  /** With the border of a certificate. */
  readonly bordered?: boolean
}

export interface SheetFacts {
  readonly community: string
  readonly electionCommittee: string
  /** 奉中社区第九届居民委员会换届选举 */
  readonly election: string
  readonly electionDay: string
  readonly printedOn: string
}

/**
 * A form, register, list or card that is printed as often as it is needed, as the facts stand at that moment. It has no
 * number and is not kept: what counts is what is written on it by hand, or the roll it was printed from.
 */
export interface SheetDefinition<Own extends object> {
  readonly key: string
  readonly title: string
  /** What it is for, in a sentence. */
  readonly use: string
  readonly roles: readonly Role[]
  readonly after: readonly MilestoneName[]
  readonly options: readonly SheetOption[]
  readonly page: SheetPage
  /** Holds figures of the count: printed before the result is declared, it says 未公布 at the head and in its name. */
  readonly ofCount?: true
  /** What is said when there is nothing to print; by itself that nobody is as wished. */
  readonly nothing?: string
  readonly load: (
    source: { readonly db: Db; readonly sealer: Sealer },
    context: PaperContext,
    picked: Picked,
  ) => Promise<Own>
  /** What a print leaves behind beside its event, in the same transaction. */
  readonly printed?: (trx: Trx, context: PaperContext, picked: Picked, actor: Actor) => Promise<void>
  /** How many entries a print has, for the log and for refusing an empty one. */
  readonly count: (facts: Own) => number
  readonly blocks: (facts: SheetFacts & Own, picked: Picked) => readonly Block[]
  /** Invented facts, for looking at it and for its tests. */
  readonly sample: Own
}

/** A sheet of the catalogue, whatever its facts are. */
export interface Sheet extends Omit<SheetDefinition<object>, 'load' | 'count' | 'blocks' | 'sample'> {
  readonly prepare: (
    source: { readonly db: Db; readonly sealer: Sealer },
    context: PaperContext,
    picked: Picked,
  ) => Promise<{ readonly entries: number; readonly blocks: (facts: SheetFacts) => readonly Block[] }>
  readonly sampleBlocks: (facts: SheetFacts, picked: Picked) => readonly Block[]
}

export function defineSheet<Own extends object>(definition: SheetDefinition<Own>): Sheet {
  const { load, count, blocks, sample, ...rest } = definition
  return {
    ...rest,
    prepare: async (source, context, picked) => {
      const own = await load(source, context, picked)
      return { entries: count(own), blocks: (facts) => blocks({ ...facts, ...own }, picked) }
    },
    sampleBlocks: (facts, picked) => blocks({ ...facts, ...sample }, picked),
  }
}
