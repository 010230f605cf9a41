import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import { hasErrors, type Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { articleIn } from '../rules/citation.js'
import { checkObjection, checkObjectionWithdrawal, checkRuling } from '../rules/roll-objections.js'
import type { Role } from '../infra/security/roles.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { dateField, optionalTextField, textField, versionField } from '../infra/http/fields.js'
import { errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { formOf } from './change-voter.js'
import { carryOut, changeKindOf, readEffect } from './objection-effect.js'
import { getObjection, type Objection, updateObjection } from './objection-queries.js'
import { clockOf, mannerText, objectionStateText, subjectText } from './objection-words.js'
import { classOptions } from './register-voter.js'
import { changedDeclarationOptions, declarationOptions } from './registration-words.js'
import { type RollFacts, rollFacts } from './roll-facts.js'
import { lockRoll } from './version-queries.js'
import { blankVoter } from './voter-form.js'
import { getVoterDetails } from './voter-queries.js'
import { reasonOptions } from './why-form.js'

const outcomes = ['upheld', 'dismissed', 'notHeard', 'withdrawn'] as const

const rulingForm = z.object({
  outcome: z.enum(outcomes, '请选择处理结果'),
  decidedOn: dateField,
  ruling: textField(1000, '请填写处理决定'),
  legalBasis: optionalTextField(200),
  version: versionField,
})

type RulingForm = z.output<typeof rulingForm>

function objectionIdOf(request: FastifyRequest): number {
  const { objectionId } = request.params as { objectionId: string }
  if (!/^[1-9]\d{0,8}$/.test(objectionId)) throw new NotFound()
  return Number(objectionId)
}

export async function showDecideObjection(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await decidePage(this, request, reply)
}

async function decidePage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election, today, account } = request
  const objection = await getObjection(app.db, election.id, objectionIdOf(request))
  const facts = await rollFacts(app.db, election)
  const findings = may('decideObjection', facts.milestones, facts.ruleSet)
  const { subject, voterId } = objection
  const voter = voterId === null ? undefined : await getVoterDetails(app.db, election.id, voterId)
  const typed = errors ? (request.body as object) : undefined
  const legalBasis = articleIn(facts.ruleSet, 17)
  const blank = { outcome: '', decidedOn: today, ruling: '', legalBasis, ...blankVoter, name: objection.personName }
  const clock = clockOf(objection, facts, today)
  const isGone = voter?.state === 'removed'
  return await reply.code(errors ? 422 : 200).page('roll/decide-objection.hbs', {
    title: `第${objection.number}号异议`,
    objection: {
      ...objection,
      ...clock,
      broughtText: objection.agent === '' ? mannerText[objection.manner] : `由${objection.agent}代为提出`,
      repeatsText: objection.repeatsNumber === null ? '' : `第 ${objection.repeatsNumber} 号异议`,
      repeatsHref: `/elections/${election.id}/roll/objections/${objection.repeats ?? 0}`,
      subjectText: subjectText[subject],
      stateText: objectionStateText[objection.state],
      decidedText: objection.decidedOn ?? '',
      rulingText: objection.ruling ?? '',
      voterHref: voterId === null ? '' : `/elections/${election.id}/roll/voters/${voterId}`,
      numberText: objection.voterNumber === null ? '' : `选民号 ${objection.voterNumber}`,
    },
    findings: objection.state === 'open' ? findings : [],
    mayDecide: objection.state === 'open' && findings.length === 0 && account?.role === 'electionOfficer',
    isDecidedElsewhere: objection.state === 'open' && account?.role !== 'electionOfficer',
    isMissing: subject === 'missing',
    isNotEntitled: subject === 'notEntitled' && !isGone,
    isWrongDetails: subject === 'wrongDetails' && !isGone,
    isGone,
    namesElectors: election.form !== 'allVoters',
    voterVersion: voter?.version ?? '',
    form: typed
      ? { ...blank, ...typed }
      : { ...blank, ...(voter && subject === 'wrongDetails' ? formOf(voter, app.sealer) : {}) },
    outcomes: outcomes
      .filter((value) => value !== 'notHeard' || clock.isLate)
      .map((value) => ({ value, text: objectionStateText[value] })),
    hasLetter: objection.state !== 'open' && objection.state !== 'withdrawn' && mayPrint(account?.role),
    reasonOptions: reasonOptions(changeKindOf[subject]),
    classOptions,
    declarationOptions: subject === 'missing' ? declarationOptions : changedDeclarationOptions,
    errors,
  })
}

