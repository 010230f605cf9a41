import { type Expression, type SelectQueryBuilder, sql, type SqlBool } from 'kysely'
import type { Db } from '../infra/db/database.js'
import { numberInJson } from '../infra/db/dialect.js'
import type { Tables } from '../infra/db/tables.js'
import { type LogSubject, subjectKinds } from './log-subjects.js'

/** Who did it: accounts, or somebody without one by the name that the log has (系统, 未登录). */
export interface LogPerson {
  readonly accountIds: readonly number[]
  readonly nameWithoutAccount: string | null
}

/** Which events are looked for; what is undefined does not matter. */
export interface LogFilter {
  readonly electionId: number | undefined
  readonly person: LogPerson | undefined
  readonly types: readonly string[] | undefined
  /** Instants: from this one on, and before that one. */
  readonly from: string | undefined
  readonly until: string | undefined
  readonly subject: LogSubject | undefined
}

/** Events between two numbers of the log, both included. */
export interface LogSpan {
  readonly first: number
  readonly last: number
}

/** What one walk down an index goes by; all else is asked of each event that it meets. */
interface Walk {
  readonly electionId?: number
  readonly type?: string
  readonly accountId?: number | null
  /** A fact of this name has this number. */
  readonly fact?: { readonly name: string; readonly id: number }
  /** A row of this table was sealed with it. */
  readonly row?: { readonly table: string; readonly key: string; readonly facts: readonly string[] }
}

/**
 * The ways to all events that are looked for, each down one index, newest first: so a page costs as much deep inside
 * the log as at its end, and an action that is rare is found as fast as one that is not.
 */
function walksOf({ electionId, person, types, subject }: LogFilter): readonly Walk[] {
  if (subject) return walksTo(subject, types)
  if (person) {
    const without = person.nameWithoutAccount === null ? [] : [{ accountId: null }]
    return [...person.accountIds.map((accountId) => ({ accountId })), ...without]
  }
  if (types && electionId !== undefined) return types.map((type) => ({ electionId, type }))
  if (types) return types.map((type) => ({ type }))
  return [electionId === undefined ? {} : { electionId }]
}

function walksTo({ kind, id, electionId }: LogSubject, wanted: LogFilter['types']): readonly Walk[] {
  const { table, facts } = subjectKinds[kind]
  const named = facts.flatMap(({ name, types }): readonly Walk[] => {
    const fact = { name, id }
    if (types.length === 0) return [{ fact }]
    const own = types.filter((type) => wanted === undefined || wanted.includes(type))
    return own.map((type) => ({ fact, electionId, type }))
  })
  return [...named, { row: { table, key: String(id), facts: facts.map(({ name }) => name) } }]
}

/** The numbers of the newest events that are looked for, below `before` where it is given. */
export async function listSequences(
  db: Db,
  filter: LogFilter,
  before: number | undefined,
  most: number,
): Promise<readonly number[]> {
  const span = await spanOf(db, filter)
  if (span === undefined) return []
  const found = new Set<number>()
  for (const walk of walksOf(filter)) {
    for (const { sequence } of await walkQuery(db, walk, filter, span, before, most).execute()) found.add(sequence)
  }
  return [...found].sort((a, b) => b - a).slice(0, most)
}

type EventQuery = SelectQueryBuilder<Tables, 'auditEvent', { sequence: number }>

/** One walk as SQL. */
function walkQuery(
  db: Db,
  walk: Walk,
  filter: LogFilter,
  span: Partial<LogSpan>,
  before: number | undefined,
  most: number,
): EventQuery {
  const { electionId, types, person, from, until } = filter
  const last = Math.min(span.last ?? Number.MAX_SAFE_INTEGER, (before ?? Number.MAX_SAFE_INTEGER) - 1)
  return newest(db, walk)
    .$if(last < Number.MAX_SAFE_INTEGER - 1, (q) => q.where('auditEvent.sequence', '<=', last))
    .$if(span.first !== undefined, (q) => q.where('auditEvent.sequence', '>=', span.first as number))
    .$if(electionId !== undefined && walk.electionId === undefined, (q) =>
      q.where(sql`${sql.ref('auditEvent.electionId')} + 0`, '=', electionId as number),
    )
    .$if(types !== undefined && walk.type === undefined, (q) =>
      q.where(sql`${sql.ref('auditEvent.type')} || ''`, 'in', [...(types ?? [])]),
    )
    .$if(person !== undefined && walk.accountId === undefined, (q) => q.where(didIt(person as LogPerson)))
    .$if(walk.accountId === null, (q) => q.where('auditEvent.accountName', '=', person?.nameWithoutAccount ?? ''))
    .$if(from !== undefined, (q) => q.where('auditEvent.at', '>=', from as string))
    .$if(until !== undefined, (q) => q.where('auditEvent.at', '<', until as string))
    .limit(most)
}

