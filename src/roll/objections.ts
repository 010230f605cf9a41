import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { daysBetween } from '../lib/plain-date.js'
import { ok, type Result, refused } from '../lib/result.js'
import { type Finding, hasErrors } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { checkObjection, lastObjectionDay } from '../rules/roll-objections.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction } from '../infra/db/database.js'
import { dateField, halfWidth, optionalTextField, textField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { insertObjection, listObjections } from './objection-queries.js'
import { clockOf, objectionStateText, type ObjectionSubject, shortSubjectText, subjectText } from './objection-words.js'
import { dayText } from './post-roll.js'
import { findVoterByNumber } from './queries.js'
import { type RollFacts, rollFacts } from './roll-facts.js'
import { rollWorkers } from './roll-state.js'
import { typedAgain } from './typed-again.js'
import { lockRoll } from './version-queries.js'

const subjects = Object.keys(subjectText) as ObjectionSubject[]

const objectionForm = z.object({
  receivedOn: dateField,
  objector: textField(40, '请填写提出人'),
  subject: z.enum(subjects, '请选择异议的种类'),
  voterNumber: z
    .string()
    .default('')
    .transform(halfWidth)
    .pipe(z.string().regex(/^\d{0,6}$/, '选民号是数字')),
  personName: optionalTextField(40),
  grounds: textField(500, '请填写理由'),
})

type ObjectionForm = z.output<typeof objectionForm>

/** The docket: objections with their clock, and the form that takes one in. */
export async function showObjections(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await objectionsPage(this.db, request, reply)
}

async function objectionsPage(db: Db, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election, today, account } = request
  const facts = await rollFacts(db, election)
  const findings = may('raiseObjection', facts.milestones, facts.ruleSet)
  const rows = facts.postedOn ? await docket(db, request, facts) : []
  const blank = { receivedOn: today, objector: '', subject: '', voterNumber: '', personName: '', grounds: '' }
  const works = account !== null && rollWorkers.includes(account.role)
  return await reply.code(errors ? 422 : 200).page('roll/objections.hbs', {
    title: '名单公布与异议',
    ...windowOf(facts, today),
    findings: facts.postedOn ? [] : findings,
    mayReceive: works && findings.length === 0,
    rows,
    open: facts.openObjections,
    hasOpen: facts.openObjections > 0,
    form: { ...blank, ...typedAgain(request, errors) },
    subjects: subjects.map((value) => ({ value, text: subjectText[value] })),
    mayPost: account?.role === 'electionOfficer' && facts.postedOn === undefined,
    errors,
  })
}

/** The days for objecting, and whether the roll can be closed. */
function windowOf(
  { postedOn, closedOn, ruleSet, timetable, openObjections }: RollFacts,
  today: FastifyRequest['today'],
) {
  if (!postedOn)
    return {
      isPosted: false,
      isClosed: false,
      postedText: '',
      lastText: '',
      leftText: '',
      isOver: false,
      mayClose: false,
    }
  const last = lastObjectionDay(postedOn, ruleSet, timetable.isHoliday)
  const left = daysBetween(today, last)
  return {
    isPosted: true,
    isClosed: closedOn !== undefined,
    postedText: dayText(postedOn),
    lastText: dayText(last),
    leftText: left < 0 ? '异议期已经结束' : left === 0 ? '今天是最后一天' : `还有 ${left} 天`,
    isOver: left < 0,
    mayClose: left < 0 && openObjections === 0 && closedOn === undefined,
  }
}

async function docket(db: Db, { election, today }: FastifyRequest, facts: RollFacts) {
  const objections = await listObjections(db, election.id)
  return objections.map((objection) => ({
    ...objection,
    ...clockOf(objection, facts, today),
    subjectShort: shortSubjectText[objection.subject],
    stateText: objectionStateText[objection.state],
    numberText: objection.voterNumber === null ? '' : `选民号 ${objection.voterNumber}`,
    decidedText: objection.decidedOn ?? '',
    rulingText: objection.ruling ?? '',
    href: `/elections/${election.id}/roll/objections/${objection.id}`,
  }))
}

/** Enters an objection. A late one is entered too, marked as late: the person must be answered. */
export async function receiveObjection(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor } = request
  const form = readForm(objectionForm, request.body)
  if (!form.ok) return await objectionsPage(this.db, request, reply, form.error)
  const received = await inTransaction(this.db, async (trx): Promise<Result<number | null, FormErrors>> => {
    await lockRoll(trx, election.id)
    if (!(await claimForm(trx, request.body, request.now))) return ok(null)
    const findings = check(form.value, await rollFacts(trx, election), request)
    if (hasErrors(findings)) return refused(errorsFromFindings(findings))
    const about = await personOf(trx, election.id, form.value)
    if (!about.ok) return about
    const { receivedOn, objector, subject, grounds } = form.value
    const { id, number } = await insertObjection(trx, {
      electionId: election.id,
      receivedOn,
      objector,
      subject,
      grounds,
      ...about.value,
    })
    const codes = findings.map(({ code }) => code)
    const event = { type: 'objectionReceived', objectionId: id, number, receivedOn, subject, findings: codes } as const
    await recordEvent(trx, actor, event, election.id)
    return ok(number)
  })
  if (!received.ok) return await objectionsPage(this.db, request, reply, received.error)
  if (received.value !== null) reply.flash(`第 ${received.value} 号异议已受理。`)
  return reply.redirect(`/elections/${election.id}/roll/objections`, 303)
}

function check(
  { receivedOn }: ObjectionForm,
  { milestones, postedOn, ruleSet, timetable }: RollFacts,
  { today }: FastifyRequest,
): Finding[] {
  const time = may('raiseObjection', milestones, ruleSet)
  if (time.length > 0 || !postedOn) return time
  const fields = ['receivedOn']
  if (receivedOn > today)
    return [{ code: 'objection-in-future', severity: 'error', fields, message: '提出日期不能晚于今天' }]
  return checkObjection({ postedOn, receivedOn }, ruleSet, timetable.isHoliday)
}

/** Whom the objection is about: somebody of the roll by number, or somebody missing from it by name. */
async function personOf(db: Db, electionId: number, { subject, voterNumber, personName }: ObjectionForm) {
  const wrong = (field: string, message: string) => refused(formErrors([{ field, message }]))
  if (subject === 'missing') {
    return personName === '' ? wrong('personName', '请填写漏登的人的姓名') : ok({ personName, voterId: null })
  }
  if (voterNumber === '') return wrong('voterNumber', '请填写名单上这个人的选民号')
  const voter = await findVoterByNumber(db, electionId, Number(voterNumber))
  return voter ? ok({ personName: voter.name, voterId: voter.id }) : wrong('voterNumber', '名单上没有这个选民号')
}
