import { randomBytes } from 'node:crypto'
import { assert } from '../../lib/assert.js'
import { atTheEnd, type Trx } from '../db/database.js'
import { preparedQuery } from '../db/prepared-query.js'
import { type HashedEvent, hashOfEvent } from './event-hash.js'
import type { AuditEvent } from './events.js'
import { sealTouchedRows } from './seal-rows.js'

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

interface WaitingEvent {
  readonly actor: Actor
  readonly event: AuditEvent
  readonly electionId: number | null
}

const waiting = new WeakMap<Trx, WaitingEvent[]>()

/**
 * Records an event, in the transaction of the change it tells of. It is written at the end of the transaction, so that
 * its hash holds every row that the transaction has touched.
 */
export async function recordEvent(trx: Trx, actor: Actor, event: AuditEvent, electionId: number | null): Promise<void> {
  await recordEvents(trx, actor, [event], electionId)
}

/** Records several events of one change, each a link of its own, for little more than one costs. */
export async function recordEvents(
  trx: Trx,
  actor: Actor,
  events: readonly AuditEvent[],
  electionId: number | null,
): Promise<void> {
  await Promise.resolve()
  const queue = waiting.get(trx) ?? []
  queue.push(...events.map((event) => ({ actor, event, electionId })))
  waiting.set(trx, queue)
  atTheEnd(trx, async () => await writeEvents(trx))
}

/**
 * Writes what was recorded so far into the chain, with the seals of the rows touched so far; false if there is nothing
 * to write. For whoever shows the log within the transaction; what is touched after it needs an event of its own.
 * Updating the head first makes writers take turns, on PostgreSQL too.
 */
export async function writeEvents(trx: Trx): Promise<boolean> {
  const events = waiting.get(trx) ?? []
  waiting.delete(trx)
  if (events.length === 0) return false
  const [head] = await headMovedOn(trx, { many: events.length })
  assert(head, 'the log has a head')
  const first = head.sequence - events.length + 1
  const sealed = await sealTouchedRows(trx, { first, last: head.sequence })
  let previousHash = head.hash
  const lastOf = new Map<number, string | null>()
  for (const [index, { actor, event, electionId }] of events.entries()) {
    const { type, ...content } = event
    const row = {
      sequence: first + index,
      at: actor.at,
      accountId: actor.accountId,
      accountName: actor.name,
      role: actor.role,
      electionId,
      type,
      content: JSON.stringify(content),
      salt: randomBytes(16).toString('hex'),
      previousHash,
      previousInElection:
        electionId === null ? null : (lastOf.get(electionId) ?? (await findLastHashOf(trx, electionId))),
      // The last one vouches for all that was touched.
      sealed: index === events.length - 1 ? sealed : '',
    }
    const hash = hashOfEvent(row)
    await eventInserted(trx, { ...row, hash })
    previousHash = hash
    if (electionId !== null) lastOf.set(electionId, hash)
  }
  await headEndsAt(trx, { hash: previousHash })
  return true
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
    sealed: row.sealed,
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
