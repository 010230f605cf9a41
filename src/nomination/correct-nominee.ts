import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { textField, versionField } from '../infra/http/fields.js'
import { errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { listMilestones } from '../timetable/queries.js'
import { acceptsChoices, acceptsField, acceptsValue, factsOf, pledgeField } from './nominee-facts.js'
import { type NomineeRow, updateNominee } from './queries.js'
import { asTyped, readResume, resumeLines } from './resume.js'
import { getNominee } from './show-nominee.js'
import { nomineeWords, typedValues } from './words.js'

const factsForm = z.object({
  occupation: textField(40, '请填写现职业或者职务'),
  politicalStatus: textField(20, '请填写政治面貌'),
  education: textField(20, '请填写文化程度'),
  pledge: pledgeField,
  acceptsConditions: acceptsField,
  version: versionField,
})

export async function showCorrection(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const nominee = await getNominee(this.db, request)
  const { acceptsConditions, resume } = nominee
  const typed = { ...nominee, ...asTyped(resume), acceptsConditions: acceptsValue(acceptsConditions) }
  return await correctionPage(this, request, reply, nominee, typed)
}

async function correctionPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  nominee: NomineeRow,
  typed: unknown,
  errors?: FormErrors,
) {
  const { election } = request
  return await reply.code(errors ? 422 : 200).page('nomination/correct-nominee.hbs', {
    title: `更正个人情况：${nominee.name}`,
    person: nomineeWords(nominee, election.electionDay),
    home: `/elections/${election.id}/nomination/nominees/${nominee.id}`,
    windowFindings: may('recordNomination', await listMilestones(app.db, election.id), ruleSetInForce(election)),
    form: typedValues(typed, ['occupation', 'politicalStatus', 'education', 'pledge', 'acceptsConditions', 'version']),
    acceptsChoices,
    resume: resumeLines(typed),
    errors,
  })
}

export async function correctNominee(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const nominee = await getNominee(this.db, request)
  const form = readForm(factsForm, request.body)
  const resume = readResume(request.body)
  if (!form.ok || resume.errors.length > 0) {
    const errors = formErrors([...(form.ok ? [] : form.error.list), ...resume.errors])
    return await correctionPage(this, request, reply, nominee, request.body, errors)
  }
  const { version, ...typed } = form.value
  const before = factsOf(nominee)
  const after = factsOf({ ...typed, resume: resume.rows })
  const saved = await inTransaction(this.db, async (trx) => {
    const untimely = may(
      'recordNomination',
      await listMilestones(trx, request.election.id),
      ruleSetInForce(request.election),
    )
    if (untimely.length > 0) return refused(errorsFromFindings(untimely))
    if (!(await updateNominee(trx, { id: nominee.id, version }, { facts: after }))) throw new Conflict()
    await recordEvent(
      trx,
      request.actor,
      { type: 'nomineeChanged', nomineeId: nominee.id, before, after },
      request.election.id,
    )
    return ok(undefined)
  })
  if (!saved.ok) return await correctionPage(this, request, reply, nominee, request.body, saved.error)
  reply.flash(`已更正${nominee.name}的个人情况。`)
  return reply.redirect(`/elections/${request.election.id}/nomination/nominees/${nominee.id}`, 303)
}