/** The events that a walk meets, in its order, all else left open. */
function newest(db: Db, { electionId, type, accountId, fact, row }: Walk): EventQuery {
  const number = (name: string) => sql<number | null>`${sql.raw(numberInJson(db, 'audit_event.content', name))}`
  return db
    .selectFrom('auditEvent')
    .select('auditEvent.sequence')
    .$if(row !== undefined, (q) =>
      // An event that names another one sealed this row only because both were changed at once.
      q
        .where('auditEvent.sequence', 'in', (eb) =>
          eb
            .selectFrom('rowSeal')
            .select('rowSeal.sequence')
            .where('rowSeal.tableName', '=', row?.table ?? '')
            .where('rowSeal.rowKey', '=', row?.key ?? ''),
        )
        .where((eb) => eb.and((row?.facts ?? []).map((name) => eb(number(name), 'is', null)))),
    )
    .$if(electionId !== undefined, (q) => q.where('auditEvent.electionId', '=', electionId as number))
    .$if(type !== undefined, (q) => q.where('auditEvent.type', '=', type as string))
    .$if(typeof accountId === 'number', (q) => q.where('auditEvent.accountId', '=', accountId as number))
    .$if(accountId === null, (q) => q.where('auditEvent.accountId', 'is', null))
    .$if(fact !== undefined, (q) => q.where(number(fact?.name ?? ''), '=', fact?.id ?? 0))
    .orderBy('auditEvent.sequence', 'desc')
}

function didIt({ accountIds, nameWithoutAccount }: LogPerson): Expression<SqlBool> {
  const account = sql.ref('auditEvent.accountId')
  const none = sql<SqlBool>`(${account} is null and ${sql.ref('auditEvent.accountName')} = ${nameWithoutAccount ?? ''})`
  if (accountIds.length === 0) return none
  const some = sql<SqlBool>`${account} + 0 in (${sql.join([...accountIds])})`
  return nameWithoutAccount === null ? some : sql<SqlBool>`(${some} or ${none})`
}

/**
 * Between which numbers the events of a stretch of time lie. Instants need not grow with the numbers (a drill's
 * calendar goes back and forth), so the first and the last of each hour are asked, by the index of hours.
 */
async function spanOf(db: Db, { from, until }: LogFilter): Promise<Partial<LogSpan> | undefined> {
  if (from === undefined && until === undefined) return {}
  const hour = sql<string>`substr(${sql.ref('auditEvent.at')}, 1, 13)`
  const first = (from ?? '0').slice(0, 13)
  const last = (until ?? '9').slice(0, 13)
  const { rows } = await sql<{ first: number | null; last: number | null }>`
    with recursive hours(h) as (
      select min(${hour}) from audit_event where ${hour} >= ${first} and ${hour} <= ${last}
      union all
      select (select min(${hour}) from audit_event where ${hour} > h and ${hour} <= ${last}) from hours where h is not null
    )
    select min(lowest) as first, max(highest) as last from (
      select (select min(sequence) from audit_event where ${hour} = h) as lowest,
        (select max(sequence) from audit_event where ${hour} = h) as highest
      from hours where h is not null
    ) as ends`.execute(db)
  const [ends] = rows
  return ends === undefined || ends.first === null || ends.last === null
    ? undefined
    : { first: ends.first, last: ends.last }
}

/** Events by their numbers, newest first, with where they happened. */
export async function listEventsBySequence(db: Db, sequences: readonly number[]) {
  if (sequences.length === 0) return []
  return await db
    .selectFrom('auditEvent')
    .leftJoin('election', 'election.id', 'auditEvent.electionId')
    .leftJoin('community', 'community.id', 'election.communityId')
    .selectAll('auditEvent')
    .select(['community.name as communityName', 'election.kind as electionKind'])
    .where('auditEvent.sequence', 'in', [...sequences])
    .orderBy('auditEvent.sequence', 'desc')
    .execute()
}

/** Accounts by a name as people know them, or by the one they sign in with. */
export async function listAccountIdsOf(db: Db, name: string): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('account')
    .select('id')
    .where((eb) => eb.or([eb('displayName', '=', name), eb('signInName', '=', name.toLowerCase())]))
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Every election, the newest season first, for choosing one. */
export async function listElectionsToChoose(db: Db) {
  return await db
    .selectFrom('election')
    .innerJoin('community', 'community.id', 'election.communityId')
    .select(['election.id', 'election.kind', 'election.termNumber', 'community.name as communityName'])
    .orderBy('election.termNumber', 'desc')
    .orderBy('community.code')
    .orderBy('election.id')
    .execute()
}

/** The rows that an event sealed, by table and key; so many at most. */
export async function listSealedWith(db: Db, sequence: number, most: number) {
  return await db
    .selectFrom('rowSeal')
    .select(['tableName', 'rowKey', 'hash'])
    .where('sequence', '=', sequence)
    .orderBy('id')
    .limit(most)
    .execute()
}
