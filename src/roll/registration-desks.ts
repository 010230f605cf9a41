import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { halfWidth, optionalTextField, queryText, textField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { listMilestones } from '../timetable/queries.js'
import { deleteDesk, listRegistrationDesks, saveDesk } from './registration-desk-queries.js'
import { rollWorkers } from './roll-state.js'

/** More than these do not fit the notice, and no community has them. */
const mostDesks = 12

const deskForm = z.object({
  name: textField(16, '请填写登记站的名称'),
  place: textField(40, '请填写地点'),
  serves: optionalTextField(40),
  hours: textField(40, '请填写登记的日期和时间'),
  clerks: textField(40, '请填写登记员'),
  telephone: optionalTextField(24)
    .transform(halfWidth)
    .refine((text) => /^[\d\- 、]*$/.test(text), '电话只填数字和“-”；几个电话用“、”隔开'),
})

type DeskForm = z.infer<typeof deskForm>
type Typed = Readonly<Record<string, unknown>>

const home = ({ election }: FastifyRequest) => `/elections/${election.id}/roll/registration-desks`

/** 登记站: where, when and with whom residents register (art. 16); `?desk=` opens one to be changed. */
export async function showRegistrationDesks(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await desksPage(this, request, reply)
}

async function desksPage(
  { db }: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed?: Typed,
  errors?: FormErrors,
) {
  const { election, account } = request
  const desks = await listRegistrationDesks(db, election.id)
  const refusals = may('registerVoter', await listMilestones(db, election.id), ruleSetInForce(election))
  const opened = desks.find(({ id }) => String(id) === queryText(request.query, 'desk'))
  const empty = { name: '', place: '', serves: '', hours: '', clerks: '', telephone: '' }
  return await reply.code(errors ? 422 : 200).page('roll/registration-desks.hbs', {
    title: '登记站',
    here: home(request),
    refusals,
    mayChange: refusals.length === 0 && rollWorkers.some((role) => role === account?.role),
    count: desks.length,
    desks,
    isOpened: opened !== undefined,
    contactPlace: election.contactPlace,
    form: { ...empty, ...opened, ...typed },
    errors,
  })
}

/** Sets a desk up, or changes the one of this name. */
export async function saveRegistrationDesk(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(deskForm, request.body)
  const typed = (request.body ?? {}) as Typed
  if (!form.ok) return await desksPage(this, request, reply, typed, form.error)
  const saved = await inTransaction<string, FormErrors>(this.db, async (trx) =>
    (await claimForm(trx, request.body, request.now)) ? await save(trx, request, form.value) : ok(''),
  )
  if (!saved.ok) return await desksPage(this, request, reply, typed, saved.error)
  if (saved.value !== '') reply.flash(saved.value)
  return reply.redirect(home(request), 303)
}

async function save(
  trx: Trx,
  { election, actor }: FastifyRequest,
  form: DeskForm,
): Promise<Result<string, FormErrors>> {
  const findings = may('registerVoter', await listMilestones(trx, election.id), ruleSetInForce(election))
  if (findings.length > 0) return refused(errorsFromFindings(findings))
  const desks = await listRegistrationDesks(trx, election.id)
  const isNew = desks.every(({ name }) => name !== form.name)
  if (isNew && desks.length >= mostDesks) {
    return refused(formErrors([{ field: 'name', message: `最多登记${mostDesks}个登记站` }]))
  }
  await saveDesk(trx, { electionId: election.id, ...form })
  const { name: desk, place, serves, hours, clerks } = form
  await recordEvent(trx, actor, { type: 'registrationDeskSaved', desk, place, serves, hours, clerks }, election.id)
  return ok(isNew ? `已登记${desk}。` : `已改写${desk}。`)
}

export async function removeRegistrationDesk(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, body, now } = request
  const { id } = request.params as { id: string }
  const removed = await inTransaction(this.db, async (trx): Promise<Result<string, string>> => {
    if (!(await claimForm(trx, body, now))) return ok('')
    const [finding] = may('registerVoter', await listMilestones(trx, election.id), ruleSetInForce(election))
    if (finding) return refused(finding.message)
    const gone = /^[1-9]\d{0,8}$/.test(id) ? await deleteDesk(trx, election.id, Number(id)) : undefined
    if (!gone) throw new NotFound('没有这个登记站，也许别人刚刚去掉了。')
    await recordEvent(trx, actor, { type: 'registrationDeskRemoved', ...gone }, election.id)
    return ok(gone.desk)
  })
  if (!removed.ok) throw new Conflict(removed.error)
  if (removed.value !== '') reply.flash(`已去掉${removed.value}。`)
  return reply.redirect(home(request), 303)
}
