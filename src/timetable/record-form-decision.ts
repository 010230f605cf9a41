import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import { ok, refused } from '../lib/result.js'
import { electionForms, electionFormText } from '../rules/election-form.js'
import { hasErrors } from '../rules/finding.js'
import { checkFormDecision, formDeciders, formDeciderText, formDecisionSentence } from '../rules/form-decision.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { countField, dateField, positiveField, textField, versionField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { insertFormDecision, listFormDecisions } from './form-decision-queries.js'
import { mayPlan } from './may-plan.js'

type Typed = Readonly<Record<string, unknown>>

const decisionForm = z.object({
  version: versionField,
  form: z.enum(electionForms, '请选择会议决定的选举方式'),
  decidedBy: z.enum(formDeciders, '请选择由哪个会议决定'),
  decidedOn: dateField,
  entitled: positiveField,
  present: countField,
  inFavour: countField,
  document: textField(60, '请写明会议记录的名称或编号'),
})

export async function showFormDecision(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await decisionPage(this, request, reply)
}

async function decisionPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed?: Typed,
  errors?: FormErrors,
) {
  const { election } = request
  const decisions = await listFormDecisions(app.db, election.id)
  const last = decisions.at(-1)
  const blank = { form: election.form, decidedBy: '', decidedOn: '', entitled: '', present: '', inFavour: '' }
  return await reply.code(errors ? 422 : 200).page('timetable/record-form-decision.hbs', {
    title: '选举方式的决定',
    planned: electionFormText[election.form],
    isOtherThanPlanned: last !== undefined && last.form !== election.form,
    decisions: [...decisions].reverse().map((decision, index) => ({
      ...decision,
      holds: index === 0,
      sentence: formDecisionSentence(decision, electionFormText[decision.form]),
      on: longDate(decision.decidedOn),
    })),
    isRecorded: last !== undefined,
    mayRecord: mayPlan(request),
    forms: electionForms.map((value) => ({ value, text: electionFormText[value] })),
    deciders: formDeciders.map((value) => ({ value, text: formDeciderText[value] })),
    form: { ...blank, document: '', ...last, version: decisions.length, ...typed },
    errors,
  })
}

/** Records the meeting that decided on the form, or corrects what was recorded; what was recorded before stays. */
export async function recordFormDecision(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, now } = request
  const typed = request.body as Typed
  const form = readForm(decisionForm, typed)
  if (!form.ok) return await decisionPage(this, request, reply, typed, form.error)
  const { version, ...decision } = form.value
  const saved = await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, typed, now))) return ok(undefined)
    const number = (await listFormDecisions(trx, election.id)).length + 1
    if (number !== version + 1) throw new Conflict()
    const findings = checkFormDecision(decision, request.today, ruleSetInForce(election))
    if (hasErrors(findings)) return refused(findings)
    const recorded = { recordedBy: request.account?.id ?? 0, recordedAt: now }
    await insertFormDecision(trx, { electionId: election.id, number, ...decision, ...recorded })
    const { decidedOn, ...facts } = decision
    await recordEvent(trx, actor, { type: 'formDecided', number, on: decidedOn, ...facts }, election.id)
    return ok(undefined)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict()
    throw error
  })
  if (!saved.ok) return await decisionPage(this, request, reply, typed, errorsFromFindings(saved.error))
  reply.flash('选举方式的决定已登记。')
  return reply.redirect(`/elections/${election.id}/form-decision`, 303)
}
