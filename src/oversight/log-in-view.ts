import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Account } from '../infra/http/context.js'
import { type Role, roleText, wholeLogReaders } from '../infra/security/roles.js'
import { type EventInWords, eventInWords } from './event-facts.js'
import { eventText } from './event-text.js'
import { type LogScope, type ReadFilter, readFilter } from './log-filter.js'
import { listRecordNames } from './log-name-queries.js'
import { listEventsBySequence, listSequences } from './log-queries.js'
import { type Naming, namingOf, recordsNamed } from './record-facts.js'

const eventsPerPage = 50
/** Counted as far as this. */
const countedAtMost = 1_000

/** An event of the log as a page shows it. */
export interface ShownEvent extends EventInWords {
  readonly sequence: number
  readonly at: string
  readonly href: string
  readonly what: string
  readonly accountName: string
  readonly roleText: string
  readonly place: string
  readonly fingerprint: string
}

export interface FilteredLog {
  readonly read: ReadFilter
  readonly home: string
  /** What somebody did themselves, and no more. */
  readonly isOwn: boolean
  readonly events: readonly ShownEvent[]
  readonly isAtTop: boolean
  readonly count: { readonly counted: number; readonly isMore: boolean }
  /** The number that the next page begins below. */
  readonly older: number | undefined
}

/** How far somebody sees into the log at an address. */
export function logScopeOf({ election, account }: FastifyRequest): LogScope {
  const { id, role } = account as Account
  // The decorator is there before an election is found.
  const electionId = (election as typeof election | undefined)?.id
  return { electionId, accountId: wholeLogReaders.includes(role) ? undefined : id }
}

export function logHomeOf({ electionId }: LogScope): string {
  return electionId === undefined ? '/audit-log' : `/elections/${electionId}/audit-log`
}

/** A page of what an address asks for; from the top with how many there are. */
export async function logInView(
  app: FastifyInstance,
  request: FastifyRequest,
  before: number | undefined,
): Promise<FilteredLog> {
  const scope = logScopeOf(request)
  const read = await readFilter(app.db, request.query, scope)
  const isAtTop = before === undefined
  const most = isAtTop ? countedAtMost + 1 : eventsPerPage + 1
  const found = read.errors ? [] : await listSequences(app.db, read.filter, before, most)
  const shown = found.slice(0, eventsPerPage)
  return {
    read,
    home: logHomeOf(scope),
    isOwn: scope.accountId !== undefined,
    events: await shownEvents(app, request, shown),
    isAtTop,
    count: { counted: Math.min(found.length, countedAtMost), isMore: found.length > countedAtMost },
    older: found.length > eventsPerPage ? shown.at(-1) : undefined,
  }
}

async function shownEvents(
  app: FastifyInstance,
  request: FastifyRequest,
  sequences: readonly number[],
): Promise<readonly ShownEvent[]> {
  const rows = await listEventsBySequence(app.db, sequences)
  const naming = await namingFor(app, request, rows)
  const home = logHomeOf(logScopeOf(request))
  return rows.map((row) => ({
    ...eventInWords(row.type, row.content, naming),
    ...headOf(row),
    href: `${home}/${row.sequence}`,
  }))
}

type EventRow = Awaited<ReturnType<typeof listEventsBySequence>>[number]

/** Who did what, where and when. */
export function headOf({ sequence, at, type, accountName, role, communityName, electionKind, hash }: EventRow) {
  return {
    ...{ sequence, at, accountName },
    what: eventText(type),
    roleText: roleText[role as Role] ?? (role === 'system' ? '系统' : '未登录'),
    place: `${communityName ?? ''}${electionKind === 'byElection' ? '补选' : ''}`,
    fingerprint: hash.slice(0, 12),
  }
}

/** The names of all that events speak of, with links to what the reader may open. */
export async function namingFor(
  { db, routesAndRoles }: FastifyInstance,
  { account }: FastifyRequest,
  rows: readonly EventRow[],
): Promise<Naming> {
  const names = await listRecordNames(db, recordsNamed(rows))
  const open = new Set(
    routesAndRoles
      .filter(
        ({ method, roles }) => method === 'GET' && Array.isArray(roles) && roles.includes((account as Account).role),
      )
      .map(({ url }) => url.replace(/\/$/, '')),
  )
  return namingOf(names, (route) => open.has(route))
}
