import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { PlainDate } from '../../lib/plain-date.js'
import { findActiveAccount, findElection, findSeasonInForce } from '../db/scope-queries.js'
import type { ElectionInScope } from '../http/context.js'
import { Forbidden, HttpProblem, NotFound } from '../http/errors.js'
import { instantOnDay, todayOf } from '../http/time.js'
import type { Access } from './roles.js'
import { isInScope } from './scope.js'
import { keepAlive } from './session.js'

/** An address of the house and who may use it. */
export interface RouteAccess {
  readonly method: string
  readonly url: string
  readonly roles: Access
}

interface GuardOptions {
  /** A date that stands for today everywhere (ELECTION_TODAY). */
  readonly today: PlainDate | undefined
}

/**
 * Who may come in. Every route names its roles or the start fails; an address with an election in it is open only
 * to those whose place it is; every request that changes something carries a CSRF token. Role and place are
 * looked at before anything that was sent is read, so that a stranger cannot make the house hold large files.
 */
async function guardPlugin(app: FastifyInstance, options: GuardOptions): Promise<void> {
  app.decorateRequest('account', null)
  app.decorateRequest('season', null)
  app.decorateRequest('today')
  app.decorateRequest('now')
  app.decorateRequest('actor')
  app.decorateRequest('election')
  app.decorate('routesAndRoles', [])

  app.addHook('onRoute', (route) => {
    if (isAsset(route.url)) route.config = { ...route.config, roles: 'public' }
    const roles = route.config?.roles
    if (!roles) throw new Error(`route ${String(route.method)} ${route.url} names no roles`)
    for (const method of [route.method].flat()) app.routesAndRoles.push({ method, url: route.url, roles })
  })
  app.addHook('onRequest', async (request, reply) => {
    if (isAsset(request.url)) return undefined
    await learnWhoAndWhen(app, request, options)
    if (request.is404) return undefined
    if (!(await admit(request, reply, request.routeOptions.config.roles ?? []))) return reply
    await loadElection(app, request)
    return undefined
  })
  app.addHook('preHandler', async (request, reply) => {
    if (isAsset(request.url) || request.is404) return
    if (request.method !== 'GET' && request.method !== 'HEAD') await checkCsrf(app, request, reply)
  })
}

/** Style sheets and scripts are the same for everybody and ask the database nothing. */
function isAsset(url: string): boolean {
  return url.startsWith('/assets/')
}

async function learnWhoAndWhen(app: FastifyInstance, request: FastifyRequest, options: GuardOptions): Promise<void> {
  const clock = app.clock()
  request.season = (await findSeasonInForce(app.db)) ?? null
  request.today = todayOf(request.season, clock, options.today)
  request.now = instantOnDay(request.today, clock)
  const accountId = keepAlive(request.session, clock)
  request.account = accountId === undefined ? null : ((await findActiveAccount(app.db, accountId)) ?? null)
  const { account } = request
  request.actor = {
    accountId: account?.id ?? null,
    name: account?.displayName ?? '未登录',
    role: account?.role ?? 'stranger',
    at: request.now,
  }
}

/** True when the request may go on; otherwise the answer has been sent. */
async function admit(request: FastifyRequest, reply: FastifyReply, access: Access): Promise<boolean> {
  if (access === 'public') {
    if (request.headers['content-type']?.startsWith('multipart/'))
      throw new HttpProblem(415, '请求有误', '这里不能上传文件。')
    return true
  }
  const { account } = request
  if (!account) {
    await reply.redirect(`/sign-in?next=${encodeURIComponent(request.method === 'GET' ? request.url : '/')}`, 303)
    return false
  }
  if (account.mustChangePassword && request.routeOptions.url !== '/change-password') {
    await reply.redirect('/change-password', 303)
    return false
  }
  if (access !== 'signedIn' && !access.includes(account.role)) throw new Forbidden()
  return true
}

async function checkCsrf(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    app.csrfProtection(request, reply, (error?: Error) => (error ? reject(error) : resolve()))
  })
}

async function loadElection(app: FastifyInstance, request: FastifyRequest): Promise<void> {
  const text = (request.params as { electionId?: string } | undefined)?.electionId
  if (text === undefined) return
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new NotFound()
  const election = await findElection(app.db, Number(text))
  if (!election || !request.account || !isInScope(request.account, election)) {
    // The same answer for what is not there and what is not theirs: numbers tell nothing.
    throw new NotFound('没有这场选举，或者它不在您的管辖范围内。')
  }
  request.election = election satisfies ElectionInScope
}

export const guard = fp(guardPlugin, { name: 'guard' })
