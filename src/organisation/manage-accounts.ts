import { randomInt } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { halfWidth, nameField, pageNumber, queryText, versionField } from '../infra/http/fields.js'
import { claimForm, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { hashPassword } from '../infra/security/password.js'
import { type Role, roleScope, roles, roleText } from '../infra/security/roles.js'
import { endSessionsOf } from '../infra/security/session-store.js'
import {
  accountsPerPage,
  countAccounts,
  findAccount,
  insertAccount,
  listAccounts,
  listCommunities,
  listTownships,
  updateAccount,
} from './queries.js'

export const signInNameField = z
  .string('请填写登录账号')
  .transform((text) => halfWidth(text).toLowerCase())
  .pipe(z.string().regex(/^[a-z0-9][a-z0-9._-]{2,39}$/, '登录账号用字母或数字，3 到 40 位'))

/** A place as one choice: the bureau, `township-3`, `community-17`. */
const accountForm = z.object({
  signInName: signInNameField,
  displayName: nameField,
  role: z.enum(roles, '请选择岗位'),
  place: z.string().regex(/^(bureau|township-\d{1,9}|community-\d{1,9})$/, '请选择所在单位'),
})

type Typed = Readonly<Record<string, unknown>>

export async function showAccounts(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await accountsPage(this, request, reply, {})
}

async function accountsPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  form: Typed,
  errors?: FormErrors,
) {
  const search = queryText(request.query, 'search')
  const total = await countAccounts(app.db, search)
  const pages = Math.max(1, Math.ceil(total / accountsPerPage))
  const page = Math.min(pageNumber(queryText(request.query, 'page')), pages)
  const accounts = await listAccounts(app.db, search, page)
  const address = (n: number) => `/accounts?search=${encodeURIComponent(search)}&page=${n}`
  return await reply.code(errors ? 422 : 200).page('organisation/manage-accounts.hbs', {
    title: '账号',
    search,
    accounts: accounts.map((row) => ({
      ...row,
      roleText: roleText[row.role],
      place: [row.townshipName, row.communityName].filter(Boolean).join(' ') || '全市',
      isActive: row.isActive === 1,
    })),
    pager: {
      total,
      page,
      pages,
      unit: '个账号',
      previous: page > 1 ? address(page - 1) : '',
      next: page < pages ? address(page + 1) : '',
    },
    roles: [{ value: '', text: '请选择' }, ...roles.map((role) => ({ value: role, text: roleText[role] }))],
    places: await placeChoices(app),
    form: { signInName: '', displayName: '', role: '', place: '', ...form },
    errors,
  })
}

async function placeChoices(app: FastifyInstance) {
  const communities = await listCommunities(app.db)
  const townships = (await listTownships(app.db)).flatMap((township) => [
    { value: `township-${township.id}`, text: township.name },
    ...communities
      .filter(({ townshipId }) => townshipId === township.id)
      .map(({ id, name }) => ({ value: `community-${id}`, text: `　${name}` })),
  ])
  return [{ value: '', text: '请选择' }, { value: 'bureau', text: '全市（民政局）' }, ...townships]
}

/** Why somebody of the role cannot belong to the place, if so. */
async function placeProblem(app: FastifyInstance, role: Role, place: string): Promise<string | undefined> {
  const scope = roleScope[role]
  if (scope !== 'any' && !place.startsWith(scope)) {
    const wanted = { bureau: '全市', township: '一个街道（镇）', community: '一个社区' }[scope]
    return `“${roleText[role]}”的所在单位应是${wanted}`
  }
  return (await placeChoices(app)).some(({ value }) => value === place) ? undefined : '请选择所在单位'
}

export async function createAccount(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(accountForm, request.body)
  if (!form.ok) return await accountsPage(this, request, reply, request.body as Typed, form.error)
  const { signInName, displayName, role, place } = form.value
  const [kind, id] = place.split('-') as ['bureau' | 'township' | 'community', string | undefined]
  const problem = await placeProblem(this, role, place)
  if (problem !== undefined) {
    const errors = formErrors([{ field: 'place', message: problem }])
    return await accountsPage(this, request, reply, request.body as Typed, errors)
  }
  const where = {
    townshipId: kind === 'township' ? Number(id) : null,
    communityId: kind === 'community' ? Number(id) : null,
  }
  const password = oneTimePassword()
  const passwordHash = await hashPassword(password)
  try {
    const made = await inTransaction(this.db, async (trx) => {
      if (!(await claimForm(trx, request.body, request.now))) return refused('done already' as const)
      const account = { signInName, displayName, role, passwordHash, mustChangePassword: 1, createdAt: request.now }
      const accountId = await insertAccount(trx, { ...account, ...where })
      await recordEvent(trx, request.actor, { type: 'accountCreated', accountId, signInName, role, ...where }, null)
      return ok(undefined)
    })
    // The second click of a double click: the password of this try was never given to the account.
    if (!made.ok) return reply.redirect('/accounts', 303)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const errors = formErrors([{ field: 'signInName', message: `账号“${signInName}”已经有了，请换一个` }])
    return await accountsPage(this, request, reply, request.body as Typed, errors)
  }
  reply.flash(`已为${displayName}开设账号 ${signInName}，初始密码 ${password}（只显示这一次，首次登录须修改）。`)
  return reply.redirect('/accounts', 303)
}

/** Twelve digits in groups of four: easy to read out, used once. */
function oneTimePassword(): string {
  return Array.from({ length: 3 }, () => String(randomInt(10_000)).padStart(4, '0')).join('-')
}

const changeForm = z.object({ version: versionField, action: z.enum(['reset', 'deactivate', 'activate']) })

/** Resets the password of an account, or stops or revives it. */
export async function changeAccount(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const id = Number((request.params as { accountId: string }).accountId)
  const form = readForm(changeForm, request.body)
  const account = Number.isInteger(id) ? await findAccount(this.db, id) : undefined
  if (!form.ok || !account) throw new NotFound()
  const { action, version } = form.value
  if (action === 'deactivate' && id === request.account?.id) throw new Conflict('不能停用自己的账号。')
  const password = oneTimePassword()
  const passwordHash = await hashPassword(password)
  const changed = await inTransaction(this.db, async (trx) => {
    const isActive = action === 'deactivate' ? 0 : 1
    const change = action === 'reset' ? { passwordHash, mustChangePassword: 1 } : { isActive }
    if (!(await updateAccount(trx, id, version, change))) return refused('stale' as const)
    await endSessionsOf(trx, id)
    const { displayName } = account
    await recordEvent(
      trx,
      request.actor,
      action === 'reset'
        ? { type: 'passwordReset', accountId: id }
        : { type: 'accountChanged', accountId: id, isActive: isActive === 1, displayName },
      null,
    )
    return ok(undefined)
  })
  if (!changed.ok) throw new Conflict()
  const said = {
    reset: `${account.displayName}（${account.signInName}）的密码已重设为 ${password}，只显示这一次。`,
    deactivate: `${account.displayName}的账号已停用。`,
    activate: `${account.displayName}的账号已恢复。`,
  }
  reply.flash(said[action])
  return reply.redirect('/accounts', 303)
}
