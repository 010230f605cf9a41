import type { PlainDate } from '../../lib/plain-date.js'
import type { ElectionForm } from '../../rules/election-form.js'
import type { Actor } from '../audit-log/record-event.js'
import type { Db } from '../db/database.js'
import type { JobRunner } from '../jobs/job-runner.js'
import type { RouteAccess } from '../security/guard.js'
import type { Access, Role } from '../security/roles.js'
import type { Sealer } from '../security/sealing.js'
import type { FormErrors } from './forms.js'

/** The account that signed in. */
export interface Account {
  readonly id: number
  readonly displayName: string
  readonly role: Role
  readonly townshipId: number | null
  readonly communityId: number | null
  readonly mustChangePassword: boolean
}

/** The season that is on, with what stands for today in it. */
export interface SeasonInForce {
  readonly id: number
  readonly kind: 'drill' | 'real'
  readonly bureauName: string
  readonly termNumber: number
  readonly firstDay: PlainDate
  readonly lastDay: PlainDate
  readonly drillToday: PlainDate | null
}

/** The election an address names, once the account may see it. */
export interface ElectionInScope {
  readonly id: number
  readonly seasonId: number
  readonly communityId: number
  readonly kind: 'regular' | 'byElection'
  readonly communityName: string
  readonly townshipId: number
  readonly townshipName: string
  readonly termNumber: number
  readonly form: ElectionForm
  readonly electionDay: PlainDate
  readonly ruleSetId: string
  readonly ruleSetVersion: number
  readonly settings: string
  readonly contactPlace: string
  readonly contactTelephone: string
  readonly version: number
  /** The round that is on: the last one opened. */
  readonly round: RoundInScope
}

export interface RoundInScope {
  readonly id: number
  readonly number: number
  readonly kind: 'first' | 'runoff' | 'tieBreak' | 'rerun'
  readonly votingDay: PlainDate
}

export type PageModel = Readonly<Record<string, unknown>> & {
  readonly title: string
  readonly errors?: FormErrors | undefined
  /** Figures of a count whose result is not declared: the frame says 未公布 in the page and in the browser's title. */
  readonly isUnpublished?: boolean
}

declare module 'fastify' {
  interface FastifyInstance {
    db: Db
    sealer: Sealer
    clock: () => Date
    /** Where anybody can reach the house, printed on papers; empty: nowhere. */
    publicUrl: string
    /** Long work that goes on beside the pages. */
    jobs: JobRunner
    /** Every route with the roles it names, in the order they were added. */
    routesAndRoles: RouteAccess[]
  }
  interface FastifyContextConfig {
    roles?: Access
    /** A file in this route's form goes piece by piece into the store; the handler finds it under `stored`. */
    upload?: 'stored'
  }
  interface FastifyRequest {
    /** Only where the route's roles ask for a sign-in; see `actorOf`. */
    account: Account | null
    season: SeasonInForce | null
    election: ElectionInScope
    /** Today in the season: a drill has its own. */
    today: PlainDate
    /** This instant, on that day, ISO in UTC. */
    now: string
    actor: Actor
  }
  interface FastifyReply {
    /** Sends a page: the template of the given name inside the frame that every page has. */
    page(template: string, model: PageModel): Promise<FastifyReply>
    /** Sends a part of a page, for the page's script to put into its place: no frame, no messages. */
    part(template: string, model: object): FastifyReply
    /** Says something on the next page shown, once. */
    flash(message: string): void
  }
}

declare module '@fastify/session' {
  interface FastifySessionObject {
    accountId?: number
    startedAt?: string
    lastSeenAt?: string
    flash?: string[]
  }
}
declare module 'fastify' {
  interface Session {
    accountId?: number
    startedAt?: string
    lastSeenAt?: string
    flash?: string[]
  }
}
