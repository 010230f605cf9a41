import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import { ok, refused } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { dateField, idField, optionalTextField, versionField } from '../infra/http/fields.js'
import { errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { listMilestones } from '../timetable/queries.js'
import { listPapers, type NomineeRow, updateNominee } from './queries.js'
import { settleVetting } from './settle-vetting.js'
import { getNominee } from './show-nominee.js'
import { nomineeWords, typedValues } from './words.js'

const consentForm = z
  .object({
    decision: z.enum(['accept', 'withdraw'], '请选择本人意见'),
    postId: idField.optional(),
    on: dateField,
    reason: optionalTextField(200),
    version: versionField,
  })
  .refine(({ decision, reason }) => decision === 'accept' || reason !== '', {
    path: ['reason'],
    message: '请填写放弃的原因',
  })

type ConsentForm = z.infer<typeof consentForm>

export async function showConsentForm(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const nominee = await getNominee(this.db, request)
  const { consentedOn, postId, version } = nominee
  const typed = { decision: 'accept', on: consentedOn ?? request.today, postId: String(postId), version }
  return await consentPage(this, request, reply, nominee, typed)
}

async function consentPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  nominee: NomineeRow,
  typed: unknown,
  errors?: FormErrors,
) {
  const { election } = request
  const papers = await listPapers(app.db, nominee.id)
  const posts = new Map(papers.map(({ postId, postTitle }) => [postId, postTitle]))
  return await reply.code(errors ? 422 : 200).page('nomination/record-consent.hbs', {
    title: `登记本人意见：${nominee.name}`,
    person: nomineeWords(nominee, election.electionDay),
    home: `/elections/${election.id}/nomination/nominees/${nominee.id}`,
    windowFindings: may('recordNomination', await listMilestones(app.db, election.id), ruleSetInForce(election)),
    posts: posts.size > 1 ? [...posts].map(([value, text]) => ({ value, text, note: '' })) : [],
    decisions: [
      { value: 'accept', text: '接受提名', note: '' },
      { value: 'withdraw', text: '放弃提名', note: '须写明原因；放弃后不再列为候选人' },
    ],
    form: typedValues(typed, ['decision', 'postId', 'on', 'reason', 'version']),
    errors,
  })
}

export async function recordConsent(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const nominee = await getNominee(this.db, request)
  const form = readForm(consentForm, request.body)
  if (!form.ok) return await consentPage(this, request, reply, nominee, request.body, form.error)
  const saved = await inTransaction(this.db, async (trx) => {
    const errors = await consentErrors(trx, request, nominee, form.value)
    if (errors.list.length > 0) return refused(errors)
    if (form.value.decision === 'accept') await accept(trx, request, nominee, form.value)
    else await withdraw(trx, request, nominee, form.value)
    return ok(undefined)
  })
  if (!saved.ok) return await consentPage(this, request, reply, nominee, request.body, saved.error)
  reply.flash(form.value.decision === 'accept' ? `已登记${nominee.name}接受提名。` : `已登记${nominee.name}放弃提名。`)
  return reply.redirect(`/elections/${request.election.id}/nomination/nominees/${nominee.id}`, 303)
}

async function consentErrors(
  trx: Trx,
  request: FastifyRequest,
  { id, postId: presentPost }: NomineeRow,
  { on, postId = presentPost }: ConsentForm,
): Promise<FormErrors> {
  const untimely = may(
    'recordNomination',
    await listMilestones(trx, request.election.id),
    ruleSetInForce(request.election),
  )
  if (untimely.length > 0) return errorsFromFindings(untimely)
  if (on > request.today) return formErrors([{ field: 'on', message: '日期不能在今天之后' }])
  const papers = await listPapers(trx, id)
  const [first] = papers.map(({ receivedOn }) => receivedOn).sort()
  if (first !== undefined && on < first) {
    return formErrors([{ field: 'on', message: `提名表${longDate(first)}才收到，本人意见的日期不能更早` }])
  }
  return papers.some((paper) => paper.postId === postId)
    ? formErrors([])
    : formErrors([{ field: 'postId', message: '只能选定有人提名的职务' }])
}

/** Accepts the nomination and, where papers propose two posts, chooses one; takes back an earlier withdrawal. */
async function accept(trx: Trx, request: FastifyRequest, nominee: NomineeRow, form: ConsentForm): Promise<void> {
  const { on, version, postId = nominee.postId } = form
  const reopened =
    nominee.vetting === 'withdrawn' ? ({ vetting: 'open', vettingReason: null, vettedOn: null } as const) : {}
  if (!(await updateNominee(trx, { id: nominee.id, version }, { consentedOn: on, postId, ...reopened }))) {
    throw new Conflict()
  }
  const { actor, election } = request
  if (postId !== nominee.postId) {
    const change = { before: { postId: nominee.postId }, after: { postId } }
    await recordEvent(trx, actor, { type: 'nomineeChanged', nomineeId: nominee.id, ...change }, election.id)
  }
  await recordEvent(trx, actor, { type: 'nomineeConsented', nomineeId: nominee.id, on }, election.id)
  if (nominee.vetting === 'withdrawn') await settleVetting(trx, actor, election, nominee.id)
}

async function withdraw(trx: Trx, request: FastifyRequest, nominee: NomineeRow, form: ConsentForm): Promise<void> {
  const { on, reason, version } = form
  const change = { vetting: 'withdrawn', vettingReason: reason, vettedOn: on } as const
  if (!(await updateNominee(trx, { id: nominee.id, version }, change))) throw new Conflict()
  const event = { type: 'nomineeWithdrew', nomineeId: nominee.id, reason } as const
  await recordEvent(trx, request.actor, event, request.election.id)
}
