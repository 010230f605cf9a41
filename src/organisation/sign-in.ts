import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok } from '../lib/result.js'
import type { AuditEvent } from '../infra/audit-log/events.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { halfWidth, queryText } from '../infra/http/fields.js'
import { formErrors, readForm } from '../infra/http/forms.js'
import { forgetFailedSignIns, takeSignInTry } from '../infra/security/login-limit.js'
import { passwordMatches, spendPasswordCheck } from '../infra/security/password.js'
import { findAccountBySignInName, hasAccounts } from './queries.js'

const signInForm = z.object({
  signInName: z
    .string('请填写账号')
    .transform((text) => halfWidth(text).toLowerCase())
    .pipe(z.string().min(1, '请填写账号').max(60, '账号太长')),
  password: z.string('请填写密码').min(1, '请填写密码').max(200, '密码太长'),
  next: z.string().default('/'),
})

export async function showSignIn(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  if (!(await hasAccounts(this.db))) return reply.redirect('/first-administrator', 303)
  if (request.account) return reply.redirect('/', 303)
  const next = queryText(request.query, 'next') || '/'
  return await reply.page('organisation/sign-in.hbs', { title: '登录', form: { signInName: '', next } })
}

export async function signIn(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(signInForm, request.body)
  if (!form.ok) return await refuse(request, reply, form.error.list[0]?.message ?? '', form.error.list[0]?.field)
  const { signInName, password, next } = form.value
  const { db } = this

  const now = this.clock()
  const taken = await takeSignInTry(db, signInName, now)
  if (!taken.ok) {
    await recordRefusal(this, request, { type: 'signInRefused', signInName, reason: 'locked' })
    const wait = waitText(Date.parse(taken.error.until) - now.getTime())
    return await refuse(request, reply, `密码连续输错，这个账号暂停登录，请过${wait}再试。`)
  }
  const account = await findAccountBySignInName(db, signInName)
  const matches = account
    ? await passwordMatches(password, account.passwordHash)
    : await spendPasswordCheck(password).then(() => false)
  if (!account || !matches || account.isActive === 0) {
    const reason = !account ? 'unknown' : !matches ? 'password' : 'inactive'
    await recordRefusal(this, request, { type: 'signInRefused', signInName, reason })
    return await refuse(request, reply, '账号或密码不对。请核对后再试；忘记密码请找系统管理员重设。')
  }
  await forgetFailedSignIns(db, signInName)
  await startSession(this, request, account.id)
  const actor = { accountId: account.id, name: account.displayName, role: account.role, at: request.now }
  await inTransaction(db, async (trx) => ok(await recordEvent(trx, actor, { type: 'signedIn' }, null)))
  return reply.redirect(isOwnPath(next) ? next : '/', 303)
}

/** A new session id at sign-in: one that a stranger planted before is worth nothing. */
async function startSession(app: FastifyInstance, request: FastifyRequest, accountId: number): Promise<void> {
  await request.session.regenerate()
  const now = app.clock().toISOString()
  request.session.accountId = accountId
  request.session.startedAt = now
  request.session.lastSeenAt = now
}

async function recordRefusal(app: FastifyInstance, request: FastifyRequest, event: AuditEvent): Promise<void> {
  await inTransaction(app.db, async (trx) => ok(await recordEvent(trx, request.actor, event, null)))
}

async function refuse(request: FastifyRequest, reply: FastifyReply, message: string, field = 'signInName') {
  const { signInName = '', next = '/' } = request.body as { signInName?: unknown; next?: unknown }
  const errors = formErrors([{ field, message }])
  return await reply.code(422).page('organisation/sign-in.hbs', { title: '登录', errors, form: { signInName, next } })
}

/** How long a lock still lasts, as one says it. */
function waitText(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000)
  return seconds <= 60 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`
}

/** Only an address of our own: `//elsewhere`, `https:` or a tab that browsers drop would lead away. */
function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])[!-~]*$/.test(path)
}

export async function signOut(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  if (request.account) {
    await inTransaction(this.db, async (trx) => ok(await recordEvent(trx, request.actor, { type: 'signedOut' }, null)))
  }
  await request.session.destroy()
  reply.header('clear-site-data', '"cache"')
  return reply.redirect('/sign-in', 303)
}
