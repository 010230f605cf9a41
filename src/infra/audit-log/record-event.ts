import { randomBytes } from 'node:crypto'
import { assert } from '../../lib/assert.js'
import type { Db, Trx } from '../db/database.js'
import { preparedQuery } from '../db/prepared-query.js'
import { type HashedEvent, hashOfEvent } from './event-hash.js'
import type { AuditEvent } from './events.js'

/** Who does something, and when: name and role are kept as they were then. */
export interface Actor {
  readonly accountId: number | null
  readonly name: string
  readonly role: string
  /** Instant, ISO in UTC. */
  readonly at: string
}

/** What the system itself does at a start or a timer. */
export function systemActor(at: string): Actor {
  return { accountId: null, name: '系统', role: 'system', at }
}

/**
 * Writes an event into the chain, in the transaction of the change it records. Updating the head first
 * makes writers take turns, on PostgreSQL too.
 */
export async function recordEvent(trx: Trx, actor: Actor, event: AuditEvent, electionId: number | null): Promise<void> {
  await recordEvents(trx, actor, [event], electionId)
}

/** Writes several events of one change, each a link of its own, for little more than one costs. */
export async function recordEvents(
  trx: Trx,
  actor: Actor,
  events: readonly AuditEvent[],
  electionId: number | null,
): Promise<void> {
  if (events.length === 0) return
  const [head] = await headMovedOn(trx, { many: events.length })
  assert(head, 'the log has a head')
  let previousHash = head.hash
  let previousInElection = electionId === null ? null : await findLastHashOf(trx, electionId)
  const rows = events.map(({ type, ...content }, index) => {
    const row = {
      sequence: head.sequence - events.length + index + 1,
      at: actor.at,
      accountId: actor.accountId,
      accountName: actor.name,
      role: actor.role,
      electionId,
      type,
      content: JSON.stringify(content),
      salt: randomBytes(16).toString('hex'),
      previousHash,
      previousInElection,
    }
    const hash = hashOfEvent(row)
    previousHash = hash
    if (electionId !== null) previousInElection = hash
    return { ...row, hash }
  })
  for (const row of rows) await eventInserted(trx, row)
  await headEndsAt(trx, { hash: previousHash })
}

const headMovedOn = preparedQuery((trx, { many }: { many: number }) =>
  trx
    .updateTable('auditHead')
    .set((eb) => ({ sequence: eb('sequence', '+', many) }))
    .where('id', '=', 1)
    .returning(['sequence', 'hash']),
)

const headEndsAt = preparedQuery((trx, { hash }: { hash: string }) =>
  trx.updateTable('auditHead').set({ hash }).where('id', '=', 1),
)

const eventInserted = preparedQuery((trx, row: HashedEvent & { readonly hash: string }) =>
  trx.insertInto('auditEvent').values({
    sequence: row.sequence,
    at: row.at,
    accountId: row.accountId,
    accountName: row.accountName,
    role: row.role,
    electionId: row.electionId,
    type: row.type,
    content: row.content,
    salt: row.salt,
    previousHash: row.previousHash,
    previousInElection: row.previousInElection,
    hash: row.hash,
  }),
)

async function findLastHashOf(trx: Trx, electionId: number): Promise<string | null> {
  const [row] = await lastHashOf(trx, { electionId })
  return row?.hash ?? null
}

const lastHashOf = preparedQuery((trx, { electionId }: { electionId: number }) =>
  trx.selectFrom('auditEvent').select('hash').where('electionId', '=', electionId).orderBy('sequence', 'desc').limit(1),
)

/**
 * Where the chain breaks first, or undefined when every link holds and it ends at the head. Within it the events of
 * each election are a chain of their own, so that a record of one election can show that none of its events is missing.
 */
export async function findBrokenLink(db: Db): Promise<{ sequence: number } | undefined> {
  const lastOf = new Map<number | null, string>()
  let previousHash = '0'.repeat(64)
  let sequence = 0
  for (;;) {
    const rows = await db
      .selectFrom('auditEvent')
      .selectAll()
      .where('sequence', '>', sequence)
      .orderBy('sequence')
      .limit(2_000)
      .execute()
    for (const row of rows) {
      const isNext = row.sequence === sequence + 1 && row.previousHash === previousHash
      const isInLine = row.salt === '' || row.previousInElection === (lastOf.get(row.electionId) ?? null)
      if (!isNext || !isInLine || row.hash !== hashOfEvent(row)) return { sequence: row.sequence }
      previousHash = row.hash
      if (row.electionId !== null) lastOf.set(row.electionId, row.hash)
      sequence = row.sequence
    }
    if (rows.length > 0) continue
    const head = await getHead(db)
    // Somebody has worked on meanwhile: their events are looked at too.
    if (head.last > sequence) continue
    return head.sequence === sequence && head.hash === previousHash ? undefined : { sequence: sequence + 1 }
  }
}

/** The head and the last event as they stand at one instant: one statement, so that no event comes between. */
async function getHead(db: Db) {
  const head = await db
    .selectFrom('auditHead')
    .select(['sequence', 'hash'])
    .select((eb) =>
      eb
        .selectFrom('auditEvent')
        .select(({ fn }) => fn.max('auditEvent.sequence').as('highest'))
        .as('last'),
    )
    .where('id', '=', 1)
    .executeTakeFirstOrThrow()
  return { ...head, last: head.last ?? 0 }
}
