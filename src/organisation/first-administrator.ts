import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { NotFound } from '../infra/http/errors.js'
import { nameField, textField } from '../infra/http/fields.js'
import { type FormErrors, readForm } from '../infra/http/forms.js'
import { hashPassword } from '../infra/security/password.js'
import { newPasswordField } from './change-password.js'
import { signInNameField } from './manage-accounts.js'
import { hasAccounts, insertAccount, insertInstallation } from './queries.js'

const firstForm = z
  .object({
    bureauName: textField(40, '请填写民政局全称'),
    kind: z.enum(['real', 'drill'], '请选择这套系统的用途'),
    displayName: nameField,
    signInName: signInNameField,
    password: newPasswordField,
    again: z.string(),
  })
  .refine((form) => form.password === form.again, { path: ['again'], message: '两次填写的密码不一样' })

type Typed = Readonly<Record<string, unknown>>

/** Shown only while nobody has an account: whoever sets the system up names its first administrator. */
export async function showFirstAdministrator(this: FastifyInstance, _request: FastifyRequest, reply: FastifyReply) {
  if (await hasAccounts(this.db)) throw new NotFound()
  return await firstPage(reply, {})
}

async function firstPage(reply: FastifyReply, form: Typed, errors?: FormErrors) {
  const kinds = [
    { value: 'real', text: '正式选举', note: '真实的社区和选民。' },
    { value: 'drill', text: '演练', note: '供练习用；打印的文书带“样张”。两种用途不能混用，选定后不能改。' },
  ]
  const title = '初次使用：设立系统管理员'
  return await reply
    .code(errors ? 422 : 200)
    .page('organisation/first-administrator.hbs', { title, kinds, errors, form: { kind: '', ...form } })
}

export async function createFirstAdministrator(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(firstForm, request.body)
  if (!form.ok) return await firstPage(reply, request.body as Typed, form.error)
  const { bureauName, kind, displayName, signInName, password } = form.value
  const passwordHash = await hashPassword(password)
  // Whoever comes second, even in the same moment, finds the page gone.
  const made = await inTransaction(this.db, async (trx) => {
    if (await hasAccounts(trx)) return refused('taken' as const)
    await insertInstallation(trx, kind, bureauName, request.now)
    await recordEvent(trx, request.actor, { type: 'installed', kind, bureauName }, null)
    const role = 'administrator' as const
    const place = { townshipId: null, communityId: null }
    const account = {
      signInName,
      displayName,
      passwordHash,
      role,
      ...place,
      mustChangePassword: 0,
      createdAt: request.now,
    }
    const accountId = await insertAccount(trx, account)
    await recordEvent(trx, request.actor, { type: 'accountCreated', accountId, signInName, role, ...place }, null)
    return ok(undefined)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) return refused('taken' as const)
    throw error
  })
  if (!made.ok) throw new NotFound()
  reply.flash('管理员账号已建立，请登录。')
  return reply.redirect('/sign-in', 303)
}
