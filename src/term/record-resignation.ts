import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused, type Result } from '../lib/result.js'
import type { PlainDate } from '../lib/plain-date.js'
import type { Finding } from '../rules/finding.js'
import { decideResignation } from '../rules/resignation.js'
import type { RuleSet } from '../rules/rule-set.js'
import { dateField, textField, tickField } from '../infra/http/fields.js'
import { errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { assemblyChoices, meetingFields, meetingNames } from './meeting-form.js'
import { type OfficeEnd, saveEnd } from './save-end.js'
import type { StandingMember } from './standing.js'
import { sittingMember, termInView } from './term-in-view.js'
import { typedValues } from './term-words.js'

const resignationForm = z.object({
  appliedOn: dateField,
  document: textField(200, '请写明辞职书和会议记录'),
  ...meetingFields,
  acknowledged: tickField,
})

type ResignationForm = z.infer<typeof resignationForm>

export async function showResignation(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await resignationPage(this, request, reply, { on: request.today, assembly: 'representativesAssembly' })
}

async function resignationPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: unknown,
  errors?: FormErrors,
) {
  const { standing, ruleSet, home } = await termInView(app.db, request)
  const member = sittingMember(standing, request)
  return await reply.code(errors ? 422 : 200).page('term/record-resignation.hbs', {
    title: `登记${member.postTitle}${member.name}辞职`,
    home,
    here: `${home}/members/${member.key}/record-resignation`,
    member: { name: member.name, postTitle: member.postTitle },
    days: ruleSet.resignationMeetingDays,
    article: ruleSet.provenance.resignationMeetingDays.source,
    asksToAcknowledge: errors?.byField['acknowledged'] !== undefined,
    assemblies: assemblyChoices,
    form: typedValues(typed, ['appliedOn', 'document', ...meetingNames]),
    errors,
  })
}

/** Records a resignation that a meeting approved; one that it did not approve changes nothing (art. 21). */
export async function recordResignation(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(resignationForm, request.body)
  if (!form.ok) return await resignationPage(this, request, reply, request.body, form.error)
  const { ruleSet, home } = await termInView(this.db, request)
  const saved = await saveEnd(this, request, (member) => resign(member, form.value, request.today, ruleSet))
  if (!saved.ok) return await resignationPage(this, request, reply, request.body, saved.error)
  if (saved.value !== '') reply.flash(`${saved.value}辞职已登记。请发布成员变动公告，并报街道（镇）备案。`)
  return reply.redirect(home, 303)
}

function resign(
  member: StandingMember,
  form: ResignationForm,
  today: PlainDate,
  ruleSet: RuleSet,
): Result<OfficeEnd, FormErrors> {
  const { appliedOn, document, assembly, on, entitled, present, inFavour, acknowledged } = form
  const meeting = { assembly, on, entitled, present, inFavour }
  const decision = decideResignation({ member: member.name, appliedOn, meeting }, ruleSet)
  const findings = [...dayFindings(form, member, today), ...decision.findings]
  const errors = findings.filter(({ severity, code }) => severity === 'error' && code !== 'resignation-meeting-late')
  if (errors.length > 0 || decision.effectiveOn === undefined) return refused(errorsFromFindings(errors))
  const late = findings.filter(({ code }) => code === 'resignation-meeting-late')
  if (late.length > 0 && !acknowledged) {
    const message = `${late.map((finding) => finding.message).join('')}确认无误后勾选“已知道”再登记。`
    return refused(formErrors([{ field: 'acknowledged', message }]))
  }
  const facts = { appliedOn, meeting, late: late.map(({ message }) => message) }
  return ok({ cause: 'resigned', onDay: decision.effectiveOn, explanation: decision.sentence, document, facts })
}

function dayFindings({ on, appliedOn, present, entitled }: ResignationForm, member: StandingMember, today: PlainDate) {
  const finding = (code: string, field: string, message: string): Finding => {
    return { code, severity: 'error', fields: [field], message }
  }
  return [
    ...(on > today ? [finding('meeting-ahead', 'on', '会议还没有召开，请在会议之后登记。')] : []),
    ...(appliedOn < member.since
      ? [finding('applied-before-office', 'appliedOn', `提出辞职之日早于任职之日（${member.since}）。`)]
      : []),
    ...(present > entitled
      ? [finding('more-present-than-entitled', 'present', `实到${present}人，多于应到${entitled}人。`)]
      : []),
  ]
}
