import { createHash } from 'node:crypto'
import type { Db, Trx } from '../db/database.js'
import type { AuditEventTable } from '../db/tables/organisation.js'
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
  const head = await trx
    .updateTable('auditHead')
    .set((eb) => ({ sequence: eb('sequence', '+', 1) }))
    .where('id', '=', 1)
    .returning(['sequence', 'hash'])
    .executeTakeFirstOrThrow()
  const { type, ...content } = event
  const row = {
    sequence: head.sequence,
    at: actor.at,
    accountId: actor.accountId,
    accountName: actor.name,
    role: actor.role,
    electionId,
    type,
    content: JSON.stringify(content),
    previousHash: head.hash,
  }
  const hash = hashOfEvent(row)
  await trx
    .insertInto('auditEvent')
    .values({ ...row, hash })
    .execute()
  await trx.updateTable('auditHead').set({ hash }).where('id', '=', 1).execute()
}

type Hashed = Omit<AuditEventTable, 'id' | 'hash'>

/** SHA-256 over the previous hash and every field of the event, each as JSON so that none can run into the next. */
export function hashOfEvent(row: Hashed): string {
  const fields = [
    row.previousHash,
    row.sequence,
    row.at,
    row.accountId,
    row.accountName,
    row.role,
    row.electionId,
    row.type,
    row.content,
  ]
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex')
}

/** Where the chain breaks first, or undefined when every link holds and it ends at the head. */
export async function findBrokenLink(db: Db): Promise<{ sequence: number } | undefined> {
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
      const holds = row.sequence === sequence + 1 && row.previousHash === previousHash && row.hash === hashOfEvent(row)
      if (!holds) return { sequence: row.sequence }
      previousHash = row.hash
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
