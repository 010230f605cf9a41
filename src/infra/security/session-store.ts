import { createHash } from 'node:crypto'
import type { SessionStore } from '@fastify/session'
import type { FastifySessionObject } from '@fastify/session'
import type { Db } from '../db/database.js'
import { preparedQuery } from '../db/prepared-query.js'

type Callback = (error?: unknown) => void
type GetCallback = (error: unknown, session?: FastifySessionObject | null) => void

/** Absolute life of a session; the idle limit is kept inside it (see session.ts). */
export const sessionHours = 12

/** Sessions in the database: they survive a restart, and two processes share them. */
export function databaseSessionStore(db: Db, now: () => Date): SessionStore {
  return {
    get(id: string, callback: GetCallback) {
      readSession(db, id, now()).then((session) => callback(null, session), callback)
    },
    set(id: string, session: FastifySessionObject, callback: Callback) {
      writeSession(db, id, session, now()).then(() => callback(), callback)
    },
    destroy(id: string, callback: Callback) {
      db.deleteFrom('session')
        .where('idHash', '=', hashOf(id))
        .execute()
        .then(() => callback(), callback)
    },
  }
}

async function readSession(db: Db, id: string, now: Date): Promise<FastifySessionObject | null> {
  const [row] = await sessionContent(db, { idHash: hashOf(id), now: now.toISOString() })
  return row ? (JSON.parse(row.content) as FastifySessionObject) : null
}

const sessionContent = preparedQuery((db, { idHash, now }: { idHash: string; now: string }) =>
  db.selectFrom('session').select('content').where('idHash', '=', idHash).where('expiresAt', '>', now),
)

async function writeSession(db: Db, id: string, session: FastifySessionObject, now: Date): Promise<void> {
  const content = JSON.stringify(session)
  const accountId = session.accountId ?? null
  const started = session.startedAt ? Date.parse(session.startedAt) : now.getTime()
  const expiresAt = new Date(started + sessionHours * 3_600_000).toISOString()
  await db
    .insertInto('session')
    .values({ idHash: hashOf(id), accountId, content, expiresAt })
    .onConflict((conflict) => conflict.column('idHash').doUpdateSet({ accountId, content, expiresAt }))
    .execute()
}

/** Removes what has run out. */
export async function sweepSessions(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('session').where('expiresAt', '<=', now.toISOString()).execute()
}

/** Ends every session of an account: after a change of its rights or password. */
export async function endSessionsOf(db: Db, accountId: number): Promise<void> {
  await db.deleteFrom('session').where('accountId', '=', accountId).execute()
}

/** The id itself is a key to the house; only its hash is kept. */
function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('hex')
}