/** Rules on an objection; one that is upheld changes the roll in the same transaction. */
export async function decideObjection(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const form = readForm(rulingForm, request.body)
  if (!form.ok) return await decidePage(this, request, reply, form.error)
  try {
    const decided = await inTransaction(this.db, async (trx) => await decide(trx, this, request, form.value))
    if (!decided.ok) return await decidePage(this, request, reply, decided.error)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const message = '这个身份号码刚刚已在别处登记，不能重复登记'
    return await decidePage(this, request, reply, formErrors([{ field: 'identityNumber', message }]))
  }
  reply.flash('处理决定已记下。请打印处理决定送达提出人；名单有改动的，印发补正公告。')
  return reply.redirect(`/elections/${election.id}/roll/objections/${objectionIdOf(request)}`, 303)
}

async function decide(
  trx: Trx,
  { sealer }: FastifyInstance,
  request: FastifyRequest,
  form: RulingForm,
): Promise<Result<void, FormErrors>> {
  const { election, actor, today } = request
  const { outcome, decidedOn, ruling, version } = form
  await lockRoll(trx, election.id)
  const objection = await getObjection(trx, election.id, objectionIdOf(request))
  const facts = await rollFacts(trx, election)
  const late = checkRuling({ receivedOn: objection.receivedOn, decidedOn }, facts.ruleSet)
  const findings = [
    ...may('decideObjection', facts.milestones, facts.ruleSet),
    ...notInFuture(decidedOn, today),
    ...late,
    ...checkOutcome(form, objection, facts),
  ]
  if (hasErrors(findings)) return refused(errorsFromFindings(findings))
  const work = { actor, election, today, sealer }
  let { voterId } = objection
  if (outcome === 'upheld') {
    const effect = await readEffect(trx, work, objection, request.body)
    if (!effect.ok) return effect
    const done = await carryOut(trx, work, effect.value)
    if (!done.ok) return done
    voterId = done.value ?? voterId
  }
  const legalBasis = form.legalBasis || articleIn(facts.ruleSet, 17)
  const change = { state: outcome, decidedOn, ruling, legalBasis, voterId }
  const saved = await updateObjection(trx, objection.id, version, change)
  if (!saved) throw new Conflict('这件异议刚刚由别人处理了。请返回查看最新的处理决定。')
  const codes = findings.map(({ code }) => code)
  const event = {
    type: 'objectionDecided',
    objectionId: objection.id,
    state: outcome,
    decidedOn,
    ruling,
    findings: codes,
  } as const
  await recordEvent(trx, actor, event, election.id)
  return ok(undefined)
}

/** One that came too late need not be heard; the others must (art. 17). A ruling is not withdrawn. */
function checkOutcome(
  { outcome, decidedOn }: RulingForm,
  { receivedOn }: Objection,
  { postedOn, ruleSet, timetable }: RollFacts,
): Finding[] {
  if (outcome === 'withdrawn') {
    return checkObjectionWithdrawal({ receivedOn, withdrawnOn: decidedOn }).map((one) => ({
      ...one,
      fields: ['decidedOn'],
    }))
  }
  const isLate =
    postedOn !== undefined && checkObjection({ postedOn, receivedOn }, ruleSet, timetable.isHoliday).length > 0
  if (outcome !== 'notHeard' || isLate) return []
  const message = '这件异议在异议期内提出，应当受理，不能以逾期为由不受理。'
  return [
    { code: 'objection-in-time', severity: 'error', fields: ['outcome'], message, article: articleIn(ruleSet, 17) },
  ]
}

const mayPrint = (role: Role | undefined) =>
  role === 'electionOfficer' || role === 'rollClerk' || role === 'townshipOfficer'

function notInFuture(decidedOn: string, today: string): Finding[] {
  if (decidedOn <= today) return []
  return [{ code: 'ruling-in-future', severity: 'error', fields: ['decidedOn'], message: '处理决定的日期不能晚于今天' }]
}
