import cookie from '@fastify/cookie'
import csrf from '@fastify/csrf-protection'
import session from '@fastify/session'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { databaseSessionStore, sessionHours } from './session-store.js'

/** A desk left alone for so long has to sign in again. */
export const idleMinutes = 60
const touchEverySeconds = 120

interface SessionOptions {
  readonly secret: string
}

/** Sessions in the database, and CSRF tokens bound to them. */
async function sessionPlugin(app: FastifyInstance, options: SessionOptions): Promise<void> {
  await app.register(cookie)
  await app.register(session, {
    secret: options.secret,
    cookieName: 'juxuan',
    cookie: { httpOnly: true, sameSite: 'lax', secure: 'auto', path: '/' },
    rolling: false,
    saveUninitialized: false,
    store: databaseSessionStore(app.db, app.clock),
  })
  await app.register(csrf, {
    sessionPlugin: '@fastify/session',
    getToken: (request) => csrfTokenOf(request.body),
  })
}

/** The token of a plain form or of one with a file. */
function csrfTokenOf(body: unknown): string | undefined {
  const token = (body as { _csrf?: unknown } | null)?._csrf
  if (typeof token === 'string') return token
  const value = (token as { value?: unknown } | undefined)?.value
  return typeof value === 'string' ? value : undefined
}

/**
 * The account of a session that is neither idle nor too old, or undefined. Notes at most every two minutes
 * that it is alive, so that most requests write nothing.
 */
export function keepAlive(session: FastifyRequest['session'], clock: Date): number | undefined {
  if (!session?.accountId || !session.startedAt || !session.lastSeenAt) return undefined
  const now = clock.getTime()
  if (now - Date.parse(session.lastSeenAt) > idleMinutes * 60_000) return undefined
  if (now - Date.parse(session.startedAt) > sessionHours * 3_600_000) return undefined
  if (now - Date.parse(session.lastSeenAt) > touchEverySeconds * 1000) session.lastSeenAt = clock.toISOString()
  return session.accountId
}

export const sessions = fp(sessionPlugin, { name: 'sessions' })
