import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { hashPassword, passwordMatches } from '../infra/security/password.js'
import { endSessionsOf } from '../infra/security/session-store.js'
import { getAccountSecret, updateAccount } from './queries.js'

/** Long enough to be costly to guess, without rules that make people write it on the screen. */
export const newPasswordField = z
  .string('请填写新密码')
  .refine((text) => [...text].length >= 10, '新密码至少 10 个字符，可以用一句容易记的话')
  .refine((text) => text.length <= 200, '密码太长')

const passwordForm = z
  .object({
    current: z.string('请填写现在的密码').min(1, '请填写现在的密码'),
    password: newPasswordField,
    again: z.string(),
  })
  .refine((form) => form.password === form.again, { path: ['again'], message: '两次填写的新密码不一样' })
  .refine((form) => form.password !== form.current, { path: ['password'], message: '新密码不能与现在的相同' })

export async function showPassword(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await passwordPage(request, reply)
}

async function passwordPage(request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const isForced = request.account?.mustChangePassword ?? false
  return await reply
    .code(errors ? 422 : 200)
    .page('organisation/change-password.hbs', { title: '修改密码', isForced, errors })
}

export async function changePassword(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(passwordForm, request.body)
  if (!form.ok) return await passwordPage(request, reply, form.error)
  const accountId = request.account?.id as number
  const { passwordHash, version } = await getAccountSecret(this.db, accountId)
  if (!(await passwordMatches(form.value.current, passwordHash))) {
    return await passwordPage(request, reply, formErrors([{ field: 'current', message: '现在的密码不对' }]))
  }
  const newHash = await hashPassword(form.value.password)
  const saved = await inTransaction(this.db, async (trx) => {
    if (!(await updateAccount(trx, accountId, version, { passwordHash: newHash, mustChangePassword: 0 }))) {
      return refused('stale' as const)
    }
    // Whoever knew the old password is signed out everywhere.
    await endSessionsOf(trx, accountId)
    await recordEvent(trx, request.actor, { type: 'passwordChanged', accountId }, null)
    return ok(undefined)
  })
  if (!saved.ok) throw new Conflict()
  const { startedAt, lastSeenAt } = request.session
  await request.session.regenerate()
  Object.assign(request.session, { accountId, startedAt, lastSeenAt })
  reply.flash('密码已修改。')
  return reply.redirect('/', 303)
}
