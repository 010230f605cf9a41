import type { Actor } from '../infra/audit-log/record-event.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { ElectionInScope, RoundInScope } from '../infra/http/context.js'
import type { PlainDate } from '../lib/plain-date.js'
import type { Finding } from '../rules/finding.js'
import type { RuleSet } from '../rules/rule-set.js'
import type { Milestone, MilestoneName } from '../rules/stages.js'
import type { TimetableOptions } from '../rules/timetable.js'
import type { TimetableKey } from '../rules/timetable-steps.js'
import { listProcedureDocuments } from '../timetable/queries.js'
import { type CommonFacts, commonFacts, type Issuer, sampleCommonFacts } from './common-facts.js'

/** What a paper is made in: an election as it stands today, and the vote that the paper is about. */
export interface PaperContext {
  readonly election: ElectionInScope
  readonly ruleSet: RuleSet
  readonly milestones: readonly Milestone[]
  /** What the timetable needs besides, the days off among it. */
  readonly timetable: TimetableOptions
  /** The round asked for; a paper of the whole election does not look at it. */
  readonly round: RoundInScope
  readonly bureau: string
  readonly today: PlainDate
}

/** A notice or other paper of the catalogue; `Own` are its facts beside those that every paper has. */
export interface NoticeDefinition<Own extends object> {
  /** Also the name of its wording, its golden text and its address. */
  readonly key: string
  /** In lists and file names. The heading that is printed stands in the wording. */
  readonly title: string
  readonly issuer: Issuer
  /** 第N号 in the election's one sequence; false for papers that are sent and not posted. */
  readonly isNumbered: boolean
  /** The articles of the 2025 law that it carries out, and the step of the timetable that is its posting, if there is one. */
  readonly rule: { readonly articles: readonly number[]; readonly step?: TimetableKey }
  /** It may be issued after all of these and before any of those, of the vote that it is about. */
  readonly after: readonly MilestoneName[]
  readonly before: readonly MilestoneName[]
  /** The kinds of vote that it is issued for, once each; absent: once an election. */
  readonly rounds?: readonly RoundInScope['kind'][]
  /** Names voters who stand for nothing: not for observers (Personal Information Protection Law, art. 6). */
  readonly namesVoters?: boolean
  /** What a second one does: it takes the place of the first, once the facts have changed, or stands beside it. */
  readonly again: 'replaces' | 'adds'
  /** What else stands in the way, beside milestones; warnings are for whoever issues it to weigh. */
  readonly check?: (db: Db, context: PaperContext) => Promise<Finding[]>
  /** The facts as they are now. Only called when nothing stands in the way. */
  readonly load: (db: Db, context: PaperContext) => Promise<Own>
  /** What issuing it brings about beside, in the same transaction. */
  readonly issued?: (
    trx: Trx,
    work: { readonly actor: Actor; readonly title: string },
    context: PaperContext,
  ) => Promise<void>
  /** Invented facts, for looking at the paper and for its tests. */
  readonly sample: Own
}

/** Everything a wording may use beside number and date. Plain JSON: it is stored with the paper. */
export type PaperFacts = CommonFacts & object

export interface Paper extends Omit<NoticeDefinition<object>, 'load' | 'sample'> {
  readonly load: (db: Db, context: PaperContext) => Promise<PaperFacts>
  readonly sample: PaperFacts
}

/** A paper for the catalogue, its own facts joined with those that every paper has. */
export function defineNotice<Own extends object>(definition: NoticeDefinition<Own>): Paper {
  const { load, sample, ...rest } = definition
  return {
    ...rest,
    load: async (db, context) => ({
      ...commonFacts(context, rest.issuer, rest.rule.articles, await listProcedureDocuments(db, context.election.id)),
      ...(await load(db, context)),
    }),
    sample: { ...sampleCommonFacts(rest.issuer, rest.rule.articles), ...sample },
  }
}
